"""The work that this room itself knows of: sheets to write, mend and approve, evidence, steps of the plan, the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.deadlines import due_days, report_day
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.enums import ReviewStep, SheetState, State, StepState
from minhdinh.assessments.models import Assignment, PlanStep, SelfAssessment, Sheet
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.evidence.domain.queries import ItemFilter, list_items
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import EvidenceUse
from minhdinh.lib.text import two_digits

Found = Iterator[tuple[int, WorkItem]]


@dataclass(slots=True)
class _Year:
    """What the sheets' work needs, read once: who is in charge of which sheet."""

    assessment: SelfAssessment
    in_charge: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    several: bool = False


def sheet_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Found:
    """Yield criteria to write and to mend, evidence to collect and sheets to approve (two queries)."""
    if assessment.state != State.DRAFT:
        return
    year = _Year(assessment)
    rows = Assignment.objects.filter(sheet__assessment=assessment, member__user__isnull=False)
    for sheet_id, user_id in rows.values_list("sheet_id", "member__user_id"):
        year.in_charge[sheet_id].add(user_id)
    sheets = list(sheets_of(assessment))
    year.several = len({sheet.track_id for sheet in sheets}) > 1
    approvers = [worker.person_id for worker in workers if worker.can(Permission.ASSESSMENT_APPROVE)]
    undecided = _undecided(sheets)
    for sheet in sheets:
        for person in year.in_charge[sheet.pk]:
            for item in _writing(year, sheet, undecided[sheet.track_id, sheet.standard]):
                yield person, item
        if sheet.state == SheetState.WAITING and sheet.review_step in {"", ReviewStep.CHAIR}:
            for person in approvers:
                yield person, _approving(year, sheet)


def _undecided(sheets: Sequence[Sheet]) -> defaultdict[tuple[int, str], int]:
    found: defaultdict[tuple[int, str], int] = defaultdict(int)
    for sheet in sheets:
        found[sheet.track_id, sheet.standard] += sheet.level is None
    return found


def _writing(year: _Year, sheet: Sheet, undecided: int) -> Iterator[WorkItem]:
    """Yield what waits for those in charge of a sheet; the last open one of a standard holds up its remarks."""
    if sheet.state == SheetState.NEEDS_WORK:
        yield _of_sheet(year, sheet, "mend", _("Sửa %(criterion)s"), blocks=1, note=_("cần sửa"))
        return
    if sheet.level is not None:
        return
    if not sheet.usable_evidence:
        note = _("chưa có minh chứng dùng được")
        yield _of_sheet(year, sheet, "evidence", _("Thu thập minh chứng %(criterion)s"), note=note)
    note = _("%(answered)s/%(total)s yêu cầu") % {
        "answered": sheet.requirements_answered,
        "total": sheet.requirements_total,
    }
    yield _of_sheet(year, sheet, "write", _("Viết %(criterion)s"), blocks=int(undecided == 1), note=note)


def _approving(year: _Year, sheet: Sheet) -> WorkItem:
    waiting = max(1, len(year.in_charge[sheet.pk]))
    title = _("Duyệt phiếu %(criterion)s")
    return _of_sheet(year, sheet, "review", title, blocks=waiting, note=_("chờ duyệt"))


def _of_sheet(
    year: _Year, sheet: Sheet, kind: str, title: str, *, blocks: int = 0, note: str = ""
) -> WorkItem:
    name = criterion_name(sheet, several=year.several)
    return WorkItem(
        kind=kind,
        title=title % {"criterion": name},
        url=sheet_url(year.assessment, sheet),
        blocks=blocks,
        standard=sheet.standard,
        criterion=sheet.criterion,
        note=note,
    )


def report_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Found:
    """Yield the report that waits for the council, or for the head of the school (one query at most)."""
    wanted = {
        State.SUBMITTED: (Permission.ASSESSMENT_APPROVE, _("Duyệt báo cáo tự đánh giá"), _("chờ duyệt")),
        State.APPROVED: (
            Permission.ASSESSMENT_CONFIRM,
            _("Xác nhận và niêm phong báo cáo"),
            _("chờ xác nhận"),
        ),
    }.get(State(assessment.state))
    if wanted is None:
        return
    permission, title, note = wanted
    due = due_days(assessment).get("approve")
    blocks = assessment.sheets_total
    item = WorkItem("review", title, _url(assessment, "assessments:approval"), due, blocks, note=note)
    yield from ((worker.person_id, item) for worker in workers if worker.can(permission))


def verifying_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Found:
    """Yield the evidence that waits to be verified, counted together (two queries); texts that use it wait too."""
    people = [worker for worker in workers if worker.can(Permission.EVIDENCE_VERIFY)]
    if not people or assessment.state != State.DRAFT:
        return
    pending = list_items(
        assessment.school_id, ItemFilter(status=Status.PENDING), timezone.localdate()
    ).order_by()
    counts = pending.aggregate(all=Count("pk"), sensitive=Count("pk", filter=Q(sensitive=True)))
    if not counts["all"]:
        return
    uses = EvidenceUse.objects.filter(assessment_id=assessment.pk, item__in=pending.values("pk")).count()
    url = f"{_url(assessment, 'evidence:list')}?status=pending"
    for worker in people:
        hidden = 0 if worker.can(Permission.EVIDENCE_SENSITIVE) else counts["sensitive"]
        if count := counts["all"] - hidden:
            title = _("Xác minh %(count)s minh chứng") % {"count": two_digits(count)}
            item = WorkItem("verify", title, url, blocks=max(1, uses), note=_("chờ xác minh"))
            yield worker.person_id, item


def step_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Found:
    """Yield the begun or late steps of the plan to whom they are given (two queries).

    A step without an end is wanted by the report's own deadline.
    """
    rows = PlanStep.objects.filter(assessment=assessment).exclude(state=StepState.DONE)
    named = rows.filter(people__member__user__in=[worker.person_id for worker in workers])
    steps = list(named.annotate(person=F("people__member__user_id")).distinct())
    last = report_day(assessment) if any(step.ends_on is None for step in steps) else None
    for step in steps:
        url = f"{_url(assessment, 'assessments:plan')}#buoc-{step.pk}"
        title = step.content if len(step.content) <= 90 else f"{step.content[:89]}…"
        yield step.person, WorkItem("plan", title, url, step.ends_on or last, note=_("bước của kế hoạch"))


def _url(assessment: SelfAssessment, name: str) -> str:
    return reverse(name, kwargs={"code": assessment.school.code, "year": assessment.year})
