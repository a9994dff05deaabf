"""One year into the next: everything comes, nothing that stands changes, twice is once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.carry import carry_year, may_carry, plan_carrying
from minhdinh.assessments.carrying.pieces import Fate
from minhdinh.assessments.carrying.registry import Carrier, _carriers, register_carrier
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.domain.approval import submit
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import (
    Assignment,
    CarriedText,
    CouncilMember,
    Passage,
    PassageRevision,
    PlanStep,
    SelfAssessment,
    WorkingGroup,
)
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceUse
from minhdinh.lib.richtext import citations
from tests.assessments.carrying.years import (
    NEXT,
    Years,
    everything_of,
    fill,
    other_set,
    same_set,
    seat,
    texts_of,
)
from tests.assessments.cases import advance, decide_all, make_case, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    return found


def test_every_text_comes_to_its_place_with_citations_and_provenance(years: Years) -> None:
    done = years.carry()
    assert done.texts == 4
    assert texts_of(years.new.assessment) == texts_of(years.old.assessment)
    for passage in Passage.objects.filter(assessment=years.new.assessment):
        old = Passage.objects.get(assessment=years.old.assessment, slot=passage.slot)
        assert (passage.inherited, passage.version, passage.body) == (True, 1, old.body)
        row = CarriedText.objects.get(passage=passage)
        assert row.source == PassageRevision.objects.get(passage=old, version=old.version)
        assert row.origin.startswith("Năm học 2026-2027, ")
        assert (row.kind, row.confirmed_at, row.carried_by_name) == ("year", None, years.new.system.name)
        cited = Citation.objects.filter(source=f"passage:{passage.pk}").values_list("item_id", flat=True)
        assert sorted(map(str, cited)) == sorted(set(citations(old.body)))


def test_the_same_items_serve_with_the_same_codes(years: Years) -> None:
    before = list(EvidenceCode.objects.order_by("id").values())
    assert years.carry().uses == 2
    old, new = (
        set(
            EvidenceUse.objects.filter(assessment_id=one.assessment.pk).values_list(
                "item_id", "track", "criterion"
            )
        )
        for one in (years.old, years.new)
    )
    assert old == new
    assert list(EvidenceCode.objects.order_by("id").values()) == before


def test_last_year_is_left_as_it_was(years: Years) -> None:
    seat(years.old)
    before = everything_of(years.old.assessment)
    years.carry()
    assert everything_of(years.old.assessment) == before


def test_done_twice_changes_nothing(years: Years) -> None:
    seat(years.old)
    first = years.carry()
    before = everything_of(years.new.assessment)
    counts = [model.objects.count() for model in (CarriedText, EvidenceUse, Citation, Assignment, Entry)]
    second = years.carry()
    assert (first.total > 0, second.total) == (True, 0)
    assert everything_of(years.new.assessment) == before
    assert [
        model.objects.count() for model in (CarriedText, EvidenceUse, Citation, Assignment, Entry)
    ] == counts
    assert years.plan().is_nothing


def test_what_stands_in_the_new_year_stays(years: Years) -> None:
    slot = years.new.slot("1.1")
    write(years.new, slot, "Bản mới của năm nay.")
    plan = years.plan()
    assert [one.piece.slot for one in plan.texts if one.fate is Fate.KEPT] == [slot]
    years.carry()
    passage = Passage.objects.get(assessment=years.new.assessment, slot=slot)
    assert (passage.text, passage.inherited, passage.version) == ("Bản mới của năm nay.", False, 1)


def test_a_text_cleared_this_year_does_not_come_back(years: Years) -> None:
    slot = years.new.slot("1.1")
    write(years.new, slot, "Tạm")
    write(years.new, slot, "")
    years.carry()
    assert texts_of(years.new.assessment)[slot] == ""


def test_council_groups_and_assignments_come_but_not_the_decision(years: Years) -> None:
    seat(years.old)
    done = years.carry()
    new = years.new.fresh()
    assert (done.people, done.assignments) == (5, 2)
    old_rows, new_rows = (
        list(
            CouncilMember.objects.filter(assessment=one.assessment)
            .order_by("order")
            .values_list("name", "role", "group__name", "leads_group", "task", "trained")
        )
        for one in (years.old, years.new)
    )
    assert old_rows == new_rows
    assert (new.decision_number, new.decision_date) == ("", None)
    assert WorkingGroup.objects.filter(assessment=new).count() == 1
    charged = Assignment.objects.filter(sheet__assessment=new).order_by("-leads", "id")
    assert [(row.sheet.criterion, row.member.name, row.leads) for row in charged] == [
        ("1.1", "Người 2", True),
        ("1.1", "Người 3", False),
    ]


def test_the_plan_has_the_days_of_the_new_year(years: Years) -> None:
    years.carry()
    days = [
        one.starts_on for one in PlanStep.objects.filter(assessment=years.new.assessment) if one.starts_on
    ]
    assert days
    assert {day.year for day in days} <= {2027, 2028}


def test_abbreviations_come_only_where_there_are_none(years: Years) -> None:
    years.carry()
    assert [one["short"] for one in years.new.fresh().abbreviations] == ["CSVC", "GV"]


def test_nothing_counts_as_written_until_somebody_answers(years: Years) -> None:
    decide_all(years.old)
    years.carry()
    new = years.new.fresh()
    assert set(new.sheets.values_list("statement_levels", flat=True)) == {0}
    assert set(new.sheets.values_list("level", flat=True)) == {None}
    with pytest.raises(Problem):
        submit(actor=years.new.system, assessment=new)


def test_it_is_recorded_with_its_counts(years: Years) -> None:
    years.carry()
    entry = Entry.objects.get(action="assessment.year_carried")
    assert entry.data == {"year": "2026-2027", "texts": 4, "uses": 2}


def test_the_plan_says_what_stays_empty(years: Years) -> None:
    empty = years.plan().empty
    assert "1.1.1a" not in empty.get(("thcs", "1.1"), [])
    assert "2.3.1a" in empty["thcs", "2.3"]


def test_an_evidence_removed_meanwhile_does_not_come(years: Years) -> None:
    row = EvidenceUse.objects.filter(assessment_id=years.old.assessment.pk).order_by("id").first()
    assert row is not None
    Citation.objects.filter(item=row.item).delete()
    row.item.removed_at = row.item.created_at
    row.item.save()
    assert years.carry().uses == 1
    words = texts_of(years.new.assessment)[years.new.slot("1.1")]
    assert words == "Trường có kế hoạch.[minh chứng không còn trong kho]"


def test_another_schools_year_is_not_here(years: Years) -> None:
    stranger = make_case()
    with pytest.raises(NotHere):
        carry_year(actor=years.new.system, source=stranger.assessment, target=years.new.assessment)


def test_never_backwards_and_never_from_itself(years: Years) -> None:
    with pytest.raises(Problem, match="ở sau năm học"):
        carry_year(actor=years.old.system, source=years.new.assessment, target=years.old.assessment)
    with pytest.raises(Problem, match="từ chính nó"):
        carry_year(actor=years.old.system, source=years.old.assessment, target=years.old.assessment)


def test_a_year_that_is_handed_in_takes_nothing(years: Years) -> None:
    decide_all(years.new)
    advance(years.new, State.SUBMITTED)
    with pytest.raises(Problem, match="không sửa được"):
        years.carry()


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY])
def test_leaders_carry(years: Years, role: Role) -> None:
    actor = years.new.actor(role)
    assert may_carry(actor)
    assert carry_year(actor=actor, source=years.old.fresh(), target=years.new.fresh()).texts == 4


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_others_do_not(years: Years, role: Role) -> None:
    actor = years.new.actor(role)
    assert not may_carry(actor)
    with pytest.raises(NotAllowed):
        carry_year(actor=actor, source=years.old.fresh(), target=years.new.fresh())
    assert texts_of(years.new.assessment) == {}


def test_a_failure_leaves_nothing_behind(years: Years) -> None:
    def fails(*_arguments: object) -> int:
        raise Problem("Hỏng")

    carrier = Carrier("Việc thử", lambda _source, _year: 1, fails)
    register_carrier(carrier)
    try:
        assert ("Việc thử", 1) in years.plan().others
        with pytest.raises(Problem, match="Hỏng"):
            years.carry()
    finally:
        _carriers.remove(carrier)
    assert texts_of(years.new.assessment) == {}
    assert not EvidenceUse.objects.filter(assessment_id=years.new.assessment.pk).exists()


def test_many_texts_cost_no_more_queries(years: Years) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as planning:
            plan_carrying(years.old.fresh(), target_of(years.new.fresh()))
        return len(planning), 0

    few = queries()
    for criterion in ("1.1", "1.3", "2.3"):
        for level in (1, 2):
            for requirement in (
                years.old.assessment.standard_set.catalogue.criterion(criterion).level(level).requirements
            ):  # type: ignore[union-attr]
                write(years.old, f"statement:thcs:{criterion}:{level}:{requirement.id}", "Thêm.")
    assert queries() == few


def test_by_a_crosswalk_texts_go_where_it_says_and_the_rest_is_named() -> None:
    years = other_set()
    write(years.old, years.old.slot("1.4"), "Đủ hiệu trưởng, phó hiệu trưởng.")
    write(
        years.old,
        "statement:tieu_hoc:1.1:1:1.1.1a" if years.old.track == "tieu_hoc" else years.old.slot("1.1"),
        "A",
    )
    write(years.old, f"statement:{years.old.track}:1.3:2:1.3.2a", "Tổ chức Đảng vững mạnh.")
    plan = years.plan()
    by_text = {one.piece.origin: one for one in plan.texts}
    left = [one for one in plan.texts if one.fate is Fate.NO_PLACE]
    assert [one.piece.slot.rsplit(":", 1)[1] for one in left] == ["1.3.2a"]
    assert "không còn là yêu cầu" in left[0].why
    assert len(by_text) == 3
    years.carry()
    texts = texts_of(years.new.assessment)
    assert texts["statement:thcs:2.1:1:2.1.1a"] == "Đủ hiệu trưởng, phó hiệu trưởng."
    assert texts["statement:thcs:1.1:1:1.1.1a"] == texts["statement:thcs:1.1:1:1.1.1c"] == "A"
    row = CarriedText.objects.get(passage__slot="statement:thcs:2.1:1:2.1.1a")
    assert (row.kind, row.note.startswith("Cùng nội dung.")) == ("crosswalk", True)


def test_several_texts_for_one_place_stand_there_whole_one_after_the_other() -> None:
    years = other_set()
    for letter in "abc":
        write(years.old, f"statement:{years.old.track}:3.2:1:3.2.1{letter}", f"Phòng {letter}.")
    years.carry()
    slot = "statement:thcs:4.1:1:4.1.1a"
    assert texts_of(years.new.assessment)[slot] == "Phòng a.\nPhòng b.\nPhòng c."
    assert CarriedText.objects.filter(passage__slot=slot).count() == 3


def test_a_school_of_several_levels_gives_an_undivided_text_to_each() -> None:
    years = other_set(("thcs", "thpt"))
    write(years.old, f"statement:{years.old.track}:1.4:1:1.4.1a", "Đủ cán bộ quản lý.")
    years.carry()
    assert set(texts_of(years.new.assessment)) == {
        "statement:thcs:2.1:1:2.1.1a",
        "statement:thpt:2.1:1:2.1.1a",
    }
    assert SelfAssessment.objects.filter(year=NEXT).count() == 0
