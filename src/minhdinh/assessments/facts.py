"""What the system knows of a year by itself: by name, for many self-assessments at once.

Steps of the plan and duties of the calendar name these facts in their data files; an upper room adds its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import SelfAssessment, Sheet

Label = str | Promise
FactProvider = Callable[[Collection[int]], Collection[int]]
Facts = dict[str, bool]

LABELS: dict[str, Label] = {
    "council_decided": _("có quyết định thành lập hội đồng"),
    "plan_issued": _("kế hoạch có số, ngày và các bước"),
    "assigned": _("mọi tiêu chí đã có người phụ trách"),
    "evidence_everywhere": _("tiêu chí nào cũng có minh chứng dùng được"),
    "levels_decided": _("mọi tiêu chí đã ghi mức"),
    "sheets_approved": _("mọi phiếu tiêu chí đã duyệt"),
    "submitted": _("báo cáo đã trình duyệt"),
    "approved": _("hội đồng đã thông qua báo cáo"),
    "sealed": _("báo cáo đã xác nhận, niêm phong"),
    "improvement_planned": _("có kế hoạch cải tiến chất lượng"),
    "monitored_mid_year": _("đã ghi lần giám sát cuối học kỳ I"),
    "monitored_year_end": _("đã ghi lần giám sát cuối năm học"),
}
_providers: dict[str, FactProvider] = {}


def register_fact(name: str, provider: FactProvider) -> None:
    """Let an upper room say of which self-assessments (by id) a fact of ``LABELS`` is true; raises KeyError."""
    if name not in LABELS:
        raise KeyError(name)
    _providers[name] = provider


def facts_of(ids: Collection[int]) -> dict[int, Facts]:
    """Return what is known of each self-assessment; a fact that nobody provides is missing. Needs an opened scope.

    Two queries and one a registered provider, whatever the number of self-assessments.
    """
    found: dict[int, Facts] = {pk: {} for pk in ids}
    rows = SelfAssessment.objects.filter(pk__in=found).annotate(
        seats=Count("members", filter=Q(members__in_council=True), distinct=True),
        planned=Count("steps", distinct=True),
    )
    for row in rows.only(
        "state", "plan", "decision_number", "decision_date", "sheets_total", "sheets_decided"
    ):
        found[row.pk] = _of_row(row, row.seats, row.planned)
    for pk, values in _of_sheets(found).items():
        found[pk] |= values
    for name, provider in _providers.items():
        true = set(provider(found))
        for pk, known in found.items():
            known[name] = pk in true
    return found


def _of_row(row: SelfAssessment, seats: int, planned: int) -> Facts:
    return {
        "council_decided": bool(row.decision_number and row.decision_date and seats),
        "plan_issued": bool(row.plan.get("number") and row.plan.get("date") and planned),
        "levels_decided": 0 < row.sheets_total == row.sheets_decided,
        "submitted": row.state != State.DRAFT,
        "approved": row.state in {State.APPROVED, State.SEALED},
        "sealed": row.state == State.SEALED,
    }


def _of_sheets(ids: Collection[int]) -> dict[int, Facts]:
    rows = Sheet.objects.filter(assessment__in=ids).order_by().values("assessment_id")
    counted = rows.annotate(
        total=Count("pk", distinct=True),
        assigned=Count("pk", filter=Q(assignments__isnull=False), distinct=True),
        fed=Count("pk", filter=Q(usable_evidence__gte=1), distinct=True),
        approved=Count("pk", filter=Q(state=SheetState.APPROVED), distinct=True),
    )
    return {
        row["assessment_id"]: {
            "assigned": row["assigned"] == row["total"],
            "evidence_everywhere": row["fed"] == row["total"],
            "sheets_approved": row["approved"] == row["total"],
        }
        for row in counted
    }
