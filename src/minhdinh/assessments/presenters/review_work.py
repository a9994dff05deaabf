"""What waits for people in the review of sheets: comments to answer, sheets at a step before the chair's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments.domain.comment_queries import open_comments
from minhdinh.assessments.domain.naming import criterion_name, has_several_tracks
from minhdinh.assessments.domain.people import group_lead_ids, holders_of
from minhdinh.assessments.enums import ReviewStep, SheetState, State
from minhdinh.assessments.models import Assignment, Comment, Mention, SelfAssessment, Sheet
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.work import Worker, WorkItem

Found = Iterator[tuple[int, WorkItem]]


@dataclass(slots=True)
class _Thread:
    """An open thread: its first comment, who takes part in it, and who had the last word."""

    head: Comment
    people: set[int] = field(default_factory=set)
    last: Comment | None = None


def comment_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Found:
    """Yield the open threads in which somebody else had the last word (four queries).

    They wait for who is named in them, who wrote in them, and who is in charge of the sheet.
    """
    if assessment.state == State.SEALED:
        return
    comments = open_comments(assessment)
    if not comments:
        return
    threads = _threads(comments)
    charges: defaultdict[int, set[int]] = defaultdict(set)
    sheets = {thread.head.sheet_id for thread in threads.values()}
    rows = Assignment.objects.filter(sheet_id__in=sheets, member__user__isnull=False)
    for sheet_id, user_id in rows.values_list("sheet_id", "member__user_id"):
        charges[sheet_id].add(user_id)
    able = {worker.person_id for worker in workers if worker.can(Permission.SHEET_WRITE)}
    several = has_several_tracks(assessment.pk)
    for thread in threads.values():
        people = (thread.people | charges[thread.head.sheet_id]) & able
        last = thread.last or thread.head
        for person_id in sorted(people - {last.author_id or 0}):
            yield person_id, _answering(assessment, thread, last, several=several)


def step_review_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Found:
    """Yield the sheets that wait for a group's lead or the secretary (at most five queries)."""
    if assessment.state != State.DRAFT or not assessment.review_steps:
        return
    rows = Sheet.objects.filter(assessment=assessment, state=SheetState.WAITING).select_related("track")
    steps = [ReviewStep.GROUP_LEAD, ReviewStep.SECRETARY]
    waiting = list(rows.filter(review_step__in=steps).order_by("track__position", "position"))
    if not waiting:
        return
    leads = group_lead_ids(waiting)
    asked = {worker.person_id for worker in workers}
    secretaries = holders_of(assessment.school_id, Role.SECRETARY) & asked
    several = has_several_tracks(assessment.pk)
    for sheet in waiting:
        people = leads[sheet.pk] if sheet.review_step == ReviewStep.GROUP_LEAD else secretaries
        for person_id in sorted(people & asked):
            yield person_id, _reviewing(assessment, sheet, several=several)


def _threads(comments: Sequence[Comment]) -> dict[int, _Thread]:
    threads = {one.pk: _Thread(one) for one in comments if one.thread_id is None}
    place = {one.pk: one.thread_id or one.pk for one in comments}
    for one in comments:
        thread = threads[place[one.pk]]
        thread.people |= {one.author_id} - {None}  # type: ignore[arg-type]  # None is taken out again
        if one.withdrawn_at is None:
            thread.last = one
    named = Mention.objects.filter(comment_id__in=place).values_list("comment_id", "person_id")
    for comment_id, person_id in named:
        threads[place[comment_id]].people.add(person_id)
    return threads


def _answering(assessment: SelfAssessment, thread: _Thread, last: Comment, *, several: bool) -> WorkItem:
    head, sheet = thread.head, thread.head.sheet
    words = _("Sửa theo góp ý %(place)s") if head.must_mend and last is head else _("Trả lời góp ý %(place)s")
    place = head.requirement or sheet.criterion
    return WorkItem(
        kind="comment",
        title=words % {"place": f"{place} ({sheet.track})" if several else place},
        url=f"{sheet_url(assessment, sheet)}#gop-y-{head.pk}",
        blocks=int(head.must_mend),
        standard=sheet.standard,
        criterion=sheet.criterion,
        note=_("%(who)s viết") % {"who": last.author_name},
    )


def _reviewing(assessment: SelfAssessment, sheet: Sheet, *, several: bool) -> WorkItem:
    return WorkItem(
        kind="review",
        title=_("Duyệt phiếu %(criterion)s") % {"criterion": criterion_name(sheet, several=several)},
        url=sheet_url(assessment, sheet),
        blocks=1,
        standard=sheet.standard,
        criterion=sheet.criterion,
        note=str(ReviewStep(sheet.review_step).label),
    )
