"""What a registration has waiting for people of its school, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.editing import is_editable
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.notices import school_page
from minhdinh.appraisals.domain.cases.queries import cases
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.work import Worker, WorkItem


def case_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
    """Yield the dossier that is at the school, to be finished and sent (two queries)."""
    case = cases().filter(assessment=assessment, closed_at__isnull=True).first()
    law = law_of(case) if case is not None else None
    if case is None or law is None or not is_editable(law, case):
        return
    note = law.stage(case.stage).title if case.version else ""
    for person in workers:
        if person.can(Permission.CASE_SEND):
            title = _("Gửi hồ sơ đăng ký đánh giá, thẩm định năm học %(year)s") % {"year": case.year}
        elif person.can(Permission.CASE_PREPARE):
            title = _("Hoàn thiện hồ sơ đăng ký đánh giá, thẩm định năm học %(year)s") % {"year": case.year}
        else:
            continue
        yield person.person_id, WorkItem("case", title, school_page(case), case.due_on, note=note)
