"""How far a collecting is: had only where something is kept, lost only with a reason; said by whom."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.collecting.asking import withdraw_collecting
from minhdinh.evidence.collecting.states import may_take_part, say_collecting, say_have, say_lost
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.enums import CollectingState, Storage
from minhdinh.evidence.models import Collecting
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, make_actor, make_file, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def row(house: House, secretary: Actor, contributor: Actor) -> Collecting:
    return make_collecting(house, secretary, contributor)


def state(row: Collecting) -> str:
    return Collecting.objects.get(pk=row.pk).state


def test_had_needs_an_item_in_which_something_is_kept(
    house: House, secretary: Actor, contributor: Actor, row: Collecting
) -> None:
    with pytest.raises(Problem, match="Chưa có gì trong kho"):
        say_have(actor=contributor, row=row, version=1)
    empty = make_item(house, actor=contributor)
    with pytest.raises(Problem, match="chưa có tệp"):
        say_have(actor=contributor, row=row, version=1, item_id=empty.pk)
    make_file(empty)
    say_have(actor=contributor, row=row, version=1, item_id=empty.pk)
    again = Collecting.objects.get(pk=row.pk)
    assert (again.state, again.item_id, again.state_by_id) == ("have", empty.pk, contributor.user_id)
    assert entries_of_target(target_of(empty))[0].action == "evidence.collecting_have"


def test_a_place_or_a_link_is_as_good_as_a_file(house: House, secretary: Actor, contributor: Actor) -> None:
    for values in (
        {"storage": Storage.PLACE, "place": "Tủ 1"},
        {"storage": Storage.LINK, "link": "https://a.vn"},
        {"kind": "ho_so_vu_viec", "storage": Storage.PLACE, "place": "Két phòng hiệu trưởng"},
    ):
        row = make_collecting(house, secretary, contributor, item_id=make_item(house, **values).pk)
        say_have(actor=contributor, row=row, version=1)
        assert state(row) == CollectingState.HAVE


def test_an_item_that_the_person_may_not_see_is_not_taken(
    house: House, contributor: Actor, row: Collecting
) -> None:
    other = make_item(house)
    make_file(other)
    with pytest.raises(Problem, match="Chưa có gì trong kho"):
        say_have(actor=contributor, row=row, version=1, item_id=other.pk)


def test_the_item_of_a_row_is_not_exchanged_while_it_is_there(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    asked, sent = make_item(house), make_item(house, actor=contributor)
    make_file(sent)
    row = make_collecting(house, secretary, contributor, item_id=asked.pk)
    with pytest.raises(Problem, match="chưa có tệp"):
        say_have(actor=contributor, row=row, version=1, item_id=sent.pk)
    assert Collecting.objects.get(pk=row.pk).item_id == asked.pk
    remove_item(actor=secretary, item=asked)
    row = Collecting.objects.get(pk=row.pk)
    say_have(actor=contributor, row=row, version=1, item_id=sent.pk)
    assert Collecting.objects.get(pk=row.pk).item_id == sent.pk


def test_lost_needs_a_reason(contributor: Actor, row: Collecting) -> None:
    for reason, words in ((" \x00\t", "vì sao"), ("x" * 501, "dài quá")):
        with pytest.raises(Problem, match=words):
            say_lost(actor=contributor, row=row, version=1, reason=reason)
    say_lost(actor=contributor, row=row, version=1, reason="Mất khi chuyển phòng")
    assert Collecting.objects.get(pk=row.pk).lost_reason == "Mất khi chuyển phòng"


def test_what_was_lost_is_looked_for_again(contributor: Actor, row: Collecting) -> None:
    say_lost(actor=contributor, row=row, version=1, reason="Chưa thấy")
    say_collecting(actor=contributor, row=row, version=2)
    again = Collecting.objects.get(pk=row.pk)
    assert (again.state, again.lost_reason, again.version) == ("collecting", "", 3)


def test_two_people_at_once(secretary: Actor, contributor: Actor, row: Collecting) -> None:
    seen_by_another = Collecting.objects.get(pk=row.pk)
    say_lost(actor=contributor, row=row, version=1, reason="Chưa thấy")
    with pytest.raises(Stale):
        say_collecting(actor=secretary, row=seen_by_another, version=1)


def test_who_takes_part(house: House, secretary: Actor, member: Actor, contributor: Actor) -> None:
    row = make_collecting(house, secretary, contributor, keeper_id=member.user_id)
    assert [may_take_part(one, row) for one in (secretary, member, contributor)] == [True, True, True]
    bystander, reader = make_actor(house, Role.CONTRIBUTOR), make_actor(house, Role.VIEWER)
    stranger = make_actor(make_house(), Role.SECRETARY)
    for actor in (bystander, reader, stranger):
        assert not may_take_part(actor, row)
        with pytest.raises(NotAllowed):
            say_lost(actor=actor, row=row, version=1, reason="x")
        with pytest.raises(NotAllowed):
            say_have(actor=actor, row=row, version=1)
        with pytest.raises(NotAllowed):
            say_collecting(actor=actor, row=row, version=1)


def test_nothing_is_said_of_what_was_withdrawn(secretary: Actor, row: Collecting) -> None:
    withdraw_collecting(actor=secretary, row=row, version=1)
    with pytest.raises(Problem, match="đã được rút"):
        say_collecting(actor=secretary, row=row, version=2)
