"""Who of a body is somewhere else in the same hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.scope import path_scope
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.models import BodyMember, Case, Visit


def hold_members(case: Case) -> list[BodyMember]:
    """Return who is of the body now, their accounts held for this transaction.

    Two visits of one person that are planned at the same moment wait for each other here.
    """
    body = body_of(case)
    rows = list(body.members.filter(ended_at__isnull=True)) if body else []
    list(User.objects.select_for_update().filter(pk__in=[one.user_id for one in rows]).order_by("pk"))
    return rows


def clashes(
    case: Case, members: Sequence[BodyMember], hours: tuple[dt.datetime, dt.datetime], but: int
) -> str:
    """Return one sentence about every member who is at another visit or meeting in these hours; "" for none.

    All schools of the department are looked at; where the other visit is stays unsaid. ``but`` is the visit itself.
    """
    starts, ends = hours
    names = {one.user_id: one.name for one in members}
    with path_scope(case.department.path):
        rows = (
            Visit.objects.filter(cancelled_at__isnull=True, starts_at__lt=ends, ends_at__gt=starts)
            .filter(  # one filter, so that all is asked of one and the same body and member
                case__closed_at__isnull=True,
                case__bodies__dissolved_at__isnull=True,
                case__bodies__members__user_id__in=names,
                case__bodies__members__ended_at__isnull=True,
            )
            .exclude(pk=but)
            .values_list("case__bodies__members__user_id", "starts_at", "ends_at")
            .distinct()
        )
        found = sorted((names[user], begins, over) for user, begins, over in rows if user in names)
    return " ".join(
        _("%(name)s đã có lịch %(hours)s.") % {"name": name, "hours": hours_label(begins, over)}
        for name, begins, over in found
    )


def hours_label(starts: dt.datetime, ends: dt.datetime) -> str:
    """Return "08:00–11:30 ngày 12/03/2026", or both days where it lasts longer."""
    begins, over = timezone.localtime(starts), timezone.localtime(ends)
    if begins.date() == over.date():
        return f"{begins:%H:%M}–{over:%H:%M} ngày {begins:%d/%m/%Y}"
    return f"{begins:%H:%M %d/%m/%Y} – {over:%H:%M %d/%m/%Y}"
