"""Two schools of an office that are paired for a cross-check, with people and a report."""

import datetime as dt
from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.crosscheck import pair_by_hand
from minhdinh.appraisals.domain.crosscheck_comments import save_comment, send_comments
from minhdinh.appraisals.domain.crosscheck_people import name_reviewer
from minhdinh.appraisals.models import CrossCheck, CrossComment, CrossReviewer
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import YEAR, Case, make_case, signed_in, small_set
from tests.factories import CommuneFactory, SchoolFactory, acting, member

WORDS = {"strength": "Mô tả rõ ràng.", "question": "", "suggestion": "Nên nêu số liệu ba năm."}
DAY = dt.timedelta(days=1)


@dataclass
class Desk:
    """``case`` is the school that is checked; ``reviewing`` sends ``teacher``."""

    office: Organisation
    officer: User
    case: Case
    reviewing: Organisation
    principal: User
    teacher: User
    others: list[Organisation] = field(default_factory=list)

    @property
    def school(self) -> Organisation:
        return self.case.school

    @property
    def office_actor(self) -> Actor:
        return acting(self.officer, self.office)

    @property
    def reviewer_actor(self) -> Actor:
        """Return what the teacher is in the checked school; fails for a stranger there."""
        return acting(self.teacher, self.school)

    def pair(self, *, starts: int = 0, ends: int = 14, year: str = YEAR) -> CrossCheck:
        """Pair the two schools from some days from today to others."""
        today = timezone.localdate()
        return pair_by_hand(
            actor=self.office_actor,
            office=self.office,
            year=year,
            pairs=[(self.reviewing, self.school)],
            starts_on=today + starts * DAY,
            ends_on=today + ends * DAY,
        )[0]

    def named(self, crosscheck: CrossCheck | None = None) -> CrossReviewer:
        """Name the teacher, pairing the schools first where no check is given."""
        return name_reviewer(actor=self.office_actor, crosscheck=crosscheck or self.pair(), user=self.teacher)

    def comment(self, reviewer: CrossReviewer, criterion: str = "1.3", **words: str) -> CrossComment:
        with school_scope(self.school.pk):
            return save_comment(
                actor=acting(reviewer.user, self.school),
                reviewer=reviewer,
                track=self.case.track,
                criterion=criterion,
                words={**WORDS, **words},
            )

    def sent(self, reviewer: CrossReviewer) -> CrossComment:
        """Comment on one criterion, send, and return the comment."""
        comment = self.comment(reviewer)
        with school_scope(self.school.pk):
            send_comments(actor=acting(reviewer.user, self.school), reviewer=reviewer)
            return CrossComment.objects.select_related("reviewer").get(pk=comment.pk)

    def client(self, user: User) -> Client:
        return signed_in(user)

    def office_url(self, rest: str = "") -> str:
        return f"/co-quan/{self.office.code}/{YEAR}/kiem-tra-cheo/{rest}"

    def review_url(self, rest: str = "") -> str:
        return f"/truong/{self.school.code}/{YEAR}/kiem-tra-cheo/{rest}"

    def school_url(self, rest: str = "", school: Organisation | None = None) -> str:
        return f"/truong/{(school or self.school).code}/{YEAR}/gop-y-kiem-tra-cheo/{rest}"


def make_desk() -> Desk:
    """Return the office, both schools and their people; nothing is paired yet."""
    office = CommuneFactory(code="xa-an-binh", name="Ủy ban nhân dân xã An Bình")
    with scopes_disabled():
        case = make_case(
            standard_set=small_set(), code="thcs-an-binh", name="Trường THCS An Bình", under=office
        )
    reviewing = SchoolFactory(code="thcs-phu-son", name="Trường THCS Phú Sơn", under=office)
    return Desk(
        office,
        member(office, Role.COMMUNE_OFFICER, username="congchucxa", full_name="Nguyễn Tấn Tài"),
        case,
        reviewing,
        member(reviewing, Role.PRINCIPAL, username="hieutruongban", full_name="Vũ Văn Bạn"),
        member(reviewing, Role.MEMBER, username="giaovienban", full_name="Lê Thị Chéo"),
    )
