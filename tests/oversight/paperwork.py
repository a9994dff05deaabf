"""The seed's district office with its people and the department above: what tests of reports stand in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.reports import issue_report, start_report, write_report
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.models import OfficeReport
from tests.factories import acting, member
from tests.oversight.seed import YEAR, District, make_district

DAY = dt.date(2014, 1, 11)
KEY = "- Tăng cường kiểm tra việc thực hiện quy trình tự đánh giá."
SPECIFIC = "- Tiếp tục tổ chức tập huấn theo từng cấp học."


@dataclass
class Bureau:
    """The district and its people."""

    district: District
    writer: User
    above: User
    reader: User

    @property
    def office(self) -> Organisation:
        return self.district.office

    @property
    def department(self) -> Organisation:
        return self.district.department

    @property
    def actor(self) -> Actor:
        return acting(self.writer, self.office)

    @property
    def visitor(self) -> Actor:
        """The department's specialist, acting at the district office."""
        return acting(self.above, self.office)

    @property
    def asker(self) -> Actor:
        return acting(self.above, self.department)

    def start(self, kind: str = ReportKind.FIRST, year: str = YEAR) -> OfficeReport:
        return start_report(actor=self.actor, office=self.office, year=year, kind=kind)

    def filled(self, report: OfficeReport | None = None, **values: Any) -> OfficeReport:
        """Return a draft that can be issued."""
        given = {
            "number": "05/BC-PGDĐT",
            "dated": DAY,
            "key_tasks": KEY,
            "specific_tasks": SPECIFIC,
            **values,
        }
        return write_report(actor=self.actor, report=report or self.start(), values=given)

    def issued(self, **values: Any) -> OfficeReport:
        report = self.filled(**values)
        issue_report(actor=self.actor, report=report)
        report.refresh_from_db()
        return report

    def complete_one_more(self) -> None:
        """Let one more preschool complete its report: figures change."""
        with scopes_disabled():
            row = RecordedAssessment.objects.filter(completed=False, school__name__contains="mam_non").first()
            assert row is not None
            row.completed = True
            row.save()


def make_bureau() -> Bureau:
    district = make_district()
    return Bureau(
        district,
        member(district.office, Role.DISTRICT_OFFICER, full_name="Danh Thị Báo"),
        member(district.department, Role.DEPARTMENT_SPECIALIST, full_name="Lê Thị Sở"),
        member(district.office, Role.SUPERVISOR, full_name="Trần Văn Xem"),
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(office: Organisation, rest: str = "", year: str = YEAR) -> str:
    return f"/co-quan/{office.code}/{year}/{rest}"
