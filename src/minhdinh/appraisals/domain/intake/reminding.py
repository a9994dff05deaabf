"""Whoever holds a stage is told before its last day, when it has passed, and when it was moved; each time once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.following import follow_strays
from minhdinh.appraisals.domain.cases.notices import holders, school_page
from minhdinh.appraisals.domain.cases.queries import cases
from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.appraisals.enums import Holder
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Stage, regime
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.text import vn_date
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind

AHEAD = dt.timedelta(days=3)
TOLD_FOR = dt.timedelta(days=60)  # how long a missed day is still told; notices are kept longer than this
SOON, LATE = "soon", "late"


@in_vietnamese
def tell_cases_due(today: dt.date | None = None) -> int:
    """Tell whoever's turn it is that a stage ends within three days, or has ended; returns how many notices are new.

    Registrations whose offices no longer act are given to those that do beforehand (``follow_strays``).

    For a daily run of the whole installation, safe to run at any time: each of the two is told once for a day, also
    when runs were left out. A day that was moved is told anew.
    """
    day = today or timezone.localdate()
    with scopes_disabled():
        follow_strays()
        rows = cases().filter(
            closed_at__isnull=True,
            due_on__gte=day - TOLD_FOR,
            due_on__lte=day + AHEAD,
            school__active=True,
        )
        return deliver(message for row in rows.order_by("due_on", "id") for message in _due(row, day))


@in_vietnamese
def tell_due_moved(case: Case, reason: str, *, by: int | None) -> int:
    """Tell the school and whoever's turn it is of a moved day, but for the person who moved it."""
    stage = regime(case.regime).stage(case.stage)
    text = _("%(school)s: hạn của bước “%(stage)s” chuyển sang ngày %(day)s. Lý do: %(reason)s") % {
        "school": case.school.name,
        "stage": stage.title,
        "day": vn_date(case.due_on),
        "reason": reason,
    }
    key = f"case-due-moved:{case.pk}:{case.version}:{case.due_on:%Y%m%d}"
    told = {
        person: message for message in _to_everybody(case, stage, text, key) if (person := message.person_id)
    }
    return deliver(message for person, message in told.items() if person != by)


def _due(case: Case, today: dt.date) -> Iterable[Message]:
    stage = regime(case.regime).stage(case.stage)
    late = case.due_on is not None and case.due_on < today
    words = (
        _("%(school)s: bước “%(stage)s” đã quá hạn (ngày %(day)s).")
        if late
        else _("%(school)s: bước “%(stage)s” đến hạn ngày %(day)s.")
    )
    text = words % {"school": case.school.name, "stage": stage.title, "day": vn_date(case.due_on)}
    key = f"case-due:{case.pk}:{case.version}:{case.due_on:%Y%m%d}:{LATE if late else SOON}"
    return _to_holder(case, stage, text, key)


def _to_holder(case: Case, stage: Stage, text: str, key: str) -> Iterable[Message]:
    places = [_school(case)] if stage.holder is Holder.SCHOOL else list(holders(case, stage))
    return _messages(places, text, key)


def _to_everybody(case: Case, stage: Stage, text: str, key: str) -> Iterable[Message]:
    return _messages([_school(case), *holders(case, stage)], text, key)


def _messages(places: list[tuple[int, str, list[int]]], text: str, key: str) -> Iterable[Message]:
    for organisation, page, people in places:
        for person in people:
            yield Message(person, text, page, NoticeKind.CASE, key, organisation)


def _school(case: Case) -> tuple[int, str, list[int]]:
    return case.school_id, school_page(case), leaders_of([case.school_id]).get(case.school_id, [])
