"""Choosing: kept half-filled, exclusive with “chưa có”, only the school's own evidence, never a level."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Answer, SuggestionChoice, SuggestionEvidence
from minhdinh.assessments.suggestions.choosing import (
    MOST_EVIDENCE,
    Given,
    choose,
    choose_nothing,
    evidence_ids,
)
from minhdinh.assessments.suggestions.library import negative_in
from minhdinh.assessments.suggestions.queries import items_of
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.evidence.domain.items import remove_item
from tests.assessments.cases import Case, make_case
from tests.assessments.suggestions.desk import (
    FIRST,
    REQUIREMENT,
    VALUES,
    passage,
    pick,
    proof,
    sheet_of,
)

pytestmark = pytest.mark.django_db


def test_a_choice_remembers_who_when_and_from_which_library(case: Case) -> None:
    row = pick(case, actor=case.actor(Role.SECRETARY))
    kept = SuggestionChoice.objects.get(pk=row.pk)
    assert kept.author == case.user(Role.SECRETARY)
    assert kept.author_name == case.user(Role.SECRETARY).full_name
    assert kept.values["so"] == "12/KH-THCS"
    assert (kept.requirement, kept.level, kept.negative) == (REQUIREMENT, 1, False)
    assert kept.chosen_at is not None
    assert Entry.objects.filter(action="assessment.suggestion_chosen").count() == 1


def test_choosing_writes_no_text_answer_or_level(case: Case) -> None:
    pick(case)
    assert passage(case) is None
    assert not Answer.objects.exists()
    assert sheet_of(case).level is None
    assert sheet_of(case).state == "empty"


def test_changing_keeps_one_row_and_the_first_moment(case: Case) -> None:
    first = pick(case, values={})
    second = pick(case, wording=1)
    assert SuggestionChoice.objects.get() == second == first
    assert second.version == 2
    assert second.chosen_at == first.chosen_at
    assert second.wording == 1


def test_unknown_slots_are_dropped_and_empty_ones_wait(case: Case) -> None:
    row = pick(case, values={"so": " 7/KH ", "la": "x", "ngay": ""})
    assert row.values == {"so": "7/KH"}


def test_evidence_keeps_its_order_and_is_rewritten(case: Case) -> None:
    one, two = proof(case), proof(case)
    assert items_of(pick(case, items=(two, one))) == (two.pk, one.pk)
    assert items_of(SuggestionChoice.objects.get()) == (two.pk, one.pk)
    pick(case, items=(one,))
    assert list(SuggestionEvidence.objects.values_list("item_id", flat=True)) == [one.pk]


def test_evidence_of_another_school_a_removed_and_an_unknown_one(case: Case) -> None:
    foreign, gone = proof(make_case()), proof(case)
    remove_item(actor=case.system, item=gone)
    for pk in (foreign.pk, gone.pk, 10**15):
        with pytest.raises(Problem, match="không thuộc kho"):
            choose(
                actor=case.system,
                sheet=sheet_of(case),
                proposition=FIRST,
                given=Given(VALUES, evidence=(pk,)),
            )
    assert not SuggestionChoice.objects.exists()


def test_a_sensitive_item_is_for_those_who_may_see_it_and_stays_once_chosen(case: Case) -> None:
    secret = proof(case, kind="so_tiep_nhan_phan_anh", storage="place", place="Tủ riêng")
    user = case.user(Role.MEMBER)
    seat = case.assessment.members.create(school=case.school, name=user.full_name, user=user)
    sheet_of(case).assignments.create(school=case.school, member=seat)
    with pytest.raises(Problem, match="không thuộc kho"):
        pick(case, items=(secret,), actor=case.actor(Role.MEMBER))
    pick(case, items=(secret,), actor=case.actor(Role.SECRETARY))
    again = pick(case, items=(secret,), values={}, actor=case.actor(Role.MEMBER))
    assert items_of(again) == (secret.pk,)


def test_too_much_is_refused(case: Case) -> None:
    with pytest.raises(Problem, match="nhiều nhất"):
        choose(
            actor=case.system,
            sheet=sheet_of(case),
            proposition=FIRST,
            given=Given(evidence=tuple(range(1, MOST_EVIDENCE + 2))),
        )
    with pytest.raises(Problem, match="dài quá"):
        pick(case, values={"so": "x" * 601})


def test_a_proposition_of_another_criterion_is_not_here(case: Case) -> None:
    for name in ("1.2.1a-1", "không-có", "1.1.1a-0", ""):
        with pytest.raises(NotHere):
            pick(case, name, items=())


def test_a_stale_choice_is_not_overwritten(case: Case) -> None:
    row = pick(case)
    pick(case, values={"so": "8/KH"})
    with pytest.raises(Stale):
        choose(
            actor=case.system,
            sheet=sheet_of(case),
            proposition=FIRST,
            given=Given(VALUES),
            version=row.version,
        )
    assert SuggestionChoice.objects.get().values["so"] == "8/KH"


def test_the_honest_no_becomes_a_weakness_and_a_draft_action(case: Case) -> None:
    row = choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    known = negative_in(sheet_of(case), REQUIREMENT)
    assert (row.weakness, row.action) == (known.weakness, known.action)
    again = choose_nothing(
        actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT, weakness=" Chưa xong. "
    )
    assert again.pk == row.pk
    assert again.weakness == "Chưa xong."
    assert sheet_of(case).level is None
    assert not Answer.objects.exists()


def test_yes_and_no_exclude_each_other(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    with pytest.raises(Problem, match="đang chọn “Chưa có”"):
        pick(case)
    SuggestionChoice.objects.all().delete()
    pick(case)
    with pytest.raises(Problem, match="đang chọn mệnh đề khác"):
        choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)


def test_a_derived_requirement_has_no_no(case: Case) -> None:
    with pytest.raises(NotHere):
        choose_nothing(actor=case.system, sheet=sheet_of(case), requirement="1.1.9z")


@pytest.mark.parametrize("typed", [["x"], ["-1"], [""], ["1", "2;"], ["9" * 19], ["１"]])
def test_ids_that_are_none(typed: list[str]) -> None:
    with pytest.raises(Problem, match="không nhận ra"):
        evidence_ids(typed)


def test_ids_are_read_once_each() -> None:
    assert evidence_ids(["3", "1", "3"]) == (3, 1)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER])
def test_who_may_not_write_here_chooses_nothing(case: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        pick(case, actor=case.actor(role), items=())
    with pytest.raises(NotAllowed):
        choose_nothing(actor=case.actor(role), sheet=sheet_of(case), requirement=REQUIREMENT)
