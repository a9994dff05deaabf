import pytest

from minhdinh.access.actor import Actor, actor_with_roles, require, system_actor
from minhdinh.access.permissions import P, Role
from minhdinh.common.problems import NotAllowed


def test_the_system_may_everything_and_is_nobody() -> None:
    actor = system_actor(5, "Nhập dữ liệu")
    assert all(actor.can(permission) for permission in P)
    assert (actor.user_id, actor.name, actor.organisation_id) == (None, "Nhập dữ liệu", 5)
    assert not actor.is_outside


def test_permissions_follow_from_roles() -> None:
    actor = actor_with_roles(1, "Lan", 7, frozenset({Role.VIEWER.value}), 7)
    assert actor.can(P.SHEET_VIEW)
    assert not actor.can(P.SHEET_WRITE)


def test_an_actor_without_roles_may_nothing() -> None:
    assert not any(Actor(1, "Lan", 7).can(permission) for permission in P)


@pytest.mark.parametrize(("home", "outside"), [(7, False), (8, True), (None, False)])
def test_outside(home: int | None, outside: bool) -> None:
    assert Actor(1, "Lan", 7, home_id=home).is_outside is outside


def test_require_lets_pass() -> None:
    require(actor_with_roles(1, "Lan", 7, frozenset({Role.VIEWER.value})), P.SHEET_VIEW, organisation_id=7)


def test_require_names_the_missing_permission() -> None:
    with pytest.raises(NotAllowed, match="Mở năm học"):
        require(actor_with_roles(1, "Lan", 7, frozenset({Role.VIEWER.value})), P.YEAR_OPEN)


def test_require_refuses_another_organisation() -> None:
    with pytest.raises(NotAllowed, match="đơn vị khác"):
        require(
            actor_with_roles(1, "Lan", 7, frozenset({Role.VIEWER.value})), P.SHEET_VIEW, organisation_id=8
        )


def test_even_the_system_acts_upon_one_organisation_at_a_time() -> None:
    with pytest.raises(NotAllowed):
        require(system_actor(7), P.SHEET_VIEW, organisation_id=8)


def test_an_actor_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Actor(1, "Lan", 7).organisation_id = 8  # type: ignore[misc]
