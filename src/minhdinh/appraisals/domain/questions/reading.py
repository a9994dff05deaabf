"""Questions as both sides read them: by criterion, with answers and their new evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.appraisals.models import Case, CaseFile, Question
from minhdinh.assessments.domain.naming import track_label


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one criterion, or of the whole report, the newest first."""

    title: str
    questions: list[Question] = field(default_factory=list)


def questions_of(case: Case) -> list[Question]:
    """Return the questions of a registration with who asked and the files of the answers (two queries)."""
    files = CaseFile.objects.filter(withdrawn_at__isnull=True).select_related("blob")
    rows = Question.objects.filter(case=case).select_related("member")
    return list(rows.prefetch_related(Prefetch("files", queryset=files, to_attr="shown_files")))


def question_by_id(case: Case, question_id: int) -> Question | None:
    """Return one question of this registration."""
    return Question.objects.filter(case=case, pk=question_id).select_related("member").first()


def known_places(case: Case) -> dict[tuple[str, str], str]:
    """Return what may be asked about, (cấp học, criterion) → words, in the report's order (one query)."""
    tracks = list(case.assessment.tracks.values_list("education_level", flat=True))
    standards = case.assessment.standard_set.catalogue.standards
    return {
        (track, one.code): _place(one.code, one.title, track if len(tracks) > 1 else "")
        for track in tracks
        for standard in standards
        for one in standard.criteria
    }


def grouped(case: Case, questions: list[Question]) -> list[Group]:
    """Return questions by criterion in the report's order, those about the whole report first."""
    titles = {("", ""): _("Câu hỏi chung"), **known_places(case)}
    for one in questions:  # a criterion that the report no longer names keeps its own code
        titles.setdefault((one.track, one.criterion), _place(one.criterion, "", one.track))
    groups = {place: Group(title) for place, title in titles.items()}
    for one in questions:
        groups[one.track, one.criterion].questions.append(one)
    return [group for group in groups.values() if group.questions]


def is_late(question: Question) -> bool:
    """Tell whether the day to answer by has passed without an answer."""
    return (
        question.due_on is not None
        and question.answered_at is None
        and question.closed_at is None
        and question.due_on < timezone.localdate()
    )


def _place(code: str, title: str, track: str) -> str:
    words = _("Tiêu chí %(code)s") % {"code": code}
    if track:
        words = f"{words} ({track_label(track)})"
    return f"{words}. {title}" if title else words
