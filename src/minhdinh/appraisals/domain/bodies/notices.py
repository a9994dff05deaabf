"""What people are told of teams and councils."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import ROLE_PERMISSIONS, Permission
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.text import vn_date
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Membership


@in_vietnamese
def tell_named(member: BodyMember) -> int:
    """Tell a person that he or she is to examine a school; a notice of the own workplace where there is one."""
    body, case = member.body, member.body.case
    text = _("Thầy/Cô tham gia %(body)s đối với %(school)s, từ %(starts)s đến hết %(ends)s.") % {
        "body": str(body.get_kind_display()),
        "school": case.school.name,
        "starts": vn_date(body.starts_on),
        "ends": vn_date(body.ends_on),
    }
    page = reverse("appraisals:body-mine")
    return _tell([member.user_id], text, page, f"body-named:{member.pk}", member.workplace_id)


@in_vietnamese
def tell_left(member: BodyMember) -> int:
    """Tell a person that he or she no longer examines a school."""
    text = _("Thầy/Cô thôi tham gia đánh giá %(school)s. %(reason)s") % {
        "school": member.body.case.school.name,
        "reason": member.ended_reason,
    }
    page = reverse("appraisals:body-mine")
    return _tell([member.user_id], text, page, f"body-left:{member.pk}", member.workplace_id)


@in_vietnamese
def tell_role(member: BodyMember, title: str, key: str) -> int:
    """Tell a person that he or she has another role in a body."""
    text = _("Vai trò của Thầy/Cô khi đánh giá %(school)s nay là: %(role)s.") % {
        "school": member.body.case.school.name,
        "role": title,
    }
    return _tell([member.user_id], text, reverse("appraisals:body-mine"), key, member.workplace_id)


@in_vietnamese
def tell_amended(body: Body, text: str, key: str, *, but: int) -> int:
    """Tell the members who stand what a decision changed of their body, but for the one who is told otherwise."""
    words = _("Đánh giá %(school)s: %(text)s") % {"school": body.case.school.name, "text": text}
    rows = body.members.filter(ended_at__isnull=True).exclude(user_id=but)
    people = list(rows.values_list("user_id", flat=True))
    return _tell(people, words, reverse("appraisals:body-mine"), key, None)


@in_vietnamese
def tell_days(body: Body) -> int:
    """Tell the members that the days of their work were moved."""
    text = _("Thời gian đánh giá %(school)s nay từ %(starts)s đến hết %(ends)s.") % {
        "school": body.case.school.name,
        "starts": vn_date(body.starts_on),
        "ends": vn_date(body.ends_on),
    }
    people = list(body.members.filter(ended_at__isnull=True).values_list("user_id", flat=True))
    key = f"body-days:{body.pk}:{body.starts_on}:{body.ends_on}"
    return _tell(people, text, reverse("appraisals:body-mine"), key, None)


@in_vietnamese
def tell_conflict(member: BodyMember) -> int:
    """Tell the department that a member declared an interest in the school."""
    case = member.body.case
    text = _("%(name)s khai có lợi ích liên quan với %(school)s: %(conflict)s") % {
        "name": member.name,
        "school": case.school.name,
        "conflict": member.conflict,
    }
    page = reverse("appraisals:body", args=[case.department.code, case.pk])
    key = f"body-conflict:{member.pk}:{member.declared_at}"
    return _tell(_managers(case.department_id), text, page, key, case.department_id)


def _managers(office_id: int) -> list[int]:
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.CASE_MANAGE in held]
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(organisation_id=office_id, role__in=roles, ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def _tell(people: list[int], text: str, url: str, key: str, organisation_id: int | None) -> int:
    return notify(
        people, text=text, url=url, kind=NoticeKind.CASE, key=key[:120], organisation_id=organisation_id
    )
