"""How many dated records each requirement has got, where a number is needed: each day counts once, whatever says it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from minhdinh.evidence.domain.queries import with_status
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import Citation, EvidenceFile, EvidenceItem, EvidenceUse
from minhdinh.lib.school_year import containing
from minhdinh.lib.text import parse_date
from minhdinh.standards.catalogue import HowMany

DAY = re.compile(r"\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\b")
# "từ 01/9/2026 đến hết ngày 30/9/2026", "01/9 – 30/9/2026": one time, whose end stands in the group
SPAN = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?\s*(?:(?:đến|tới)(?:\s+hết)?(?:\s+ngày)?|[-\u2013\u2014])\s*"
    r"(?P<end>\d{1,2}[/.]\d{1,2}[/.]\d{4})\b",
    re.IGNORECASE,
)
COUNTED = (Status.VERIFIED, Status.PENDING)
Asked = Mapping[str, HowMany]


@dataclass(frozen=True, slots=True)
class Count:
    """What one requirement of a track has got: ``there`` different days, ``undated`` records that name none."""

    track: str
    criterion: str
    requirement: str
    asked: HowMany
    there: int
    undated: int

    @property
    def short(self) -> bool:
        """Whether there are fewer than needed."""
        return self.there < self.asked.number


def days_named(item: EvidenceItem, filed: Iterable[dt.date] = ()) -> set[dt.date]:
    """Return the day of an item, those of its files (``filed``) and the days that its period and note name.

    A time from one day to another is no two days: it says nothing beside other days, and alone it is one, by its end.
    """
    text = unicodedata.normalize("NFC", f"{item.period} ; {item.note}")
    named = (_day(found) for found in DAY.findall(SPAN.sub(" ; ", text)))
    days = {day for day in (item.issued_on, *filed, *named) if day}
    return days or {day for span in SPAN.finditer(text) if (day := _day(span["end"]))}


def days_counted(days: Iterable[dt.date], day: dt.date, year: str = "") -> set[dt.date]:
    """Return the days that count on ``day``: not those to come, and within the school year where one is named."""
    return {one for one in days if one <= day and (not year or containing(one) == year)}


def days_filed(ids: Iterable[int]) -> Mapping[int, set[dt.date]]:
    """Return by item the days of its present files; one query."""
    filed: defaultdict[int, set[dt.date]] = defaultdict(set)
    files = EvidenceFile.objects.filter(item__in=list(ids), removed_at__isnull=True, dated_on__isnull=False)
    for item_id, dated_on in files.values_list("item_id", "dated_on"):
        if dated_on is not None:
            filed[item_id].add(dated_on)
    return filed


def counts_given(
    assessment_id: int, year: str, asked: Asked, day: dt.date, *, track: str = "", criterion: str = ""
) -> list[Count]:
    """Return the counts of those requirements that cite or use an item at all, in their order; four queries.

    Items that were rejected, have expired or have nothing behind them count for nothing. ``track`` and ``criterion``
    narrow to one sheet.
    """
    given = _given(assessment_id, asked, track, criterion)
    items, filed = _items({pk for pks in given.values() for pk in pks}, day)
    return [
        _count(
            place, asked[place[2]], [(items[pk], filed.get(pk, ())) for pk in pks if pk in items], day, year
        )
        for place, pks in sorted(given.items())
    ]


def _given(
    assessment_id: int, asked: Asked, track: str, criterion: str
) -> dict[tuple[str, str, str], set[int]]:
    where: dict[str, object] = {"assessment_id": assessment_id, "requirement__in": list(asked)}
    if track:
        where["track"] = track
    if criterion:
        where["criterion"] = criterion
    found: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for model in (Citation, EvidenceUse):
        rows = model.objects.filter(**where).values_list("track", "criterion", "requirement", "item_id")
        for its_track, its_criterion, requirement, item_id in rows:
            found[its_track, its_criterion, requirement].add(item_id)
    return found


def _items(ids: set[int], day: dt.date) -> tuple[dict[int, EvidenceItem], Mapping[int, set[dt.date]]]:
    rows = with_status(EvidenceItem.objects.filter(pk__in=ids, removed_at__isnull=True), day)
    items = {item.pk: item for item in rows.filter(Q(shown_status__in=COUNTED))}
    return items, days_filed(items)


def _count(
    place: tuple[str, str, str],
    asked: HowMany,
    items: Iterable[tuple[EvidenceItem, Iterable[dt.date]]],
    day: dt.date,
    year: str,
) -> Count:
    days: set[dt.date] = set()
    undated = 0
    for item, filed in items:
        if item.kind not in asked.kinds:
            continue
        its = days_named(item, filed)
        undated += not its
        days |= days_counted(its, day, year if asked.yearly else "")
    return Count(*place, asked, len(days), undated)


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text.replace(".", "/"))
    except ValueError:
        return None
