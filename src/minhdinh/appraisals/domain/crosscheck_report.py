"""What a cross-checker may read: the report, and the evidence that its texts cite (needs an opened scope)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.appraisals import actions
from minhdinh.appraisals.models import CrossReviewer
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.queries import assessment_of_year
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.domain.seal_queries import seals_of
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.queries import file_by_id
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.lib.richtext import citations

Body = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """A report as the cross-checker reads it: sealed where the school has sealed it, else the draft of now."""

    dossier: dict[str, Any]
    sealed: bool

    @property
    def standards(self) -> list[dict[str, Any]]:
        """The standards of the set, with their criteria."""
        return list(self.dossier["standard_set"]["standards"])

    @property
    def tracks(self) -> list[dict[str, Any]]:
        """The tracks, one a cấp học, with their sheets."""
        return list(self.dossier["tracks"])

    @cached_property
    def places(self) -> set[tuple[str, str]]:
        """Where a comment may stand: (track, criterion)."""
        return {
            (track["education_level"], sheet["criterion"])
            for track in self.tracks
            for sheet in track["sheets"]
        }

    @cached_property
    def cited(self) -> set[int]:
        """The ids of the items that any text of the report cites."""
        return {
            int(one) for body in self.bodies() for one in citations(body) if one.isascii() and one.isdigit()
        }

    def bodies(self) -> Iterator[Body]:
        """Yield every text of the report."""
        yield from self.dossier["report"].values()
        for parts in self.dossier["remarks"].values():
            yield from parts.values()
        for track in self.tracks:
            for sheet in track["sheets"]:
                yield from (statement["body"] for statement in sheet["statements"])
                yield from sheet.get("parts", {}).values()
            for parts in track.get("level_4_texts", {}).values():
                yield from parts.values()


@dataclass(frozen=True, slots=True)
class CitedItem:
    """An item that the report cites, with the files that may be opened: none of a sensitive or removed one."""

    pk: int
    code: str
    name: str
    sensitive: bool
    place: str
    link: str
    files: list[EvidenceFile]
    url: str = ""


def report_of(school_id: int, year: str) -> Report | None:
    """Return the report of a school's year; None where the year has no self-assessment."""
    assessment = assessment_of_year(school_id, year)
    if assessment is None:
        return None
    seal = seals_of(assessment).filter(reopened_at__isnull=True).select_related("blob").first()
    if seal is not None:
        return Report(sealed_dossier(seal), sealed=True)
    return Report(build_dossier(assessment), sealed=False)


def cited_items(report: Report, school_id: int) -> list[CitedItem]:
    """Return what the report cites, by code as the report prints it (two queries)."""
    printed = {int(one["id"]): _printed_code(report, one) for one in report.dossier["evidence"]}
    rows = list(EvidenceItem.objects.filter(school_id=school_id, pk__in=report.cited))
    open_ids = [row.pk for row in rows if _is_open(row)]
    files: defaultdict[int, list[EvidenceFile]] = defaultdict(list)
    found = EvidenceFile.objects.filter(item_id__in=open_ids, removed_at__isnull=True).select_related("blob")
    for file in found.order_by("position", "id"):
        files[file.item_id].append(file)
    return [
        CitedItem(
            row.pk,
            printed.get(row.pk, row.code),
            "" if row.sensitive else row.name,
            row.sensitive,
            "" if row.sensitive else row.place,
            row.link if _is_open(row) else "",
            files[row.pk],
        )
        for row in sorted(rows, key=lambda row: (row.code_sort, row.pk))
    ]


def open_cited_file(*, actor: Actor, reviewer: CrossReviewer, file_id: int) -> EvidenceFile:
    """Return a file behind the cited evidence and record that it was read; raises NotHere for any other file."""
    require(actor, Permission.CROSSCHECK_REVIEW, organisation_id=reviewer.school_id)
    report = report_of(reviewer.school_id, reviewer.crosscheck.year)
    file = file_by_id(reviewer.school_id, file_id)
    if report is None or file is None or file.item_id not in report.cited or not _is_open(file.item):
        raise NotHere("Không có tệp này.")
    _record(actor, actions.CROSSCHECK_FILE, reviewer, file=file.name)
    return file


def note_reading(*, actor: Actor, reviewer: CrossReviewer) -> None:
    """Record that a cross-checker has opened the report."""
    require(actor, Permission.CROSSCHECK_REVIEW, organisation_id=reviewer.school_id)
    _record(actor, actions.CROSSCHECK_OPENED, reviewer)


def _is_open(item: EvidenceItem) -> bool:
    return not item.sensitive and item.removed_at is None


def _printed_code(report: Report, entry: dict[str, Any]) -> str:
    convention = report.dossier["standard_set"].get("code_convention") or {}
    return str(entry.get("codes", {}).get(convention.get("id", "")) or entry["code"])


def _record(actor: Actor, code: str, reviewer: CrossReviewer, **data: object) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.CrossCheck:{reviewer.crosscheck_id}",
        name=reviewer.name,
        **data,
    )
