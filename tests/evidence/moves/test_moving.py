"""An item under another criterion: a new code, everything else as it was."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.domain.queries import ItemFilter, citations_of, list_items, old_codes_of, uses_of
from minhdinh.evidence.domain.search import with_code
from minhdinh.evidence.domain.uses import Place
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from minhdinh.evidence.moves.moving import move_item
from tests.evidence.factories import House, cite, day, link, make_item, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def move(house: House, item: EvidenceItem, actor: Actor, **values: object) -> EvidenceItem:
    given = {
        "criterion": "1.2",
        "version": item.version,
        "convention": house.convention,
        "reason": "Xếp nhầm tiêu chí",
    }
    return move_item(actor=actor, item=item, **{**given, **values})  # type: ignore[arg-type]


def wait(house: House, state: State = State.SUBMITTED) -> None:
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=state, complete=True)


def test_a_moved_item_gets_the_next_code_of_its_new_criterion(house: House, secretary: Actor) -> None:
    make_item(house, criterion="1.2")
    item = make_item(house)
    move(house, item, secretary)
    item.refresh_from_db()
    assert (item.code, item.root_criterion, item.version) == ("MC.1.2.02", "1.2", 2)
    assert [(one.text, one.current) for one in old_codes_of(item)] == [("MC.1.1.01", False)]


def test_what_serves_and_cites_goes_on(house: House, secretary: Actor) -> None:
    item = make_verified(house)
    link(house, item, "1.1")
    cite(house, item, criterion="1.3")
    item.refresh_from_db()
    move(house, item, secretary)
    item.refresh_from_db()
    assert [use.criterion for use in uses_of(item)] == ["1.1"]
    assert [one.criterion for one in citations_of(item)] == ["1.3"]
    assert item.verification == Verification.VERIFIED  # no file changed
    assert item.file_count == 1


@pytest.mark.parametrize("typed", ["MC.1.1.01", "(mc 1.1.1)", "[MC.1.1.01]"])
def test_the_old_code_finds_it_however_it_is_typed(house: House, secretary: Actor, typed: str) -> None:
    item = make_item(house)
    move(house, item, secretary)
    today = day("2026-11-22")
    found = with_code(secretary, house.school.pk, typed, today, conventions=[house.convention])
    assert found == [item]
    assert list(list_items(house.school.pk, ItemFilter(text="MC.1.1.01"), today)) == [item]


def test_an_old_code_is_given_to_nobody_else(house: House, secretary: Actor) -> None:
    move(house, make_item(house), secretary)
    assert make_item(house).code == "MC.1.1.02"


def test_moved_back_it_has_its_earlier_code_again(house: House, secretary: Actor) -> None:
    item = make_item(house)
    move(house, item, secretary)
    move(house, item, secretary, criterion="1.1", version=2)
    item.refresh_from_db()
    assert (item.code, item.root_criterion) == ("MC.1.1.01", "1.1")
    current = EvidenceCode.objects.filter(item=item, current=True)
    assert [one.text for one in current] == ["MC.1.1.01"]


def test_the_record_says_from_where_to_where_and_why(house: House, secretary: Actor) -> None:
    item = make_item(house)
    move(house, item, secretary, reason="  Thuộc về  công tác chuyên môn ")
    entry = entries_of_target(target_of(item))[0]
    assert entry.action == "evidence.moved"
    assert entry.data == {
        "old": "MC.1.1.01",
        "item": "MC.1.2.01",
        "criterion": "1.2",
        "reason": "Thuộc về công tác chuyên môn",
    }


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_report_that_waits_holds_the_codes_it_names(house: House, secretary: Actor, state: State) -> None:
    item, free = make_item(house), make_item(house)
    cite(house, item)
    wait(house, state)
    with pytest.raises(Problem, match="năm học 2026-2027 đang ở bước"):
        move(house, item, secretary)
    assert move(house, free, secretary).code == "MC.1.2.01"
    item.refresh_from_db()
    assert item.code == "MC.1.1.01"


def test_a_sealed_report_holds_nothing(house: House, secretary: Actor) -> None:
    item = make_item(house)
    link(house, item)
    wait(house, State.SEALED)
    assert move(house, item, secretary).code == "MC.1.2.01"


def test_what_cannot_be_moved_stays(house: House, secretary: Actor) -> None:
    item, unfiled = make_item(house), make_item(house, criterion="")
    with pytest.raises(Problem, match="chưa có mã"):
        move(house, unfiled, secretary)
    with pytest.raises(Problem, match="đã ở tiêu chí"):
        move(house, item, secretary, criterion="1.1")
    with pytest.raises(Problem, match="lý do"):
        move(house, item, secretary, reason=" \n ")
    with pytest.raises(Problem, match="dài quá"):
        move(house, item, secretary, reason="x" * 301)
    with pytest.raises(Stale):
        move(house, item, secretary, version=7)
    remove_item(actor=secretary, item=item)
    with pytest.raises(Problem, match="đã bị bỏ"):
        move(house, item, secretary, version=item.version)
    assert EvidenceCode.objects.filter(item=item).count() == 1


def test_only_who_manages_evidence_moves(house: House, member: Actor, contributor: Actor) -> None:
    mine = make_item(house, actor=contributor)
    for actor in (member, contributor):
        with pytest.raises(NotAllowed):
            move(house, mine, actor)
    assert EvidenceItem.objects.get(pk=mine.pk).code == "MC.1.1.01"


def test_moved_and_linked_or_neither(house: House, secretary: Actor) -> None:
    item = make_item(house)
    closed = Place(0, house.track, "1.2")
    with pytest.raises(Problem, match="không còn ở bước soạn"):
        move(house, item, secretary, place=closed)
    item = EvidenceItem.objects.get(pk=item.pk)
    assert (item.code, item.version, uses_of(item)) == ("MC.1.1.01", 1, [])
    move(house, item, secretary, place=house.place("1.2"))
    assert [one.criterion for one in uses_of(item)] == ["1.2"]
