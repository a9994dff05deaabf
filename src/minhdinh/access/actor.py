"""The one who acts: a person in an organisation, with what he or she may do there."""

from __future__ import annotations

from dataclasses import dataclass, field

from minhdinh.access.permissions import Permission, permissions_of
from minhdinh.common.problems import NotAllowed


@dataclass(frozen=True, slots=True)
class Actor:
    """Who carries out a verb.

    ``organisation_id`` is the organisation acted upon, ``home_id`` the one whose member the person is (an officer's
    office). ``user_id`` is None for the system itself (commands, imports, jobs without a person).
    """

    user_id: int | None
    name: str
    organisation_id: int | None
    roles: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    home_id: int | None = None

    @property
    def is_outside(self) -> bool:
        """Whether the person comes from another organisation than the one acted upon."""
        return self.home_id is not None and self.home_id != self.organisation_id

    def can(self, permission: Permission) -> bool:
        """Tell whether this actor holds ``permission`` here."""
        return permission in self.permissions


def system_actor(organisation_id: int | None = None, name: str = "Hệ thống") -> Actor:
    """Return the actor of commands and jobs: allowed everything, recorded under ``name``."""
    return Actor(None, name, organisation_id, frozenset(), frozenset(Permission), None)


def actor_with_roles(
    user_id: int, name: str, organisation_id: int, roles: frozenset[str], home_id: int | None = None
) -> Actor:
    """Return an actor whose permissions follow from ``roles``."""
    return Actor(user_id, name, organisation_id, roles, permissions_of(roles), home_id)


def require(actor: Actor, permission: Permission, *, organisation_id: int | None = None) -> None:
    """Refuse unless ``actor`` holds ``permission`` and, if given, acts upon this organisation."""
    if not actor.can(permission):
        raise NotAllowed(f"Thầy/Cô chưa được giao quyền “{permission.label}” ở đơn vị này.")
    if organisation_id is not None and actor.organisation_id != organisation_id:
        raise NotAllowed("Việc này thuộc một đơn vị khác.")
