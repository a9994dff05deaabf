"""What was found: counted for the page's list of checks, and row by row for one check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.evidence.collecting.queries import collectings_for
from minhdinh.evidence.context import Gap, YearContext, needed_numbers, statements_without_evidence
from minhdinh.evidence.domain.counting import Count, counts_given
from minhdinh.evidence.domain.listing import PAGE_SIZE, page_of
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.health.checks import CHECKS, Check, Look
from minhdinh.evidence.health.details import details
from minhdinh.evidence.health.round import orphans_of
from minhdinh.evidence.models import Collecting, EvidenceItem
from minhdinh.lib.text import whole_number
from minhdinh.standards.how_many import missing_in_words

ORPHAN = "orphan"
UNCITED = "statement"
LOST = "lost"
FEW = "few"
ROOM = "code"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: the item (None for a file or a text), what is wrong with it, and where it is mended, if known.

    ``collecting`` is the id of what somebody collected and lost.
    """

    item: EvidenceItem | None
    label: str
    name: str
    detail: str
    url: str = ""
    collecting: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of findings; ``previous`` and ``next`` are keys of ``before`` and ``after``."""

    rows: list[Row]
    previous: str | None = None
    next: str | None = None


def counts(look: Look) -> dict[str, int]:
    """Return how many rows each check has; a query a check, however many items there are."""
    found = {check.key: check.query(look).count() for check in CHECKS}
    return {
        **found,
        ORPHAN: len(orphans(look)),
        UNCITED: len(gaps(look)),
        LOST: len(lost(look)),
        FEW: len(few(look)),
    }


def item_rows(check: Check, look: Look, *, after: str = "", before: str = "", size: int = PAGE_SIZE) -> Rows:
    """Return a page of the items that a check found, by code, with why each is there."""
    found = page_of(check.query(look), ROOM, after=after, before=before, size=size)
    told = details(check.key, found.items, look)
    rows = [Row(item, item.label, item.name, told.get(item.pk, "")) for item in found.items]
    return Rows(rows, found.previous, found.next)


def all_rows(check: Check, look: Look) -> list[Row]:
    """Return every item that a check found, by code."""
    found = list(check.query(look).order_by("code_sort", "id"))
    told = details(check.key, found, look)
    return [Row(item, item.label, item.name, told.get(item.pk, "")) for item in found]


def orphans(look: Look) -> Sequence[str]:
    """Return files of the store that belong to nothing, for who may take them in."""
    may = look.actor is None or look.actor.can(Permission.EVIDENCE_MANAGE)
    return orphans_of(look.school_id) if may else ()


def gaps(look: Look) -> Sequence[Gap]:
    """Return the year's statements that cite nothing, for who may read the sheets."""
    may = look.actor is None or look.actor.can(Permission.SHEET_VIEW)
    return statements_without_evidence(look.year.assessment_id) if look.year and may else ()


def few(look: Look) -> Sequence[Gap]:
    """Return the requirements with fewer dated records than they need, for who may read the sheets.

    A requirement without any evidence is not told here: nothing was begun there yet, or its statement cites nothing.
    """
    may = look.actor is None or look.actor.can(Permission.SHEET_VIEW)
    if look.year is None or not may:
        return ()
    asked = needed_numbers(look.year.assessment_id)
    found = counts_given(look.year.assessment_id, look.year.year, asked, look.day)
    return [_short(count, look.year) for count in found if count.short]


def _short(count: Count, year: YearContext) -> Gap:
    label = _("Tiêu chí %(code)s, yêu cầu %(id)s") % {"code": count.criterion, "id": count.requirement}
    if len(year.tracks) > 1:
        label = f"{label} ({dict(year.tracks).get(count.track, count.track)})"
    missing = missing_in_words(count.asked, count.there, count.undated)
    detail = f"{missing} ({count.asked.reference})" if count.asked.reference else missing
    return Gap(label, detail, year.criterion_url(count.track, count.criterion))


def lost(look: Look) -> Sequence[Collecting]:
    """Return what people of the year said is lost, with the item or before there was one."""
    if look.year is None:
        return ()
    year = look.year.assessment_id
    rows = (
        collectings_for(look.actor, look.school_id, year)
        if look.actor
        else Collecting.objects.filter(
            school_id=look.school_id, assessment_id=year, withdrawn_at__isnull=True
        ).select_related("item", "collector")
    )
    return list(rows.filter(state=CollectingState.LOST).order_by("criterion", "id"))


def _lost_row(row: Collecting) -> Row:
    label = row.item.label if row.item else row.requirement or row.criterion
    detail = f"{row.what} — {row.lost_reason} ({row.collector.full_name})"
    return Row(None, label or row.what, row.what, detail, collecting=row.pk)


def listed_rows(check: str, look: Look, *, after: str = "", size: int = PAGE_SIZE) -> Rows:
    """Return a page of what is no item: orphans, statements, requirements, losses.

    The key is how many rows stand before the page.
    """
    if check == LOST:
        rows = [_lost_row(row) for row in lost(look)]
    elif check == FEW:
        rows = [Row(None, gap.label, gap.label, gap.detail, gap.url) for gap in few(look)]
    elif check == ORPHAN:
        rows = [Row(None, path.rpartition("/")[2], path, "") for path in orphans(look)]
    else:
        rows = [Row(None, gap.label, gap.label, gap.detail, gap.url) for gap in gaps(look)]
    start = whole_number(after, longest=7) or 0
    earlier = str(max(0, start - size)) if start else None
    later = str(start + size) if start + size < len(rows) else None
    return Rows(rows[start : start + size], earlier, later)
