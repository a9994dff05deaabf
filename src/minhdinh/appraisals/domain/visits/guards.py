"""What has to be held before a registration moves on."""

from __future__ import annotations

from collections.abc import Iterator

from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import Case, Visit
from minhdinh.common.problems import Problem

VISIT_OF_STAGE = {"first_visit": VisitKind.FIRST, "visit": VisitKind.MAIN}
MEETING_STAGE = "meeting"
SENTENCES = {
    VisitKind.FIRST: "Chưa có buổi khảo sát sơ bộ nào được chốt biên bản.",
    VisitKind.MAIN: "Chưa có buổi khảo sát chính thức nào được chốt biên bản.",
    VisitKind.MEETING: "Chưa có cuộc họp nào của hội đồng được chốt biên bản.",
}


def visit_held(case: Case) -> Iterator[Problem]:
    """Ask for a held visit before the stage of that visit is left."""
    yield from _missing(case, VISIT_OF_STAGE.get(case.stage))


def meeting_held(case: Case) -> Iterator[Problem]:
    """Ask for a held meeting before the stage of the council's meeting is left with a result."""
    yield from _missing(case, VisitKind.MEETING if case.stage == MEETING_STAGE else None)


def _missing(case: Case, kind: VisitKind | None) -> Iterator[Problem]:
    if kind is not None and not Visit.objects.filter(case=case, kind=kind, held_at__isnull=False).exists():
        yield Problem(SENTENCES[kind])
