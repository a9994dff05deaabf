"""What carrying puts into "Việc của tôi": inherited texts that wait for whoever is in charge of their criterion."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.naming import criterion_name, has_several_tracks
from minhdinh.assessments.models import Assignment, Passage, SelfAssessment, Sheet
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.lib.text import two_digits

KIND = "write"


def inherited_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
    """Yield each sheet with inherited texts for those in charge of it, remarks and report parts for who writes them.

    Four queries at most, however many people and texts; none of it once the report is handed in.
    """
    if not assessment.is_open:
        return
    rows = Passage.objects.filter(assessment=assessment, inherited=True).exclude(text="")
    counts: Counter[int | None] = Counter(rows.values_list("sheet_id", flat=True))
    if not counts:
        return
    sheets = Sheet.objects.filter(pk__in=[key for key in counts if key]).select_related("track")
    in_charge, several = _in_charge(assessment), has_several_tracks(assessment.pk)
    able = {worker.person_id for worker in workers if worker.can(Permission.SHEET_WRITE)}
    for sheet in sheets.order_by("track__position", "position"):
        item = _sheet_item(assessment, sheet, counts[sheet.pk], several=several)
        for person in in_charge.get(sheet.pk, ()):
            if person in able:
                yield person, item
    if counts[None]:
        item = _report_item(assessment, counts[None])
        for worker in workers:
            if worker.can(Permission.REPORT_WRITE):
                yield worker.person_id, item


def _in_charge(assessment: SelfAssessment) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = Assignment.objects.filter(sheet__assessment=assessment, member__user__isnull=False)
    for sheet_id, person_id in rows.values_list("sheet_id", "member__user_id"):
        found[sheet_id].append(person_id)
    return found


def _sheet_item(assessment: SelfAssessment, sheet: Sheet, count: int, *, several: bool) -> WorkItem:
    words = _("Tiêu chí %(code)s: đọc lại %(count)s đoạn kế thừa")
    return WorkItem(
        kind=KIND,
        title=words % {"code": criterion_name(sheet, several=several), "count": two_digits(count)},
        url=sheet_url(assessment, sheet),
        standard=sheet.standard,
        criterion=sheet.criterion,
    )


def _report_item(assessment: SelfAssessment, count: int) -> WorkItem:
    base = {"code": assessment.school.code, "year": assessment.year}
    words = _("Nhận xét và phần chung của báo cáo: đọc lại %(count)s đoạn kế thừa")
    return WorkItem(KIND, words % {"count": two_digits(count)}, reverse("assessments:carrying", kwargs=base))
