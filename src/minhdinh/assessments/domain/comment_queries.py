"""Reads of what is said about sheets."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from minhdinh.assessments.models import Comment, SelfAssessment, Sheet


def comments_of(sheet: Sheet) -> QuerySet[Comment]:
    """Return a sheet's comments in the order they were written, with names and earlier wordings (three queries)."""
    rows = Comment.objects.filter(sheet=sheet).order_by("id")
    return rows.prefetch_related("mentions__person", "wordings")


def comment_by_id(assessment: SelfAssessment, comment_id: int) -> Comment | None:
    """Return a comment of a self-assessment with its sheet and the head of its thread; None where there is none."""
    rows = Comment.objects.filter(pk=comment_id, sheet__assessment=assessment)
    comment = rows.select_related("sheet__track", "thread").first()
    if comment is not None:
        comment.sheet.assessment = assessment
        if comment.thread is not None:
            comment.thread.sheet = comment.sheet
    return comment


def open_threads(assessment: SelfAssessment) -> dict[int, int]:
    """Return how many threads are open, by sheet; sheets without are left out (one query)."""
    rows = Comment.objects.filter(sheet__assessment=assessment, thread__isnull=True, resolved_at__isnull=True)
    return dict(rows.order_by().values_list("sheet_id").annotate(Count("id")))


def open_comments(assessment: SelfAssessment) -> list[Comment]:
    """Return the comments of all open threads of a year, in the order they were written (one query)."""
    heads = Comment.objects.filter(
        sheet__assessment=assessment, thread__isnull=True, resolved_at__isnull=True
    )
    answers = Comment.objects.filter(thread__in=heads.values("pk"))
    rows: Iterable[Comment] = (heads | answers).select_related("sheet__track").order_by("id")
    return list(rows)
