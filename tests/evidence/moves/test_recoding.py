"""The codes of a whole school anew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.evidence_context import evidence_context
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.codes import new_code_text, reserve_number
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.domain.queries import ItemFilter, list_items
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from minhdinh.evidence.moves.recoding import Plan, Wish, boxed_conventions, plan_codes, recode_all
from minhdinh.standards.catalogue import packaged_set
from tests.evidence.factories import YEAR, House, cite, day, link, make_item
from tests.evidence.moves.test_merging import fresh, merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
BOXED = packaged_set("tt18-2018-trung-hoc").code_convention


def boxed_item(house: House, text: str, criterion: str = "1.1", name: str = "Kế hoạch") -> EvidenceItem:
    """Return an item as a year by the rules of 2018 left it."""
    item = make_item(house, criterion="", name=name)
    EvidenceItem.objects.filter(pk=item.pk).update(code=text, root_criterion=criterion)
    item = fresh(item)
    item.save()
    EvidenceCode.objects.create(
        school=house.school, item=item, convention=BOXED.id, text=text, criterion=criterion
    )
    parsed = BOXED.parse(text)
    assert parsed is not None
    reserve_number(school_id=house.school.pk, convention=BOXED.id, criterion=criterion, number=parsed.number)
    return item


def year(house: House) -> YearContext:
    found = evidence_context(house.school.pk, YEAR)
    assert found is not None
    return found


def plan(house: House, actor: Actor, wish: Wish) -> Plan:
    return plan_codes(actor=actor, school_id=house.school.pk, context=year(house), wish=wish)


def do(house: House, actor: Actor, wish: Wish, **values: str) -> int:
    given = {"mark": plan(house, actor, wish).mark, "reason": "Theo bộ tiêu chuẩn mới", **values}
    return recode_all(actor=actor, school_id=house.school.pk, context=year(house), wish=wish, **given)


def codes(*items: EvidenceItem) -> list[str]:
    return [fresh(item).code for item in items]


def test_a_store_goes_over_to_the_convention_of_the_year(house: House, secretary: Actor) -> None:
    old, other, idle = (boxed_item(house, f"H1-1.1-0{number}") for number in (1, 2, 3))
    new = make_item(house)
    for item, criterion in ((old, "1.3"), (other, "1.1"), (other, "1.3")):
        link(house, item, criterion)
    cite(house, old, criterion="1.2")
    wish = Wish(house.convention)
    seen = plan(house, secretary, wish)
    assert [(one.old, one.new) for one in seen.changes] == [
        ("H1-1.1-01", "MC.1.2.01"),
        ("H1-1.1-02", "MC.1.1.02"),
    ]
    assert [(code, why) for code, _name, why in seen.stays] == [
        ("H1-1.1-03", "không phục vụ tiêu chí nào của năm học này")
    ]
    assert do(house, secretary, wish) == 2
    assert codes(old, other, idle, new) == ["MC.1.2.01", "MC.1.1.02", "H1-1.1-03", "MC.1.1.01"]
    assert make_item(house).code == "MC.1.1.03"


def test_both_conventions_stand_beside_each_other(house: House, secretary: Actor) -> None:
    item = boxed_item(house, "H1-1.1-01")
    link(house, item, "1.1")
    do(house, secretary, Wish(house.convention))
    current = EvidenceCode.objects.filter(item=item, current=True).order_by("convention")
    assert {(one.convention, one.text) for one in current} == {
        (BOXED.id, "H1-1.1-01"),
        (house.convention.id, "MC.1.1.01"),
    }
    found = list_items(house.school.pk, ItemFilter(text="H1-1.1-01"), day("2026-11-22"))
    assert list(found) == [item]


def test_a_box_changes_for_a_standard_and_its_numbers_stay(house: House, secretary: Actor) -> None:
    one, two = boxed_item(house, "H1-1.1-01"), boxed_item(house, "H1-1.2-07", "1.2")
    far = boxed_item(house, "H2-2.1-01", "2.1")
    assert do(house, secretary, Wish(BOXED, 5, "1")) == 2
    assert codes(one, two, far) == ["H5-1.1-01", "H5-1.2-07", "H2-2.1-01"]
    text = new_code_text(school_id=house.school.pk, convention=BOXED, criterion="1.2")
    assert text == "H5-1.2-08"  # what is new goes into the same box


def test_changed_back_the_old_codes_are_taken_up(house: House, secretary: Actor) -> None:
    item = boxed_item(house, "H1-1.1-01")
    do(house, secretary, Wish(BOXED, 5, "1.1"))
    do(house, secretary, Wish(BOXED, 1, "1.1"))
    assert codes(item) == ["H1-1.1-01"]
    rows = EvidenceCode.objects.filter(item=item).order_by("id").values_list("text", "current")
    assert list(rows) == [("H1-1.1-01", True), ("H5-1.1-01", False)]


def test_a_code_of_another_item_is_not_taken(house: House, secretary: Actor) -> None:
    item, gone, survivor = (
        boxed_item(house, "H1-1.1-01"),
        boxed_item(house, "H5-1.1-01"),
        boxed_item(house, "H1-1.2-01", "1.2"),
    )
    merge(gone, survivor, secretary)
    seen = plan(house, secretary, Wish(BOXED, 5, "1.1"))
    assert seen.changes == []
    assert seen.stays == [("H1-1.1-01", "Kế hoạch", "mã mới đã thuộc minh chứng khác")]
    with pytest.raises(Problem, match="Không có mã nào"):
        do(house, secretary, Wish(BOXED, 5, "1.1"))
    assert codes(item) == ["H1-1.1-01"]


def test_only_what_was_shown_is_done(house: House, secretary: Actor) -> None:
    boxed_item(house, "H1-1.1-01")
    seen = plan(house, secretary, Wish(BOXED, 5))
    late = boxed_item(house, "H1-1.1-02")
    with pytest.raises(Stale, match="vừa thay đổi"):
        do(house, secretary, Wish(BOXED, 5), mark=seen.mark)
    assert codes(late) == ["H1-1.1-02"]


def test_a_report_that_waits_holds_all_codes(house: House, secretary: Actor) -> None:
    item = boxed_item(house, "H1-1.1-01")
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.APPROVED, complete=True)
    with pytest.raises(Problem, match="đang ở bước"):
        do(house, secretary, Wish(BOXED, 5))
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SEALED)
    assert do(house, secretary, Wish(BOXED, 5)) == 1
    assert codes(item) == ["H5-1.1-01"]


def test_what_cannot_be_is_refused(house: House, secretary: Actor, member: Actor) -> None:
    boxed_item(house, "H1-1.1-01")
    for box in (0, 100, -1):
        with pytest.raises(Problem, match="Số hộp"):
            plan(house, secretary, Wish(BOXED, box))
    with pytest.raises(Problem, match="không có hộp"):
        plan(house, secretary, Wish(house.convention, 3))
    with pytest.raises(Problem, match="lý do"):
        do(house, secretary, Wish(BOXED, 5), reason="")
    for wish in (Wish(BOXED, 5), Wish(house.convention)):
        with pytest.raises(NotAllowed):
            plan(house, member, wish)
        with pytest.raises(NotAllowed):
            recode_all(
                actor=member,
                school_id=house.school.pk,
                context=year(house),
                wish=wish,
                mark="",
                reason="thử",
            )


def test_each_item_and_the_school_have_it_in_their_record(house: House, secretary: Actor) -> None:
    item = boxed_item(house, "H1-1.1-01")
    do(house, secretary, Wish(BOXED, 5))
    entry = entries_of_target(target_of(item))[0]
    assert (entry.action, entry.data) == ("evidence.one_recoded", {"old": "H1-1.1-01", "item": "H5-1.1-01"})
    whole = entries_of_target(f"organisations.Organisation:{house.school.pk}")[0]
    assert whole.data == {"count": 1, "what": "hộp 5", "reason": "Theo bộ tiêu chuẩn mới"}


def test_removed_items_keep_their_codes(house: House, secretary: Actor) -> None:
    item = boxed_item(house, "H1-1.1-01")
    remove_item(actor=secretary, item=item)
    assert plan(house, secretary, Wish(BOXED, 5)).changes == []


def test_boxes_are_offered_where_there_are_any(house: House) -> None:
    assert boxed_conventions(house.school.pk) == []
    boxed_item(house, "H1-1.1-01")
    assert [one.id for one in boxed_conventions(house.school.pk)] == [BOXED.id]


def test_queries_do_not_grow_with_the_store(
    house: House, secretary: Actor, django_assert_max_num_queries
) -> None:
    for number in range(1, 41):
        boxed_item(house, f"H1-1.1-{number:02}")
    with django_assert_max_num_queries(7):
        assert len(plan(house, secretary, Wish(BOXED, 5)).changes) == 40


def test_items_are_held_before_counters(house: House, secretary: Actor) -> None:
    """Who gives one item a code holds the item and then the counter; the other way round the two would wait for ever."""
    boxed_item(house, "H1-1.1-01")
    wish = Wish(BOXED, box=2)
    mark = plan(house, secretary, wish).mark
    with CaptureQueriesContext(connection) as seen:
        do(house, secretary, wish, mark=mark)
    tables = [query["sql"].partition(" FROM ")[2].split(" ")[0].strip('"') for query in seen.captured_queries]
    assert tables.index("evidence_evidenceitem") < tables.index("evidence_codecounter")


def test_a_code_that_came_with_a_merge_stays_the_other_papers(house: House, secretary: Actor) -> None:
    survivor, gone = boxed_item(house, "H1-1.1-01"), make_item(house)
    foreign = EvidenceCode.objects.create(
        school=house.school, item=gone, convention=BOXED.id, text="H2-1.1-01", criterion="1.1"
    )
    merge(gone, survivor, secretary)
    wish = Wish(BOXED, box=2)
    seen = plan(house, secretary, wish)
    assert (seen.changes, seen.stays[0][2]) == ([], "mã mới đã thuộc minh chứng khác")
    foreign.refresh_from_db()
    assert (foreign.item_id, foreign.current) == (survivor.pk, False)
