"""A school with an opened self-assessment and its people, for the pages around the criteria."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.models import CouncilMember, SelfAssessment, Sheet
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.factories import SchoolFactory, acting, member

YEAR = "2026-2027"
SETS = {"mam_non": "tt57-2026-mam-non", "gdtx": "tt57-2026-gdtx"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Desk:
    """A school that has opened a year; rows are read inside ``scope()``."""

    school: Organisation
    assessment: SelfAssessment

    def scope(self) -> Any:
        return school_scope(self.school.pk)

    def url(self, name: str, query: str = "") -> str:
        address = reverse(
            f"assessments:{name}", kwargs={"code": self.school.code, "year": self.assessment.year}
        )
        return f"{address}?{query}" if query else address

    def person(self, role: str = Role.SECRETARY, **values: Any) -> User:
        """Return a new person with a role at the school."""
        return member(self.school, role, **values)

    def actor(self, role: str = Role.SECRETARY) -> Actor:
        """Return a new person with a role at the school, as who acts."""
        return acting(self.person(role), self.school)

    def actor_named(self, name: str) -> Actor:
        """Return a new secretary of this name, as who acts."""
        return acting(self.person(Role.SECRETARY, full_name=name), self.school)

    def client(self, role: str = Role.SECRETARY) -> Client:
        """Return the browser of a new person with a role at the school."""
        return signed_in(self.person(role))

    def sheet(self, criterion: str, track: str = "") -> Sheet:
        sheets = Sheet.objects.filter(assessment=self.assessment, criterion=criterion)
        found = sheets.filter(track__education_level=track) if track else sheets
        return found.get()

    def members(self) -> list[CouncilMember]:
        return list(CouncilMember.objects.filter(assessment=self.assessment).order_by("order"))


def make_desk(
    levels: Sequence[str] = ("thcs",), *, year: str = YEAR, school: Organisation | None = None, **values: Any
) -> Desk:
    """Return a school of these cấp học (several make a nhiều cấp school) with ``year`` opened."""
    school_type = levels[0] if len(levels) == 1 else "nhieu_cap"
    if school is None:
        school = SchoolFactory(
            profile__school_type=school_type, profile__education_levels=list(levels), **values
        )
    load_set(packaged_set(SETS.get(school_type, "tt57-2026-pho-thong")))
    with school_scope(school.pk):
        assessment = open_assessment(actor=system_actor(school.pk), organisation=school, year=year)
    return Desk(school, assessment)


def signed_in(user: User) -> Client:
    """Return a browser in which ``user`` is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def seat(desk: Desk, *members: MemberValues, **values: Any) -> list[CouncilMember]:
    """Save a council and return its rows; the scope must be open."""
    save_council(
        actor=system_actor(desk.school.pk),
        assessment=desk.assessment,
        values=CouncilValues(members=list(members), **values),
    )
    return desk.members()


def five(**first: Any) -> list[MemberValues]:
    """Return a council that fits the regulation: chair, vice chair, secretary, two members."""
    roles = ("chair", "vice_chair", "secretary", "member", "member")
    names = ("Phạm Quang Minh", "Hoàng Ngọc Bích", "Lê Thu Hà", "Đỗ Hải Lâm", "Vũ Thanh Mai")
    rows = [MemberValues(name, role) for name, role in zip(names, roles, strict=True)]
    return [MemberValues(**{"name": rows[0].name, "role": rows[0].role, **first}), *rows[1:]]


def queries_of(client: Client, url: str) -> int:
    """Return how many queries a page needs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
