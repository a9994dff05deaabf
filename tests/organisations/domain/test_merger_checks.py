"""Everything that stands against a merger is said, all of it at once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.merger_checks import reasons_against
from minhdinh.organisations.domain.reorganisation import Proposal, Target
from minhdinh.organisations.domain.tree import add_organisation, move_organisation
from minhdinh.organisations.models import Parentage
from tests.factories import CommuneFactory, SchoolFactory, World
from tests.organisations.reorganising import REFORM, carry_out, get, merger, new, split, there

LATER = REFORM + dt.timedelta(days=30)


def reasons(proposal: Proposal) -> str:
    return " ".join(reasons_against(proposal))


def test_nothing_stands_against_a_good_one(world: World) -> None:
    assert reasons(merger(world.commune, world.other_commune, into=new("m", world.department))) == ""
    assert reasons(merger(world.school, into=there(world.other_school))) == ""
    assert reasons(split(world.department, new("a", world.ministry), new("b", world.ministry))) == ""


WRONG: dict[str, Callable[[World], Proposal]] = {
    "hai lần": lambda w: merger(w.commune, w.commune, into=there(w.other_commune)),
    "đồng thời là đơn vị cũ": lambda w: merger(w.commune, into=there(w.commune)),
    "căn cứ pháp lý": lambda w: merger(w.commune, into=there(w.other_commune), basis=" "),
    "trường với cơ quan": lambda w: merger(w.commune, w.school, into=there(w.other_commune)),
    "trường kế tục trường": lambda w: merger(w.school, into=there(w.other_commune)),
    "cơ quan kế tục cơ quan": lambda w: merger(w.commune, into=new("x", w.department, "school")),
    "chưa đến": lambda w: merger(
        w.commune, into=there(w.other_commune), day=timezone.localdate() + dt.timedelta(days=1)
    ),
    "đang thuộc": lambda w: merger(w.department, into=there(w.commune)),
    "mã và tên": lambda w: merger(w.commune, into=Target(code="x", kind="commune", parent=w.department)),
    "đã dùng": lambda w: merger(w.commune, into=new("xa-phu-son", w.department)),
    "loại đơn vị “university”": lambda w: merger(w.commune, into=new("x", w.department, "university")),
    "Chưa chọn cơ quan": lambda w: merger(w.commune, into=new("x", None)),
    "không thể là cơ quan quản lý": lambda w: merger(w.commune, into=new("x", w.school)),
    "nên không thể là cơ quan quản lý": lambda w: merger(w.commune, into=new("x", w.commune)),
    "trường hợp sáp nhập": lambda w: merger(w.school, into=there(w.other_school), merger_form=""),
    "đúng một": lambda w: merger(w.commune, into=there(w.other_commune), keep=True),
    "ít nhất hai": lambda w: split(w.commune, there(w.other_commune)),
    "không phải một đơn vị sau sắp xếp": lambda w: merger(
        w.commune, into=there(w.other_commune), assignment={"thcs-an-binh": "so"}
    ),
    "không trực thuộc": lambda w: merger(
        w.commune, into=there(w.other_commune), assignment={"thcs-phu-son": "xa-phu-son"}
    ),
    "trùng mã": lambda w: split(w.commune, new("x", w.department), new("x", w.department)),
}


@pytest.mark.parametrize("words", sorted(WRONG))
def test_what_stands_against_it(world: World, words: str) -> None:
    assert words in reasons(WRONG[words](world))


def test_several_reasons_come_together(world: World) -> None:
    found = list(reasons_against(merger(world.commune, into=new("so", world.school), basis="")))
    assert len(found) == 4


def test_only_one_is_split_at_a_time(world: World) -> None:
    proposal = Proposal(
        split(world.commune, new("a", world.department)).form,
        (world.commune, world.other_commune),
        (new("a", world.department), new("b", world.department)),
        REFORM,
        "QĐ",
    )
    assert "một đơn vị" in reasons(proposal)


def test_the_old_one_must_still_be_there(world: World) -> None:
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    assert "đã kết thúc" in reasons(merger(world.school, into=there(world.other_school), day=LATER))
    assert "không thể kế tục" in reasons(merger(world.other_school, into=there(world.school), day=LATER))


def test_a_move_since_the_day_stands_against_it(world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.commune, parent=world.ministry, day=LATER)
    assert "từ ngày 01/07/2025" in reasons(merger(get("xa-an-binh"), into=there(world.other_commune)))


@pytest.mark.parametrize("way", ["came", "left"])
def test_a_child_that_came_or_left_since_the_day_stands_against_it(world: World, way: str) -> None:
    child, parent = (
        (world.other_school, world.commune) if way == "came" else (world.school, world.other_commune)
    )
    move_organisation(actor=system_actor(), organisation=child, parent=parent, day=LATER)
    found = reasons(merger(get("xa-an-binh"), into=new("x", world.department)))
    assert f"{child.name} vào hoặc rời" in found
    assert (
        reasons(merger(get("xa-an-binh"), into=new("x", world.department), day=LATER + dt.timedelta(1))) == ""
    )


def test_who_came_before_the_day_must_have_been_there_since(world: World) -> None:
    add_organisation(
        actor=system_actor(),
        code="moi",
        name="Xã mới",
        kind="commune",
        parent=world.department,
        valid_from=LATER,
    )
    assert "chưa có vào ngày 01/07/2025" in reasons(merger(world.commune, into=there(get("moi"))))
    assert "chưa có" in reasons(merger(world.commune, into=new("x", get("moi"))))
    assert reasons(merger(world.commune, into=there(get("moi")), day=LATER)) == ""


def test_a_merger_of_the_past_does_not_go_before_a_later_one(world: World) -> None:
    third = CommuneFactory(code="xa-ba", under=world.department)
    carry_out(merger(world.commune, into=there(world.other_commune), day=LATER))
    assert "sau ngày 01/07/2025" in reasons(merger(get("xa-phu-son"), into=there(third)))


def test_a_root_is_followed_by_a_root(world: World) -> None:
    Parentage.objects.filter(parent=world.ministry).delete()
    assert reasons(merger(world.ministry, into=new("bo-moi", None, "ministry"))) == ""


def test_as_many_queries_for_many_children_as_for_few(world: World, django_assert_max_num_queries) -> None:
    for number in range(8):
        SchoolFactory(code=f"t-{number}", under=world.commune)
    with django_assert_max_num_queries(12):
        list(reasons_against(merger(world.commune, into=there(world.other_commune))))
