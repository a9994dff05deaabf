"""What a merger or split is asked to do (``Proposal``) and what it will do (``Plan``): plain values, nothing is written."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from minhdinh.access.permissions import Role
from minhdinh.organisations.enums import HandOver, SuccessionForm
from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Target:
    """A successor: an organisation that is there (``organisation``), or one to be made below ``parent``.

    ``school_type`` and ``education_levels`` are for a new school whose type does not follow from its predecessors.
    """

    code: str
    name: str = ""
    kind: str = ""
    parent: Organisation | None = None
    organisation: Organisation | None = None
    school_type: str = ""
    education_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A merger (one target) or a split (one predecessor, several targets), in force from ``day``.

    ``assignment`` gives children by code to targets by code; who is not named goes to the first target, and with
    ``keep`` stays. ``keep`` lets the predecessor of a split go on with what is not given away. The first target takes
    the people. ``merger_form`` and ``cohort_completed`` are asked of schools.
    """

    form: SuccessionForm
    predecessors: tuple[Organisation, ...]
    targets: tuple[Target, ...]
    day: dt.date
    basis: str
    note: str = ""
    assignment: Mapping[str, str] = field(default_factory=dict)
    keep: bool = False
    people: str = HandOver.PASS
    merger_form: str = ""
    cohort_completed: bool | None = None

    @property
    def main(self) -> Target:
        """The target that takes the people and whatever is not assigned."""
        return self.targets[0]

    @property
    def alone(self) -> bool:
        """Whether one new organisation takes one old one's place and no other's."""
        return len(self.predecessors) == 1 and len(self.targets) == 1 and self.main.organisation is None


@dataclass(frozen=True, slots=True)
class Successor:
    """A successor as it will stand."""

    code: str
    name: str
    kind: str
    parent: str
    is_new: bool
    school_type: str = ""
    education_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A child that goes from a predecessor to a successor; ``relation`` as on its edge."""

    edge: int
    child: str
    name: str
    relation: str
    former: str
    successor: str


@dataclass(frozen=True, slots=True)
class RoleMove:
    """A role that passes (``new_role``, at ``successor``) or ends (both empty); ``held`` says that it is held there already."""

    membership: int
    person: str
    username: str
    role: str
    former: str
    new_role: str = ""
    successor: str = ""
    held: bool = False

    @property
    def role_label(self) -> str:
        """The role held until then, in words."""
        return str(Role(self.role).label)

    @property
    def new_label(self) -> str:
        """The role held afterwards, in words; "" where it ends."""
        return str(Role(self.new_role).label) if self.new_role else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will happen, in words and codes; ``refused`` says why it cannot happen."""

    form: str
    day: str
    successors: tuple[Successor, ...] = ()
    closing: tuple[tuple[str, str], ...] = ()
    moves: tuple[Move, ...] = ()
    roles: tuple[RoleMove, ...] = ()
    delegations: tuple[tuple[int, str], ...] = ()
    stays: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain data, its fingerprint included."""
        return {**asdict(self), "fingerprint": self.fingerprint}

    @property
    def fingerprint(self) -> str:
        """The same plan has the same fingerprint; anything that moves otherwise has another one."""
        shown = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    @property
    def passing(self) -> list[RoleMove]:
        """The roles that pass over."""
        return [role for role in self.roles if role.new_role]

    @property
    def ending(self) -> list[RoleMove]:
        """The roles that end."""
        return [role for role in self.roles if not role.new_role]
