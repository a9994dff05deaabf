"""Comments of a cross-check as findings that the school's improvement plan answers (D3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.models import CrossComment
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.domain.findings import Finding


def ref_of(comment: CrossComment) -> str:
    """Return how plans name a comment."""
    return f"crosscheck:{comment.pk}"


def crosscheck_findings(assessment: SelfAssessment) -> Iterator[Finding]:
    """Yield each comment sent on a self-assessment that asks or suggests something (one query)."""
    catalogue = assessment.standard_set.catalogue
    rows = CrossComment.objects.filter(
        school_id=assessment.school_id,
        reviewer__crosscheck__year=assessment.year,
        reviewer__sent_at__isnull=False,
    ).select_related("reviewer__crosscheck__reviewer")
    for row in rows.order_by("criterion", "pk"):
        words = "\n".join(one for one in (row.suggestion, row.question) if one)
        if not words:
            continue
        known = catalogue.has_criterion(row.criterion)
        yield Finding(
            ref=ref_of(row),
            label=_("%(school)s kiểm tra chéo, tiêu chí %(criterion)s, năm học %(year)s")
            % {
                "school": row.reviewer.crosscheck.reviewer.name,
                "criterion": row.criterion,
                "year": assessment.year,
            },
            text=words,
            track=row.track,
            standard=catalogue.criterion(row.criterion).standard if known else "",
            criterion=row.criterion if known else "",
            url=f"{_page(assessment)}#gop-y-{row.pk}",
        )


def _page(assessment: SelfAssessment) -> str:
    return reverse("appraisals:crosscheck-school", args=[assessment.school.code, assessment.year])
