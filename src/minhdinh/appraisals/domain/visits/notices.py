"""Who is told of visits and meetings: all members, and the school of what happens there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.appraisals.domain.visits.clashes import hours_label
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import Case, Visit
from minhdinh.common.language import in_vietnamese
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind


@in_vietnamese
def tell_planned(case: Case, visit: Visit) -> int:
    """Tell of a new visit or meeting; returns how many notices."""
    return _tell(case, visit, _("%(kind)s tại %(school)s: %(hours)s. %(place)s"), "")


@in_vietnamese
def tell_moved(case: Case, visit: Visit, reason: str) -> int:
    """Tell of other hours."""
    return _tell(
        case, visit, _("Đổi lịch %(kind)s tại %(school)s thành %(hours)s. %(place)s. %(reason)s"), reason
    )


@in_vietnamese
def tell_cancelled(case: Case, visit: Visit) -> int:
    """Tell that it does not take place."""
    return _tell(
        case, visit, _("Hủy lịch %(kind)s tại %(school)s %(hours)s: %(reason)s"), visit.cancelled_reason
    )


def _tell(case: Case, visit: Visit, text: str, reason: str) -> int:
    if not visit.place:
        text = text.replace(" %(place)s.", "").replace(" %(place)s", "")
    words = text % {
        "kind": str(VisitKind(visit.kind).label).lower(),
        "school": case.school.name,
        "hours": hours_label(visit.starts_at, visit.ends_at),
        "place": visit.place,
        "reason": reason,
    }
    body = body_of(case)
    members = body.members.filter(ended_at__isnull=True).values_list("user_id", flat=True) if body else []
    places = [(person, "appraisals:visit-desk-list") for person in members]
    if visit.kind != VisitKind.MEETING:  # what the body says among itself is not the school's
        school = leaders_of([case.school_id]).get(case.school_id, [])
        places += [(person, "appraisals:visit-school") for person in school]
    return deliver(
        Message(
            person,
            words[0].upper() + words[1:],
            reverse(page, args=[case.school.code, case.pk]),
            NoticeKind.CASE,
            f"visit:{visit.pk}:{visit.version}",
            case.school_id,
        )
        for person, page in places
    )
