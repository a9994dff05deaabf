"""Why an item is in the rows of a check, in words; for one page of items, a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from minhdinh.evidence.context import wanted_kinds
from minhdinh.evidence.domain.scan_marks import marked
from minhdinh.evidence.enums import FileFaultKind
from minhdinh.evidence.health.checks import Look, paper_key, wrong_places
from minhdinh.evidence.models import (
    Citation,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
    FileFault,
    LinkCheck,
    NearTwin,
    ScanMark,
)
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import evidence_kinds

MOST_NAMED = 3
Details = dict[int, str]


def details(check: str, items: Sequence[EvidenceItem], look: Look) -> Details:
    """Return by item id what this check has to say of it; items without words are left out."""
    tell = _TELLERS.get(check)
    return tell(items, look) if tell and items else {}


def _faults(items: Sequence[EvidenceItem], kind: FileFaultKind) -> Details:
    files = EvidenceFile.objects.filter(
        item__in=items,
        removed_at__isnull=True,
        blob_id__in=FileFault.objects.filter(kind=kind).values("blob_id"),
    )
    return _gathered(files.values_list("item_id", "name"))


def _marked(items: Sequence[EvidenceItem], look: Look, *, found: bool) -> Details:
    """Name the files that were not scanned, or those in which something was found, with what it is."""
    here = marked(look.school_id, found=True).values("sha256")
    findings = (
        dict(ScanMark.objects.filter(sha256__in=here).values_list("sha256", "finding")) if found else {}
    )
    files = EvidenceFile.objects.filter(
        item__in=items, removed_at__isnull=True, blob_id__in=marked(look.school_id, found=found).values("pk")
    )
    rows = files.values_list("item_id", "name", "blob__sha256")
    return _gathered(
        (item_id, f"{name} ({findings[sha256]})" if sha256 in findings else name)
        for item_id, name, sha256 in rows
    )


def _links(items: Sequence[EvidenceItem], _look: Look) -> Details:
    found = {}
    for one in LinkCheck.objects.filter(item__in=items):
        words = _("%(note)s Hỏi ngày %(day)s.") % {"note": one.note, "day": vn_date(one.checked_at.date())}
        found[one.item_id] = f"{one.url} — {words}"
    return found


def _until(items: Sequence[EvidenceItem], look: Look) -> Details:
    found = {}
    for item in items:
        if item.valid_to is None:
            continue
        days = (item.valid_to - look.day).days
        words = (
            _("còn %(days)d ngày") % {"days": days}
            if days >= 0
            else _("đã qua %(days)d ngày") % {"days": -days}
        )
        found[item.pk] = f"{vn_date(item.valid_to)} ({words})"
    return found


def _same_files(items: Sequence[EvidenceItem], look: Look) -> Details:
    blobs = EvidenceFile.objects.filter(item__in=items, removed_at__isnull=True).values("blob_id")
    rows = EvidenceFile.objects.filter(
        blob_id__in=blobs, removed_at__isnull=True, item__in=look.items()
    ).values_list("blob_id", "item_id", "item__code", "item__name")
    holders: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for blob_id, item_id, code, name in rows:
        holders[blob_id][item_id] = code or name
    return _others(items, holders.values())


def _same_papers(items: Sequence[EvidenceItem], look: Look) -> Details:
    numbers = {item.number for item in items}
    rows = look.items().filter(number__in=numbers, issued_on__isnull=False).annotate(paper=paper_key())
    holders: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for item_id, paper, code, name in rows.values_list("id", "paper", "code", "name"):
        holders[paper][item_id] = code or name
    return _others(items, holders.values())


def _others(items: Sequence[EvidenceItem], groups: Iterable[dict[int, str]]) -> Details:
    """Name beside each item the others of its groups."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    wanted = {item.pk for item in items}
    for group in groups:
        for item_id in wanted & group.keys():
            found[item_id].update({pk: name for pk, name in group.items() if pk != item_id})
    return {item_id: _named(list(names.values())) for item_id, names in found.items() if names}


def _near(items: Sequence[EvidenceItem], look: Look) -> Details:
    rows = NearTwin.objects.filter(item__in=items, other__in=look.items()).select_related("other")
    return _gathered((row.item_id, f"{row.other.label} ({row.percent} %)") for row in rows)


def _wrong(items: Sequence[EvidenceItem], look: Look) -> Details:
    wrong = wrong_places(look)
    if look.year is None or wrong is None:
        return {}
    here = Q(item__in=items, assessment_id=look.year.assessment_id) & wrong
    kinds = evidence_kinds()
    wanted = wanted_kinds(look.year.assessment_id)
    pairs = {
        *Citation.objects.filter(here).values_list("item_id", "requirement"),
        *EvidenceUse.objects.filter(here).values_list("item_id", "requirement"),
    }
    return _gathered(
        (item_id, f"{requirement}: {', '.join(sorted(kinds[kind].name for kind in wanted[requirement]))}")
        for item_id, requirement in sorted(pairs)
    )


def _cited(items: Sequence[EvidenceItem], _look: Look) -> Details:
    rows = Citation.objects.filter(item__in=items).values_list("item_id", "criterion", "requirement")
    return _gathered((item_id, requirement or criterion) for item_id, criterion, requirement in rows)


def _gathered(pairs: Iterable[tuple[int, str]]) -> Details:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for item_id, words in pairs:
        if words and words not in found[item_id]:
            found[item_id].append(words)
    return {item_id: _named(names) for item_id, names in found.items() if names}


def _named(names: Sequence[str]) -> str:
    shown = "; ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return shown if more <= 0 else _("%(names)s và %(more)d chỗ nữa") % {"names": shown, "more": more}


_TELLERS: dict[str, Callable[[Sequence[EvidenceItem], Look], Details]] = {
    "missing": lambda items, _look: _faults(items, FileFaultKind.MISSING),
    "altered": lambda items, _look: _faults(items, FileFaultKind.ALTERED),
    "infected": lambda items, look: _marked(items, look, found=True),
    "unscanned": lambda items, look: _marked(items, look, found=False),
    "cited_removed": _cited,
    "dead_link": _links,
    "expired": _until,
    "expiring": _until,
    "same_file": _same_files,
    "same_paper": _same_papers,
    "near_twin": _near,
    "wrong_kind": _wrong,
}
