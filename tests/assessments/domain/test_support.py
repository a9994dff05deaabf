import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.support import (
    NO_EVIDENCE,
    NO_STATEMENT,
    Support,
    least_evidence,
    recount,
    support_of,
    supports_of,
)
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.audit.models import Entry
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.cases import Case, decide, decide_all, item, link, make_case, write


@pytest.mark.parametrize(
    ("written", "reached"),
    [((), 0), ((1,), 1), ((1, 2), 2), ((2,), 0), ((1, 3), 1), ((2, 3), 0), ((1, 2, 3), 3)],
)
def test_levels_with_a_statement_count_without_a_gap(written: tuple[int, ...], reached: int) -> None:
    assert Support(frozenset(written), 0).statement_levels == reached


@pytest.mark.parametrize(
    ("written", "usable", "level", "lost"),
    [
        ((), 0, None, ""),
        ((), 5, 0, NO_STATEMENT),
        ((1,), 0, 0, ""),
        ((1,), 0, 1, NO_EVIDENCE),
        ((1,), 1, 1, ""),
        ((1,), 1, 2, NO_STATEMENT),
        ((2,), 1, 2, NO_STATEMENT),
        ((1, 2), 1, 2, ""),
        ((1, 2), 0, 2, NO_EVIDENCE),
    ],
)
def test_what_a_level_stands_on(written: tuple[int, ...], usable: int, level: int | None, lost: str) -> None:
    assert Support(frozenset(written), usable).lost_for(level, 1) == lost


def test_an_item_that_serves_and_is_cited_counts_once(small: Case) -> None:
    row = item(small)
    link(small, row)
    write(small, small.slot(), cited=[row])
    write(small, small.slot(level=2), cited=[row, item(small)])
    assert support_of(small.sheet()) == Support(frozenset({1, 2}), 2)


def test_a_text_without_words_is_no_statement(small: Case) -> None:
    write(small, small.slot(), "", cited=[item(small)])
    assert support_of(small.sheet()) == Support(frozenset(), 1)


@pytest.mark.usefixtures("db", "_scopes_open")
def test_evidence_of_one_criterion_or_track_carries_no_other() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"))
    link(case, item(case), "1.3", "tieu_hoc")
    write(case, case.slot("1.3", track="tieu_hoc"), cited=[item(case)])
    assert support_of(case.sheet("1.3", "tieu_hoc")) == Support(frozenset({1}), 2)
    assert support_of(case.sheet("1.3", "thcs")) == Support(frozenset(), 0)
    assert support_of(case.sheet("1.1", "tieu_hoc")) == Support(frozenset(), 0)


def test_counting_costs_the_same_for_one_sheet_and_for_all(
    decided: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sheets = list(Sheet.objects.select_related("track"))
    for rows in (sheets[:1], sheets):
        with django_assert_num_queries(4):
            supports_of(decided.assessment.pk, rows)


def test_how_many_items_a_level_needs(small: Case) -> None:
    assert least_evidence(small.assessment.standard_set.catalogue) == 1
    assert least_evidence(packaged_set("tt42-2012-trung-hoc")) == 1


def expire(case: Case) -> None:
    """Let every item have run out yesterday, as time does: no verb, no event."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    EvidenceItem.objects.filter(school=case.school).update(valid_to=yesterday)


def test_a_level_whose_evidence_has_run_out_is_withdrawn_when_it_is_looked_at(decided: Case) -> None:
    expire(decided)
    withdrawn = recount(decided.system, decided.assessment)
    assert sorted(sheet.criterion for sheet in withdrawn) == ["1.1", "1.3", "2.3"]
    sheet = decided.sheet()
    assert (sheet.level, sheet.level_by, sheet.level_at) == (None, None, None)
    assert (sheet.state, sheet.withdrawn_reason) == (SheetState.NEEDS_WORK, NO_EVIDENCE)
    row = decided.fresh()
    assert (row.level, row.complete, row.sheets_decided) == (None, False, 0)
    entries = Entry.objects.filter(action="assessment.level_withdrawn")
    assert sorted(entry.data["criterion"] for entry in entries) == ["1.1", "1.3", "2.3"]
    assert {entry.data["reason"] for entry in entries} == {NO_EVIDENCE}


def test_an_honest_no_outlives_its_evidence(small: Case) -> None:
    decide_all(small, level=0)
    expire(small)
    assert recount(small.system, small.assessment) == []
    assert small.sheet().level == 0


def test_counting_again_changes_nothing_where_nothing_changed(decided: Case) -> None:
    before = list(Sheet.objects.order_by("pk").values())
    assert recount(decided.system, decided.assessment) == []
    assert list(Sheet.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_a_report_that_left_the_desk_is_not_counted_again(decided: Case, state: str) -> None:
    SelfAssessment.objects.update(state=state)
    expire(decided)
    assert recount(decided.system, decided.fresh()) == []
    assert decided.sheet().level == 1


def test_pressing_again_clears_the_withdrawal(decided: Case) -> None:
    expire(decided)
    recount(decided.system, decided.assessment)
    link(decided, item(decided))
    sheet = press_level(actor=decided.system, sheet=decided.sheet(), level=1)
    assert (sheet.level, sheet.withdrawn_reason, sheet.state) == (1, "", SheetState.DRAFTING)


def test_emptying_the_statement_withdraws_the_level_with_a_trace(decided: Case) -> None:
    write(decided, decided.slot(), "")
    sheet = decided.sheet()
    assert (sheet.level, sheet.withdrawn_reason) == (None, NO_STATEMENT)
    entry = Entry.objects.get(action="assessment.level_withdrawn")
    assert entry.data == {"criterion": "1.3", "reason": NO_STATEMENT}
    assert decided.fresh().complete is False


def test_emptying_muc_2_withdraws_muc_2_and_leaves_nothing_half_judged(small: Case) -> None:
    decide(small, level=2)
    write(small, small.slot(level=2), "")
    assert small.sheet().level is None


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"level": 1, "statement_levels": 1, "usable_evidence": 0}, "sheet_level_needs_usable_evidence"),
        ({"level": 2, "statement_levels": 2, "usable_evidence": 0}, "sheet_level_needs_usable_evidence"),
        ({"level": 0, "statement_levels": 0, "usable_evidence": 1}, "sheet_level_needs_statement"),
        ({"level": 1, "statement_levels": 0, "usable_evidence": 1}, "sheet_level_needs_statement"),
        ({"level": 2, "statement_levels": 1, "usable_evidence": 1}, "sheet_level_needs_statement"),
    ],
)
def test_the_database_itself_refuses_a_level_without_support(
    small: Case, values: dict[str, int], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Sheet.objects.filter(pk=small.sheet().pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"level": 0, "statement_levels": 1, "usable_evidence": 0},
        {"level": 1, "statement_levels": 1, "usable_evidence": 1},
        {"level": 2, "statement_levels": 2, "usable_evidence": 3},
        {"level": None, "statement_levels": 0, "usable_evidence": 0},
    ],
)
def test_the_database_takes_what_the_law_allows(small: Case, values: dict[str, int]) -> None:
    assert Sheet.objects.filter(pk=small.sheet().pk).update(**values) == 1


def test_the_database_refuses_an_unfinished_report_on_the_councils_desk(small: Case) -> None:
    for state in (State.SUBMITTED, State.APPROVED, State.SEALED):
        with pytest.raises(IntegrityError, match="assessment_submitted_complete"), transaction.atomic():
            SelfAssessment.objects.filter(pk=small.assessment.pk).update(state=state)
