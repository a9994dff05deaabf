"""A registration that waits for its team or council, and people who may be named."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.bodies.criteria import criteria_of
from minhdinh.appraisals.domain.bodies.forming import Decision, Named, form_body
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.models import TrainedPerson
from tests.appraisals.registered import TT57, World, make_registered
from tests.factories import SchoolFactory, member

DAY = dt.timedelta(days=1)
ROLES = (BodyRole.LEADER, BodyRole.SECRETARY, BodyRole.MEMBER, BodyRole.MEMBER, BodyRole.MEMBER)


@dataclass
class Office:
    """A department with a registration at "accepted" and five trained experts who work at another school."""

    world: World
    home: Organisation
    experts: list[User] = field(default_factory=list)

    @property
    def criteria(self) -> tuple[str, ...]:
        with path_scope(self.world.department.path):
            return tuple(one.key for one in criteria_of(self.world.fresh()))

    def expert(self, where: Organisation | None = None, *, trained: bool = True, **values: Any) -> User:
        """Return a new person of a school (the experts' own where none is named)."""
        place = where or self.home
        person = member(place, Role.MEMBER, **values)
        if trained:
            self.train(person, place)
        return person

    def train(self, person: User, place: Organisation, **values: Any) -> TrainedPerson:
        row = TrainedPerson(
            office=self.world.department,
            organisation=place,
            user=person,
            name=person.full_name,
            course="Tập huấn đánh giá ngoài",
            completed_on=timezone.localdate() - 100 * DAY,
        )
        for name, value in values.items():
            setattr(row, name, value)
        row.derive_keys()
        row.save()
        return row

    def named(self, **changes: Any) -> list[Named]:
        """Return the five with their roles, every criterion given to all; ``changes`` go to the last of them."""
        rows = [
            Named(person.pk, role, self.criteria) for person, role in zip(self.experts, ROLES, strict=True)
        ]
        last = {name: getattr(rows[-1], name) for name in Named.__slots__} | changes
        return [*rows[:-1], Named(**last)]

    def decision(self, starts: int = 0, ends: int = 60, **values: Any) -> Decision:
        today = timezone.localdate()
        given = {
            "number": "15/QĐ-SGDĐT",
            "date": today,
            "starts_on": today + starts * DAY,
            "ends_on": today + ends * DAY,
        }
        return Decision(**(given | values))

    def form(self, members: list[Named] | None = None, **values: Any) -> Body:
        """Form the body by the department's specialist."""
        case = self.world.fresh()
        given: dict[str, Any] = {
            "actor": self.world.specialist(),
            "case": case,
            "version": case.version,
            "decision": self.decision(),
            "members": self.named() if members is None else members,
        }
        return form_body(**(given | values))

    def members(self) -> list[BodyMember]:
        with scopes_disabled():
            rows = BodyMember.objects.select_related("body__case__school", "body__case__department", "school")
            return list(rows.filter(body__case=self.world.registered).order_by("pk"))


def make_office(regime: str = TT57, **values: Any) -> Office:
    """Return a registration that was accepted, with five experts."""
    world = make_registered(regime, stage="accepted", **values)
    office = Office(world, SchoolFactory(under=world.department, name="Trường THCS Chuyên Gia"))
    names = ("Bùi Thị An", "Đặng Văn Bình", "Lê Thị Chi", "Phạm Văn Dũng", "Võ Thị Én")
    office.experts = [office.expert(full_name=name) for name in names]
    return office
