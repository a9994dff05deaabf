"""Reads of seals and signed copies."""

from __future__ import annotations

from django.db.models import QuerySet

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Seal, SelfAssessment, SignedCopy


def seals_of(assessment: SelfAssessment) -> QuerySet[Seal]:
    """Return all seals, newest first, with their signed copies."""
    return Seal.objects.filter(assessment=assessment).prefetch_related("signed_copies")


def seal_by_id(assessment: SelfAssessment, seal_id: int) -> Seal | None:
    """Return one of the self-assessment's seals."""
    return Seal.objects.filter(assessment=assessment, pk=seal_id).first()


def signed_copy_by_id(assessment: SelfAssessment, copy_id: int) -> SignedCopy | None:
    """Return one of its signed copies with the bytes' row."""
    return SignedCopy.objects.filter(seal__assessment=assessment, pk=copy_id).select_related("blob").first()


def seal_by_token(token: str) -> Seal | None:
    """Return the seal that a printed QR leads to; it is public by its token and shows no content."""
    with scopes_disabled():
        return (
            Seal.objects.filter(token=token)
            .select_related("assessment", "assessment__school", "blob")
            .first()
        )


def seal_of_school(school_id: int, seal_id: int) -> Seal | None:
    """Return one of a school's seals with what making its forms needs."""
    return (
        Seal.objects.filter(school_id=school_id, pk=seal_id)
        .select_related("blob", "assessment", "assessment__school", "assessment__standard_set")
        .first()
    )
