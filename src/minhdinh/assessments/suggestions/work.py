"""What suggesting puts into “Việc của tôi”: chosen propositions that still lack their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.naming import has_several_tracks
from minhdinh.assessments.models import Assignment, SelfAssessment, SuggestionChoice
from minhdinh.assessments.suggestions.library import library_for
from minhdinh.assessments.suggestions.locking import lock_of
from minhdinh.assessments.suggestions.queries import choices_of
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.standards.suggestions import LockState

WAITS_FOR_PROOF = frozenset({LockState.NO_EVIDENCE, LockState.NEITHER})


def suggestion_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
    """Yield, for those in charge of a criterion, each chosen proposition that still lacks evidence (five queries)."""
    if not assessment.is_open:
        return
    waiting = list(_waiting(assessment))
    in_charge = _in_charge(assessment) if waiting else {}
    several = bool(waiting) and has_several_tracks(assessment.pk)
    able = {worker.person_id for worker in workers if worker.can(Permission.SHEET_WRITE)}
    for choice in waiting:
        item = _item(assessment, choice, several=several)
        for person in in_charge.get(choice.sheet_id, ()):
            if person in able:
                yield person, item


def _waiting(assessment: SelfAssessment) -> Iterator[SuggestionChoice]:
    library = library_for(assessment)
    for choice in choices_of(assessment):
        if choice.negative or hasattr(choice, "text") or not library.has(choice.proposition):
            continue
        choice.sheet.assessment = assessment
        lock = lock_of(
            choice.sheet,
            library.proposition(choice.proposition),
            values=choice.values,
            items=[row.item for row in choice.evidence.all()],
            direction_confirmed=choice.direction_confirmed,
            covered=(),
        )
        if lock.engine.state in WAITS_FOR_PROOF:
            yield choice


def _in_charge(assessment: SelfAssessment) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = Assignment.objects.filter(sheet__assessment=assessment, member__user__isnull=False)
    for sheet_id, person_id in rows.values_list("sheet_id", "member__user_id"):
        found[sheet_id].append(person_id)
    return found


def _item(assessment: SelfAssessment, choice: SuggestionChoice, *, several: bool) -> WorkItem:
    sheet = choice.sheet
    place = {
        "code": assessment.school.code,
        "year": assessment.year,
        "track": sheet.track.education_level,
        "criterion": sheet.criterion,
    }
    url = f"{reverse('assessments:sheet', kwargs=place)}?muc={choice.level}#yc-{choice.requirement}"
    asked = f"{choice.requirement} ({sheet.track})" if several else choice.requirement
    title = _("Bổ sung minh chứng cho gợi ý %(requirement)s") % {"requirement": asked}
    return WorkItem("evidence", title, url, standard=sheet.standard, criterion=sheet.criterion)
