"""What is left to do before the report is handed in, each with the place to do it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from minhdinh.assessments.domain.council import council_warnings
from minhdinh.assessments.domain.tables import table_state
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Passage, SelfAssessment, Sheet
from minhdinh.assessments.slots import OPTIONAL_REPORT_PARTS, REMARK_PARTS, REPORT_LABELS
from minhdinh.evidence.enums import Status
from minhdinh.evidence.models import Citation
from minhdinh.lib.text import two_digits


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look at. ``blocking`` ones stop the hand-in, others only warn."""

    title: str
    url: str
    action: str
    done: bool
    blocking: bool = False


def readiness(assessment: SelfAssessment) -> list[Task]:
    """Return the list in the order of the work; a constant number of queries."""
    return [
        _council(assessment),
        _sheets(assessment),
        _remarks(assessment),
        _report(assessment),
        _tables(assessment),
        _evidence(assessment),
    ]


def blocking_tasks(assessment: SelfAssessment) -> list[Task]:
    """Return what stops the hand-in."""
    return [task for task in readiness(assessment) if task.blocking and not task.done]


def _url(name: str, assessment: SelfAssessment) -> str:
    return reverse(f"assessments:{name}", kwargs={"code": assessment.school.code, "year": assessment.year})


def _council(assessment: SelfAssessment) -> Task:
    warnings = council_warnings(assessment)
    kept = bool(assessment.council_reason.strip())
    open_ones = [warning for warning in warnings if not (warning.needs_reason and kept)]
    count = assessment.members.filter(in_council=True).count()
    title = open_ones[0].message if open_ones else f"Hội đồng: có quyết định, {two_digits(count)} thành viên"
    return Task(title, _url("council", assessment), "Mở", done=not open_ones)


def _sheets(assessment: SelfAssessment) -> Task:
    left = list(
        Sheet.objects.filter(assessment=assessment, level__isnull=True)
        .select_related("track")
        .order_by("track__position", "position")
    )
    if not left:
        return Task(
            "Các tiêu chí đều đã ghi mức", _url("overview", assessment), "Xem", done=True, blocking=True
        )
    first = left[0]
    url = reverse(
        "assessments:sheet",
        kwargs={
            "code": assessment.school.code,
            "year": assessment.year,
            "track": first.track.education_level,
            "criterion": first.criterion,
        },
    )
    names = ", ".join(sheet.criterion for sheet in left[:4]) + ("…" if len(left) > 4 else "")
    return Task(
        f"{two_digits(len(left))} tiêu chí chưa ghi mức: {names}", url, "Mở", done=False, blocking=True
    )


def _remarks(assessment: SelfAssessment) -> Task:
    written = set(
        Passage.objects.filter(assessment=assessment, kind=PassageKind.REMARK)
        .exclude(text="")
        .values_list("slot", flat=True)
    )
    missing = [
        standard.code
        for standard in assessment.standard_set.catalogue.standards
        if any(f"remark:{standard.code}:{part}" not in written for part in REMARK_PARTS)
    ]
    title = f"Nhận xét tiêu chuẩn {', '.join(missing)}" if missing else "Nhận xét các tiêu chuẩn đã viết"
    return Task(title, _url("remarks", assessment), "Viết" if missing else "Xem", done=not missing)


def _report(assessment: SelfAssessment) -> Task:
    written = set(
        Passage.objects.filter(assessment=assessment, kind=PassageKind.REPORT)
        .exclude(text="")
        .values_list("slot", flat=True)
    )
    missing = [
        key for key in REPORT_LABELS if key not in OPTIONAL_REPORT_PARTS and f"report:{key}" not in written
    ]
    title = (
        f"Phần chung của báo cáo: còn {two_digits(len(missing))} mục"
        if missing
        else "Phần chung của báo cáo đã viết"
    )
    return Task(title, _url("report", assessment), "Viết" if missing else "Xem", done=not missing)


def _tables(assessment: SelfAssessment) -> Task:
    state = table_state(assessment)
    done = not state.empty and not state.suspicious
    title = (
        "Bảng số liệu đã đủ"
        if done
        else f"Bảng số liệu: {two_digits(state.empty)} ô trống, {two_digits(state.suspicious)} ô nghi vấn"
    )
    return Task(title, _url("tables", assessment), "Xem", done=done)


def _evidence(assessment: SelfAssessment) -> Task:
    today = timezone.localdate()
    cited = {
        citation.item.code: citation.item.status_on(today)
        for citation in Citation.objects.filter(assessment_id=assessment.pk).select_related("item")
    }
    weak = sorted(code for code, status in cited.items() if status is not Status.VERIFIED)
    title = (
        f"{two_digits(len(weak))} minh chứng được trích dẫn chưa dùng được: {', '.join(weak[:3])}"
        + ("…" if len(weak) > 3 else "")
        if weak
        else "Minh chứng được trích dẫn đều dùng được"
    )
    return Task(title, _evidence_url(assessment), "Xem", done=not weak)


def _evidence_url(assessment: SelfAssessment) -> str:
    return reverse("evidence:list", kwargs={"code": assessment.school.code, "year": assessment.year})
