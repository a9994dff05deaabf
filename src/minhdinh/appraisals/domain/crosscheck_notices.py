"""Whom a school's notices go to, and what people are told of cross-checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Role
from minhdinh.appraisals.models import CrossCheck, CrossReviewer
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.text import vn_date
from minhdinh.notifications.domain.notify import Message, deliver, notify
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Membership, Organisation

LEADERS = (Role.PRINCIPAL, Role.CHAIR, Role.SECRETARY, Role.SCHOOL_ADMIN)


def leaders_of(school_ids: Sequence[int]) -> dict[int, list[int]]:
    """Return for each school the people (user ids) who are told what concerns it: who leads it or its council today."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(organisation_id__in=school_ids, role__in=LEADERS, ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
        .order_by("organisation_id", "user_id")
        .values_list("organisation_id", "user_id")
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for school_id, user_id in rows.distinct():
        found[school_id].append(user_id)
    return found


@in_vietnamese
def tell_paired(checks: Sequence[CrossCheck]) -> int:
    """Tell the leaders of both schools of each pair; returns how many notices."""
    leaders = leaders_of([school for one in checks for school in (one.school_id, one.reviewer_id)])
    checked = _("%(other)s sẽ kiểm tra chéo báo cáo tự đánh giá của trường, từ %(starts)s đến %(ends)s.")
    checking = _("Trường được phân công kiểm tra chéo %(other)s, từ %(starts)s đến %(ends)s; hãy cử người.")
    return deliver(
        Message(
            person,
            text % {"other": other.name, "starts": vn_date(one.starts_on), "ends": vn_date(one.ends_on)},
            _page(own, one.year),
            NoticeKind.CROSSCHECK,
            f"crosscheck:{one.pk}:{own.pk}",
            own.pk,
        )
        for one in checks
        for own, other, text in (
            (one.school, one.reviewer, checked),
            (one.reviewer, one.school, checking),
        )
        for person in leaders.get(own.pk, ())
    )


@in_vietnamese
def tell_named(reviewer: CrossReviewer) -> int:
    """Tell a person that he or she is to check a school.

    A notice of the own school: its web hook would tell the other one the person's name and telephone.
    """
    one = reviewer.crosscheck
    text = _("Thầy/Cô được cử kiểm tra chéo %(school)s, từ %(starts)s đến hết %(ends)s.")
    return notify(
        [reviewer.user_id],
        text=text
        % {"school": one.school.name, "starts": vn_date(one.starts_on), "ends": vn_date(one.ends_on)},
        url=reverse("appraisals:crosscheck-review", kwargs={"code": one.school.code, "year": one.year}),
        kind=NoticeKind.CROSSCHECK,
        key=f"crosscheck-named:{reviewer.pk}",
        organisation_id=one.reviewer_id,
    )


@in_vietnamese
def tell_sent(reviewer: CrossReviewer, count: int) -> int:
    """Tell the leaders of the checked school that comments have come."""
    one = reviewer.crosscheck
    return notify(
        leaders_of([one.school_id]).get(one.school_id, []),
        text=_("%(reviewer)s đã gửi %(count)s góp ý kiểm tra chéo; trường xem và trả lời.")
        % {"reviewer": one.reviewer.name, "count": count},
        url=_page(one.school, one.year),
        kind=NoticeKind.CROSSCHECK,
        key=f"crosscheck-sent:{reviewer.pk}",
        organisation_id=one.school_id,
    )


def _page(school: Organisation, year: str) -> str:
    return reverse("appraisals:crosscheck-school", kwargs={"code": school.code, "year": year})
