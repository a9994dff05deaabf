"""A school with a sealed report and its registration, brought to any stage, with the offices and a team or council."""

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import cache

from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.opening import Wanted, open_registration
from minhdinh.appraisals.domain.cases.steps import due_on
from minhdinh.appraisals.enums import BodyRole, Wish
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.appraisals.models import Case as Registered
from minhdinh.assessments.models import Seal
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.standards.catalogue import StandardSet, packaged_set, parse_content
from tests.assessments.cases import SMALL, Case, advance, decide_all, make_case, seat_council, signed_in
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, UserFactory, acting, member

TT57, TT2018 = "tt57-2026", "tt-2018"
SETS = {TT57: "tt57-2026-pho-thong", TT2018: "tt18-2018-trung-hoc"}
DAY = dt.timedelta(days=1)


@cache
def short_set(regime: str, *more: str) -> StandardSet:
    """Return a set of the regime with three of its criteria and these."""
    content = json.loads(json.dumps(packaged_set(SETS[regime]).content))
    content |= {"id": f"{SETS[regime]}-nho"}
    for standard in content["standards"]:
        standard["criteria"] = [one for one in standard["criteria"] if one["code"] in {*SMALL, *more}]
    content["standards"] = [one for one in content["standards"] if one["criteria"]]
    for value in content.get("rule_values", []):
        value["value"] = 1 if value["id"].startswith("others_quota") else value["value"]
    return parse_content(content)


@dataclass
class World:
    """Everybody around one registration; the scope of everything is open in the tests of this folder that ask for it."""

    department: Organisation
    commune: Organisation | None
    case: Case  # the school and its self-assessment
    registered: Registered
    members: dict[str, BodyMember] = field(default_factory=dict)
    people: dict[tuple[int, str], User] = field(default_factory=dict)

    @property
    def school(self) -> Organisation:
        return self.case.school

    def fresh(self) -> Registered:
        """Return the registration as the database has it now."""
        with scopes_disabled():
            return Registered.objects.select_related(
                "school", "department", "intake", "assessment__standard_set", "seal"
            ).get(pk=self.registered.pk)

    def user(self, organisation: Organisation, role: str) -> User:
        """Return the one person with a role somewhere, new at the first asking."""
        key = (organisation.pk, role)
        if key not in self.people:
            self.people[key] = member(organisation, role)
        return self.people[key]

    def principal(self) -> Actor:
        return acting(self.user(self.school, Role.PRINCIPAL), self.school)

    def secretary(self) -> Actor:
        return acting(self.user(self.school, Role.SECRETARY), self.school)

    def specialist(self) -> Actor:
        """Return a specialist of the department, at the department."""
        return acting(self.user(self.department, Role.DEPARTMENT_SPECIALIST), self.department)

    def officer(self) -> Actor:
        """Return the commune's officer, at the commune."""
        assert self.commune is not None
        return acting(self.user(self.commune, Role.COMMUNE_OFFICER), self.commune)

    def examiner(self, role: str = BodyRole.LEADER) -> Actor:
        """Return a member of the team or council, in the school."""
        return acting(self.members[role].user, self.school)

    def client(self, actor: Actor) -> Client:
        return signed_in(User.objects.get(pk=actor.user_id))

    def url(self, rest: str = "", room: str = "dang-ky") -> str:
        """Return an address at the school: room "dang-ky" (the school's side) or "danh-gia" (the examiners')."""
        return f"/truong/{self.school.code}/{room}/{self.registered.pk}/{rest}"

    def office_url(self, rest: str = "", office: Organisation | None = None) -> str:
        return f"/co-quan/{(office or self.department).code}/dang-ky/{self.registered.pk}/{rest}"

    def put(self, stage: str) -> Registered:
        """Put the registration at a stage, with a team or council from where the regime has one."""
        with scopes_disabled():
            row = self.fresh()
            law = law_of(row)
            places = [one.id for one in law.stages]
            if places.index(stage) > places.index("accepted") and not self.members:
                self._form(law.body.kind)
            target = law.stage(stage)
            row.stage, row.stage_since = stage, timezone.now()
            row.due_on = due_on(target, timezone.localdate())
            row.outcome, row.closed_at = target.outcome, timezone.now() if target.outcome else None
            if places.index(stage) > places.index("receiving"):
                row.number, row.received_on = f"{row.pk:04d}/ĐK", timezone.localdate()
            row.save()
        return row

    def _form(self, kind: str) -> None:
        today = timezone.localdate()
        body = Body.objects.create(
            school=self.school,
            case=self.registered,
            kind=kind,
            decision_number="15/QĐ-SGDĐT",
            decision_date=today,
            starts_on=today - DAY,
            ends_on=today + 60 * DAY,
        )
        workplace = SchoolFactory(under=self.department)
        for role in (BodyRole.LEADER, BodyRole.SECRETARY, BodyRole.MEMBER):
            person = UserFactory(full_name=f"Chuyên gia {role.label}")
            way = Membership.objects.create(
                user=person,
                organisation=self.school,
                role=Role.EXAMINER,
                valid_from=body.starts_on,
                valid_to=body.ends_on + DAY,
            )
            self.members[role] = BodyMember.objects.create(
                school=self.school,
                body=body,
                user=person,
                name=person.full_name,
                workplace=workplace,
                workplace_name=workplace.name,
                role=role,
                criteria=[f"{self.case.track}:{code}" for code in SMALL],
                membership=way,
                declared_at=timezone.now(),
            )


def make_registered(
    regime: str = TT57, *, direct: bool = False, level: int = 1, stage: str = "preparing"
) -> World:
    """Return a school below a commune (or right below the department) with a sealed report and a registration."""
    with scopes_disabled():
        department = DepartmentFactory(name="Sở Giáo dục và Đào tạo Đồng Mẫu")
        commune = None if direct else CommuneFactory(name="Ủy ban nhân dân xã Mẫu", under=department)
        case = make_case(standard_set=short_set(regime), under=commune or department)
        seat_council(case)
        decide_all(case, level)
        seal = advance(case, "sealed")
        assert isinstance(seal, Seal)
        wish = Wish.NATIONAL_STANDARD if regime == TT57 else Wish.BOTH
        registered = open_registration(
            actor=case.system, assessment=case.fresh(), wanted=Wanted(wish=wish, level=level)
        )
        world = World(department, commune, case, registered)
        if stage != "preparing":
            world.put(stage)
    return world
