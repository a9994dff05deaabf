import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.tree import add_organisation, move_organisation, parent_on
from minhdinh.organisations.models import Organisation, Parentage
from tests.factories import DepartmentFactory, World, acting, member

MERGED = dt.date(2025, 7, 1)


def paths_follow_the_edges() -> bool:
    """Return whether every path is what the edges of today say."""
    today = timezone.localdate()
    for item in Organisation.objects.all():
        parent = parent_on(item, today)
        if item.path != (parent.path if parent else "") + item.path_step():
            return False
    return True


@pytest.mark.django_db
def test_adding_a_root_and_a_child() -> None:
    root, is_new = add_organisation(actor=system_actor(), code="bo", name=" Bộ  GDĐT ", kind="ministry")
    assert (is_new, root.name, root.path) == (True, "Bộ GDĐT", root.path_step())
    child, _ = add_organisation(
        actor=system_actor(),
        code="so",
        name="Sở",
        kind="department",
        parent=root,
        valid_from=dt.date(2020, 1, 1),
    )
    assert child.path == root.path + child.path_step()
    assert Parentage.objects.get().valid_from == dt.date(2020, 1, 1)
    assert [entry.action for entry in Entry.objects.all()] == ["organisation.added"] * 2


def test_adding_again_changes_nothing(world: World) -> None:
    before = list(Organisation.objects.values_list("pk", "name", "path"))
    found, is_new = add_organisation(
        actor=system_actor(), code="thcs-an-binh", name="Tên khác", kind="school", parent=world.other_commune
    )
    assert (found, is_new) == (world.school, False)
    assert list(Organisation.objects.values_list("pk", "name", "path")) == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": " "}, "code"),
        ({"name": "  "}, "code"),
        ({"kind": "university"}, "kind"),
        ({"code": "so", "kind": "school"}, "code"),
    ],
)
def test_what_is_refused(world: World, values: dict[str, str], field: str) -> None:
    given = {"code": "moi", "name": "Mới", "kind": "school"}
    with pytest.raises(Problem) as caught:
        add_organisation(actor=system_actor(), parent=world.department, **{**given, **values})
    assert caught.value.field == field


def test_moving_keeps_history_and_carries_everything_below(world: World) -> None:
    other = DepartmentFactory(code="so-khac", under=world.ministry)
    move_organisation(actor=system_actor(), organisation=world.commune, parent=other, day=MERGED)
    assert parent_on(world.commune, MERGED - dt.timedelta(days=1)) == world.department
    assert parent_on(world.commune, MERGED) == other
    world.school.refresh_from_db()
    assert world.school.path.startswith(other.path)
    assert paths_follow_the_edges()
    entry = Entry.objects.get()
    assert (entry.action, entry.data["day"]) == ("organisation.parent_changed", "01/07/2025")


def test_moving_several_times(world: World) -> None:
    days = [dt.date(2024, 7, 1), dt.date(2025, 7, 1), dt.date(2026, 1, 1)]
    for day, parent in zip(days, (world.other_commune, world.commune, world.department), strict=True):
        move_organisation(actor=system_actor(), organisation=world.school, parent=parent, day=day)
    assert parent_on(world.school, dt.date(2024, 1, 1)) == world.commune
    assert parent_on(world.school, dt.date(2024, 12, 1)) == world.other_commune
    assert parent_on(world.school, dt.date(2025, 12, 1)) == world.commune
    assert parent_on(world.school, dt.date(2026, 6, 1)) == world.department
    assert paths_follow_the_edges()


@pytest.mark.parametrize("below", ["department", "commune", "school"])
def test_nothing_moves_below_itself(world: World, below: str) -> None:
    with pytest.raises(Problem, match="không thể là cấp trên"):
        move_organisation(
            actor=system_actor(), organisation=world.department, parent=getattr(world, below), day=MERGED
        )
    assert paths_follow_the_edges()


def test_a_move_cannot_come_before_the_last_one(world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=MERGED)
    for day in (MERGED, MERGED - dt.timedelta(days=1)):
        with pytest.raises(Problem) as caught:
            move_organisation(actor=system_actor(), organisation=world.school, parent=world.commune, day=day)
        assert caught.value.field == "day"


def test_a_day_to_come_is_refused(world: World) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Problem, match="chưa đến"):
        move_organisation(
            actor=system_actor(), organisation=world.school, parent=world.other_commune, day=tomorrow
        )


def test_an_office_moves_what_lies_below_it_only(world: World) -> None:
    manager = acting(world.manager, world.department)
    move_organisation(actor=manager, organisation=world.school, parent=world.other_commune, day=MERGED)
    foreign = DepartmentFactory(code="so-khac", under=world.ministry)
    for organisation, parent in ((world.commune, foreign), (foreign, world.department)):
        with pytest.raises(NotAllowed):
            move_organisation(actor=manager, organisation=organisation, parent=parent, day=MERGED)


def test_an_office_adds_below_itself_only(world: World) -> None:
    manager = acting(world.manager, world.department)
    foreign = DepartmentFactory(code="so-khac", under=world.ministry)
    for parent in (foreign, world.ministry, None):
        with pytest.raises(NotAllowed):
            add_organisation(actor=manager, code="x", name="X", kind="commune", parent=parent)
    assert add_organisation(actor=manager, code="x", name="X", kind="commune", parent=world.department)[1]


@pytest.mark.parametrize(("person", "place"), [("officer", "department"), ("commune_officer", "commune")])
def test_specialists_change_no_tree(world: World, person: str, place: str) -> None:
    actor = acting(getattr(world, person), getattr(world, place))
    with pytest.raises(NotAllowed):
        add_organisation(actor=actor, code="x", name="X", kind="school", parent=world.commune)
    with pytest.raises(NotAllowed):
        move_organisation(actor=actor, organisation=world.school, parent=world.commune, day=MERGED)


def test_the_system_administrator_changes_everything(world: World) -> None:
    actor = acting(member(world.ministry, Role.SYSTEM_ADMIN), world.ministry)
    add_organisation(actor=actor, code="goc", name="Gốc khác", kind="ministry")
    move_organisation(actor=actor, organisation=world.school, parent=world.department, day=MERGED)
    assert paths_follow_the_edges()


def test_before_everything_there_was_no_parent(world: World) -> None:
    Parentage.objects.filter(child=world.school).update(valid_from=dt.date(2000, 1, 1))
    assert parent_on(world.school, dt.date(1999, 12, 31)) is None
    assert parent_on(world.ministry, MERGED) is None
