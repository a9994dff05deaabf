"""What goes on from year to year under the same code and must be renewed: it expires, or it speaks of an earlier year."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from minhdinh.evidence.models import Citation, EvidenceFile, EvidenceItem, EvidenceUse
from minhdinh.lib.school_year import FIRST_MONTH, first_year, shift
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import evidence_kinds

USUAL_WARN_DAYS = 30
YEARS_BACK = 15
DASHES = ("-", "–", " - ", " – ")


def expiring(day: dt.date) -> Q:
    """Return the condition that an item's validity ends within the days that its kind warns ahead, or has ended."""
    by_days: defaultdict[int, list[str]] = defaultdict(list)
    kinds = evidence_kinds().values()
    for kind in kinds:
        by_days[kind.warn_days or USUAL_WARN_DAYS].append(kind.id)
    named = [kind.id for kind in kinds]
    soon = ~Q(kind__in=named) & Q(valid_to__lte=day + dt.timedelta(days=USUAL_WARN_DAYS))
    for days, ids in by_days.items():
        soon |= Q(kind__in=ids, valid_to__lte=day + dt.timedelta(days=days))
    return soon


def to_renew(assessment_id: int, year: str, day: dt.date) -> Q:
    """Return the condition that an item must be renewed for a school year.

    Its validity has ended or ends soon; or it serves the year and its period names earlier years only (where no validity
    is written, which says it better: a strategy of 2025 may hold until 2030), or it is of a kind of dated records and has
    none of this year.
    """
    serves = Q(pk__in=EvidenceUse.objects.filter(assessment_id=assessment_id).values("item_id"))
    serves |= Q(pk__in=Citation.objects.filter(assessment_id=assessment_id).values("item_id"))
    return expiring(day) | serves & (_speaks_of_earlier(year) | _last_dated_before(year))


def why_renew(
    item: EvidenceItem, files: Iterable[EvidenceFile], year: str, day: dt.date, *, serves: bool
) -> list[str]:
    """Return in words why an item must be renewed for ``year``, which it ``serves`` or not; empty where it need not.

    That its validity ends soon is told elsewhere.
    """
    words = []
    kind = evidence_kinds().get(item.kind)
    if item.valid_to and item.valid_to < day:
        words.append(_("đã hết hiệu lực ngày %(day)s") % {"day": vn_date(item.valid_to)})
    if not serves:
        return words
    named = [label for label in _labels(year, since=-YEARS_BACK, until=0) if label in item.period]
    if (
        named
        and item.valid_to is None
        and not any(label in item.period for label in _labels(year, since=0, until=2))
    ):
        words.append(_("đang nói về %(period)s") % {"period": item.period})
    days = [one for one in (item.issued_on, *(file.dated_on for file in files)) if one]
    if kind and kind.repeats and days and max(days) < begins_on(year):
        words.append(_("bản mới nhất ghi ngày %(day)s") % {"day": vn_date(max(days))})
    return words


def begins_on(year: str) -> dt.date:
    """Return the day from which on a paper belongs to a school year."""
    return dt.date(first_year(year), FIRST_MONTH, 1)


def _labels(year: str, *, since: int, until: int) -> list[str]:
    """Return how people write the school years from ``since`` to before ``until`` years after ``year``."""
    years = [shift(year, number).split("-") for number in range(since, until)]
    return [dash.join(parts) for parts in years for dash in DASHES]


def _speaks_of_earlier(year: str) -> Q:
    earlier, now = Q(pk__in=()), Q(pk__in=())
    for label in _labels(year, since=-YEARS_BACK, until=0):
        earlier |= Q(period__contains=label)
    for label in _labels(year, since=0, until=2):
        now |= Q(period__contains=label)
    return earlier & ~now & Q(valid_to__isnull=True)


def _last_dated_before(year: str) -> Q:
    start = begins_on(year)
    repeating = [kind.id for kind in evidence_kinds().values() if kind.repeats]
    present = EvidenceFile.objects.filter(removed_at__isnull=True)
    fresh = Q(issued_on__gte=start) | Q(pk__in=present.filter(dated_on__gte=start).values("item_id"))
    dated = Q(issued_on__isnull=False) | Q(pk__in=present.filter(dated_on__lt=start).values("item_id"))
    return Q(kind__in=repeating) & dated & ~fresh
