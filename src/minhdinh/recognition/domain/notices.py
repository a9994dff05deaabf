"""What people are told of a recognition: the clock's marks and remedy periods, each told once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import ROLE_PERMISSIONS, Permission, Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.text import two_digits, vn_date
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.domain.inheritance import heirs_of
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.recognition import actions
from minhdinh.recognition.domain.queries import clock_of, with_standing
from minhdinh.recognition.domain.trace import target_of
from minhdinh.recognition.enums import Standing
from minhdinh.recognition.models import ClockNotice, Decision, Remedy
from minhdinh.recognition.rules.days import months_before
from minhdinh.recognition.rules.regimes import law

NAMED = 5
SHORTER_MONTH = dt.timedelta(days=3)  # a mark before 29/2 or 31/8 falls on the 28th, which is looked at too
TOLD_ROLES = frozenset(
    {role for role, held in ROLE_PERMISSIONS.items() if Permission.RECOGNITION_RECORD in held}
    | {Role.COMMUNE_OFFICER}
)
Due = tuple[Decision, int]  # a decision and how many months are left at the mark that has passed


@in_vietnamese
def tell_due(today: dt.date | None = None) -> int:
    """Tell schools and offices whose recognitions passed a mark (12, 6, 5, 3 months before the end); return how many.

    For a daily run of the whole installation, safe to run at any time: a mark is told once, also when the run was
    left out for weeks, and a decision recorded late is told its nearest mark only.
    """
    day = today or timezone.localdate()
    with transaction.atomic():
        told = [(decision, months) for decision, months in _due(day) if _tell_school(decision, months, day)]
        by_office: defaultdict[int, list[Due]] = defaultdict(list)
        for decision, months in told:
            for office_id in _offices_above(decision.school):
                by_office[office_id].append((decision, months))
        for office in Organisation.objects.filter(pk__in=by_office, active=True).order_by("pk"):
            _tell_office(office, by_office[office.pk], day)
    return len(told)


def _due(day: dt.date) -> list[Due]:
    """Return the decisions that count and stand past a mark nobody was told of, oldest end first."""
    farthest = months_before(day, -max(law().notice_months)) + SHORTER_MONTH
    with scopes_disabled():
        rows = with_standing(Decision.objects.filter(ends_on__gte=day, ends_on__lte=farthest), day)
        rows = rows.filter(standing__in=(Standing.VALID, Standing.EXPIRING)).select_related("school__kind")
        found = list(rows.order_by("ends_on", "id"))
        known = set(
            ClockNotice.objects.filter(decision__in=[row.pk for row in found]).values_list(
                "decision", "months", "ends_on"
            )
        )
    marks = [(row, clock_of(row, day).months_left) for row in found]
    return [
        (row, months)
        for row, months in marks
        if months is not None and (row.pk, months, row.ends_on) not in known
    ]


def _tell_school(decision: Decision, months: int, day: dt.date) -> bool:
    """Tell one school's leaders, or those of the school that took its place; False where another run was quicker."""
    school = decision.school
    told = [school] if school.active else [one for one in heirs_of(school) if one.kind.is_school]
    leaders = leaders_of([one.pk for one in told])
    text = _(
        "Còn dưới %(months)s tháng, công nhận theo quyết định %(number)s hết hạn (ngày %(day)s). "
        "Xem các mốc và việc cần làm ở trang Công nhận."
    ) % {"months": two_digits(months), "number": decision.number, "day": vn_date(decision.ends_on)}
    with school_scope(school.pk):
        _row, is_new = ClockNotice.objects.get_or_create(
            decision=decision,
            months=months,
            ends_on=decision.ends_on,
            defaults={"school": school, "told_on": day},
        )
        if not is_new:
            return False
        record(
            actor=system_actor(school.pk),
            code=actions.CLOCK_TOLD,
            target=target_of(decision),
            number=decision.number,
            day=vn_date(decision.ends_on),
            months=months,
        )
        deliver(
            Message(
                person,
                text,
                reverse("recognition:school", args=[one.code]),
                NoticeKind.OTHER,
                f"recognition:{decision.pk}:{months}:{decision.ends_on:%Y%m%d}",
                one.pk,
            )
            for one in told
            for person in leaders.get(one.pk, ())
        )
    return True


def _tell_office(office: Organisation, due: Sequence[Due], day: dt.date) -> None:
    """Tell an office in one notice which of its schools passed a mark."""
    names = ", ".join(f"{decision.school.name} ({months} tháng)" for decision, months in due[:NAMED])
    more = _(" và %(count)s trường khác") % {"count": len(due) - NAMED} if len(due) > NAMED else ""
    text = _("%(count)s công nhận sắp hết hạn: %(names)s%(more)s.") % {
        "count": two_digits(len(due)),
        "names": names,
        "more": more,
    }
    url = reverse("recognition:register", args=[office.code]) + "?standing=expiring"
    key = f"recognition-office:{office.pk}:{day:%Y%m%d}"
    deliver(
        Message(person, text, url, NoticeKind.OTHER, key, office.pk)
        for person in _people_of(office.pk, TOLD_ROLES)
    )


@in_vietnamese
def tell_remedy(remedy: Remedy) -> int:
    """Tell a school's leaders what to put right until when; returns how many notices."""
    school = remedy.school
    text = _(
        "Trường cần khắc phục trước ngày %(day)s để giữ công nhận theo quyết định %(number)s: %(reason)s"
    ) % {
        "day": vn_date(remedy.due_on),
        "number": remedy.decision.number,
        "reason": remedy.reason,
    }
    return deliver(
        Message(
            person,
            text,
            reverse("recognition:school", args=[school.code]),
            NoticeKind.OTHER,
            f"recognition-remedy:{remedy.pk}",
            school.pk,
        )
        for person in leaders_of([school.pk]).get(school.pk, ())
    )


def _offices_above(school: Organisation) -> list[int]:
    return [int(step) for step in school.path.split("/") if step][:-1]


def _people_of(office_id: int, roles: Iterable[str]) -> list[int]:
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(organisation_id=office_id, role__in=list(roles), ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
    return sorted(set(rows.values_list("user_id", flat=True)))
