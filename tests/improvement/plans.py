"""A school with an improvement plan, made by the program's own verbs."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models import Answer
from minhdinh.improvement.domain.issues import IssueValues, add_issue
from minhdinh.improvement.domain.planning import ActionValues, add_action
from minhdinh.improvement.domain.plans import approve_plan, open_plan
from minhdinh.improvement.domain.progress import ProgressValues, report_progress
from minhdinh.improvement.domain.queries import plan_of_year
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import YEAR, Case, make_case, signed_in, small_set, write
from tests.factories import CommuneFactory, DepartmentFactory, acting, member

LIMIT = "Thiết bị phòng học bộ môn đã cũ, thiếu so với nhu cầu."
PRIORITY = "Bổ sung thiết bị phòng học bộ môn."


def make_action(school: Organisation, year: str = YEAR) -> Action:
    """Return the one action of a new plan with one issue of the school's own (needs an opened scope)."""
    actor = system_actor(school.pk)
    plan = open_plan(actor=actor, school=school, year=year)
    issue = add_issue(actor=actor, plan=plan, values=IssueValues(limit="Sách thư viện còn ít."))
    values = ActionValues(content="Bổ sung sách cho thư viện", issue_id=issue.pk)
    return add_action(actor=actor, plan=plan, values=values)


@dataclass
class Desk:
    """A commune's school with a self-assessment and its plan; the scope of everything is open (see ``conftest``)."""

    department: Organisation
    commune: Organisation
    case: Case
    officers: dict[int, User] = field(default_factory=dict)

    @property
    def school(self) -> Organisation:
        return self.case.school

    @property
    def plan(self) -> ImprovementPlan:
        """Return the plan as the database has it now."""
        found = plan_of_year(self.school.pk, YEAR)
        assert found is not None
        return found

    def actor(self, role: str = Role.SECRETARY) -> Actor:
        return self.case.actor(role)

    def officer(self, office: Organisation | None = None, role: str = Role.COMMUNE_OFFICER) -> User:
        """Return the one officer of an office, the commune's unless told otherwise."""
        place = office or self.commune
        if place.pk not in self.officers:
            self.officers[place.pk] = member(place, role)
        return self.officers[place.pk]

    def office_actor(self, office: Organisation | None = None) -> Actor:
        """Return what the office's officer is at the school."""
        return acting(self.officer(office), self.school)

    def client(self, role: str = Role.SECRETARY) -> Client:
        return self.case.client(role)

    def office_client(self) -> Client:
        return signed_in(self.officer())

    def url(self, rest: str = "") -> str:
        return self.case.url(f"cai-tien/{rest}")

    def remark(self, standard: str = "1", part: str = "limits", words: str = LIMIT) -> None:
        write(self.case, f"remark:{standard}:{part}", words)

    def unmet(self, criterion: str = "1.3", requirement: str = "1.3.1a") -> Answer:
        return Answer.objects.create(
            school=self.school,
            sheet=self.case.sheet(criterion),
            requirement=requirement,
            value=AnswerValue.UNMET,
        )

    def issue(self, limit: str = "Sách thư viện còn ít.", **values: Any) -> FocalIssue:
        found = add_issue(actor=self.actor(), plan=self.plan, values=IssueValues(limit=limit, **values))
        return FocalIssue.objects.select_related("plan").get(pk=found.pk)

    def action(self, content: str = "Bổ sung sách cho thư viện", **values: Any) -> Action:
        found = add_action(actor=self.actor(), plan=self.plan, values=ActionValues(content=content, **values))
        return self.fresh(found)

    def fresh(self, action: Action) -> Action:
        return Action.objects.select_related("plan", "plan__school", "issue").get(pk=action.pk)

    def approve(self, number: str = "18/KH-THCS", date: dt.date | None = None) -> ImprovementPlan:
        approve_plan(
            actor=self.actor(Role.PRINCIPAL),
            plan=self.plan,
            number=number,
            date=date or timezone.localdate(),
        )
        return self.plan

    def report(self, action: Action, state: str, role: str = Role.SECRETARY, **values: Any) -> Action:
        given = {"day": timezone.localdate(), **values}
        report_progress(
            actor=self.actor(role), action=self.fresh(action), values=ProgressValues(state=state, **given)
        )
        return self.fresh(action)


def make_desk(*, opened: bool = True) -> Desk:
    """Return the school below its commune and department, with a plan that is still empty."""
    department = DepartmentFactory(code="so-an-hoa", name="Sở Giáo dục và Đào tạo An Hòa")
    commune = CommuneFactory(code="xa-an-binh", name="Ủy ban nhân dân xã An Bình", under=department)
    with scopes_disabled():
        case = make_case(
            standard_set=small_set(), code="thcs-an-binh", name="Trường THCS An Bình", under=commune
        )
        desk = Desk(department, commune, case)
        if opened:
            open_plan(actor=desk.actor(), school=case.school, year=YEAR)
    return desk
