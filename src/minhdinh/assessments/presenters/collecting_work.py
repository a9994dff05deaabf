"""What people were asked to collect, in “Việc của tôi” and in the table of everybody's work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.evidence.collecting.queries import open_collectings
from minhdinh.evidence.models import Collecting


def collecting_work(assessment: SelfAssessment, workers: Sequence[Worker]) -> Iterator[tuple[int, WorkItem]]:
    """Yield what each person still has to collect and may already begin with (one query)."""
    if not assessment.is_open:
        return
    able = [worker.person_id for worker in workers if worker.can(Permission.EVIDENCE_CONTRIBUTE)]
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=timezone.localdate())
    rows = open_collectings(assessment.school_id, assessment.pk).filter(begun, collector__in=able)
    for row in rows:
        yield row.collector_id, _item(assessment, row)


def _item(assessment: SelfAssessment, row: Collecting) -> WorkItem:
    place = {"code": assessment.school.code, "year": assessment.year, "collecting_id": row.pk}
    place_in_set = row.requirement or row.criterion
    return WorkItem(
        kind="evidence",
        title=_("Thu thập: %(what)s") % {"what": row.what},
        url=reverse("evidence:collecting-one", kwargs=place),
        due=row.due_on,
        standard=row.criterion.partition(".")[0],
        criterion=row.criterion,
        note=_("cho %(place)s") % {"place": place_in_set} if place_in_set else "",
    )
