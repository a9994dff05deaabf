"""A school whose council has accounts and criteria: the people whose work is counted."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.plan import PlanValues, StepValues, save_plan
from minhdinh.assessments.models import CouncilMember, Sheet
from tests.assessments.cases import Case
from tests.factories import member


@dataclass
class Staff:
    """The case with its chair, secretary and teachers; teachers are in charge of the criteria in turn."""

    case: Case
    chair: User
    secretary: User
    teachers: list[User]

    def seat(self, user: User) -> CouncilMember:
        return CouncilMember.objects.get(assessment=self.case.assessment, user=user)

    def url(self, rest: str = "") -> str:
        return self.case.url(rest)


def make_staff(case: Case, teachers: int = 2) -> Staff:
    """Give the case a council of chair, secretary and teachers, and every criterion to all teachers."""
    chair = case.user(Role.CHAIR)
    secretary = case.user(Role.SECRETARY)
    others = [
        member(case.school, Role.MEMBER, full_name=f"Giáo viên Mẫu {n}") for n in range(1, teachers + 1)
    ]
    rows = [
        MemberValues(name=user.full_name, role=role, user_id=user.pk)
        for user, role in [(chair, "chair"), (secretary, "secretary"), *((one, "member") for one in others)]
    ]
    save_council(
        actor=case.system,
        assessment=case.assessment,
        values=CouncilValues("12/QĐ", dt.date(2026, 9, 6), members=rows),
    )
    seats = CouncilMember.objects.filter(assessment=case.assessment, user__in=others)
    sheets = Sheet.objects.filter(assessment=case.assessment)
    pairs = {(sheet.pk, seat.pk) for sheet in sheets for seat in seats}
    save_assignments(actor=case.system, assessment=case.assessment, pairs=pairs, leads={})
    return Staff(case, chair, secretary, others)


def on_day(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """Travel to a day."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)


def plan_until(case: Case, day: dt.date, key: str = "analyse", *, people: tuple[int, ...] = ()) -> None:
    """Save a plan of one step that ends on a day."""
    step = StepValues("Viết phiếu", None, day, key=key, people=people)
    save_plan(actor=case.system, assessment=case.assessment, values=PlanValues(steps=[step]))
