"""A further kind of organisation."""

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.kinds import add_kind
from minhdinh.organisations.domain.membership import roles_for
from minhdinh.organisations.domain.tree import add_organisation
from tests.factories import World, acting


def test_a_new_kind_is_used_at_once(world: World) -> None:
    kind = add_kind(actor=system_actor(), kind_id="ward", name="Đặc khu", rank=40)
    made, _ = add_organisation(
        actor=system_actor(), code="dk", name="Đặc khu Mẫu", kind=kind.pk, parent=world.department
    )
    assert made.is_school is False
    assert "commune_officer" in roles_for(made)
    assert Entry.objects.get(action="organisation.kind_added").data["name"] == "Đặc khu"


def test_a_kind_of_schools_holds_schools(world: World) -> None:
    add_kind(actor=system_actor(), kind_id="center", name="Trung tâm", rank=50, is_school=True)
    made, _ = add_organisation(
        actor=system_actor(), code="tt", name="Trung tâm Mẫu", kind="center", parent=world.department
    )
    assert made.is_school


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind_id": "Đặc khu"}, "kind_id"),
        ({"kind_id": "x"}, "kind_id"),
        ({"kind_id": "commune"}, "kind_id"),
        ({"name": " "}, "name"),
        ({"name": "Cơ sở giáo dục"}, "name"),
        ({"rank": 0}, "rank"),
        ({"rank": 100}, "rank"),
    ],
)
@pytest.mark.django_db
def test_what_is_refused(values: dict[str, object], field: str) -> None:
    given = {"kind_id": "ward", "name": "Đặc khu", "rank": 40, **values}
    with pytest.raises(Problem) as caught:
        add_kind(actor=system_actor(), **given)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_an_office_adds_no_kind(world: World) -> None:
    with pytest.raises(NotAllowed):
        add_kind(actor=acting(world.manager, world.department), kind_id="ward", name="Đặc khu", rank=40)
    assert add_kind(actor=acting(world.system, world.ministry), kind_id="ward", name="Đặc khu", rank=40)
