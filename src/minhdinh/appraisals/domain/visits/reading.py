"""Visits and meetings with their notes and files, as each side may read them (scope of the school open)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from minhdinh.appraisals.domain.visits.files import PLAIN_TEXT
from minhdinh.appraisals.enums import FileKind, VisitKind
from minhdinh.appraisals.models import Case, CaseFile, Visit, VisitNote


@dataclass(frozen=True, slots=True)
class Gathered:
    """What stands at a visit: notes, photographs, scans of the signed minutes and earlier minutes."""

    notes: Sequence[VisitNote]
    pictures: Sequence[CaseFile]
    scans: Sequence[CaseFile]


def visits_of(case: Case) -> list[Visit]:
    """Return all visits and meetings with how many notes and photographs each has (one query)."""
    notes = Count("notes", filter=Q(notes__withdrawn_at__isnull=True), distinct=True)
    pictures = Count(
        "files", filter=Q(files__kind=FileKind.PICTURE, files__withdrawn_at__isnull=True), distinct=True
    )
    return list(Visit.objects.filter(case=case).annotate(note_count=notes, picture_count=pictures))


def visits_for_school(case: Case, *, with_meetings: bool) -> list[tuple[Visit, list[CaseFile]]]:
    """Return visits with the scans of their signed minutes; meetings only for the department (two queries).

    What minutes said before they were opened again stays with the body.
    """
    rows = Visit.objects.filter(case=case)
    shown = list(rows if with_meetings else rows.exclude(kind=VisitKind.MEETING))
    scans: dict[int | None, list[CaseFile]] = {}
    signed = CaseFile.objects.filter(case=case, kind=FileKind.MINUTES, withdrawn_at__isnull=True)
    for one in signed.exclude(blob__media_type=PLAIN_TEXT.media_type):
        scans.setdefault(one.visit_id, []).append(one)
    return [(one, scans.get(one.pk, [])) for one in shown]


def visit_by_id(case: Case, visit_id: int) -> Visit | None:
    """Return one visit of this registration."""
    return Visit.objects.filter(case=case, pk=visit_id).first()


def gathered(visit: Visit) -> Gathered:
    """Return what stands at a visit (two queries)."""
    notes = VisitNote.objects.filter(visit=visit, withdrawn_at__isnull=True).select_related("member")
    files = list(CaseFile.objects.filter(visit=visit, withdrawn_at__isnull=True).select_related("blob"))
    return Gathered(
        list(notes),
        [one for one in files if one.kind == FileKind.PICTURE],
        [one for one in files if one.kind == FileKind.MINUTES],
    )


def note_by_id(visit: Visit, note_id: int) -> VisitNote | None:
    """Return one note of this visit that was not taken back."""
    return VisitNote.objects.filter(visit=visit, pk=note_id, withdrawn_at__isnull=True).first()


def file_by_id(visit: Visit, file_id: int) -> CaseFile | None:
    """Return one file of this visit that was not taken back."""
    return CaseFile.objects.filter(visit=visit, pk=file_id, withdrawn_at__isnull=True).first()
