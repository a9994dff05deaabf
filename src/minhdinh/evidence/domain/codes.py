"""Evidence codes: given once from an atomic counter, never again."""

from __future__ import annotations

from django.db import connection, transaction

from minhdinh.evidence.models import CodeCounter, EvidenceCode, EvidenceItem
from minhdinh.standards.catalogue import CodeConvention
from minhdinh.standards.catalogue import EvidenceCode as CodeParts


def next_number(*, school_id: int, convention: str, criterion: str) -> int:
    """Raise the counter of a criterion and return the new number; safe against any number of writers."""
    with transaction.atomic():
        CodeCounter.objects.bulk_create(
            [CodeCounter(school_id=school_id, convention=convention, criterion=criterion)],
            ignore_conflicts=True,
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE evidence_codecounter SET last = last + 1 "
                "WHERE school_id = %s AND convention = %s AND criterion = %s RETURNING last",
                [school_id, convention, criterion],
            )
            row = cursor.fetchone()
    return int(row[0])


def reserve_number(*, school_id: int, convention: str, criterion: str, number: int) -> None:
    """Lift the counter to at least ``number``, for codes that come from elsewhere (imports)."""
    CodeCounter.objects.bulk_create(
        [CodeCounter(school_id=school_id, convention=convention, criterion=criterion)], ignore_conflicts=True
    )
    CodeCounter.objects.filter(
        school_id=school_id, convention=convention, criterion=criterion, last__lt=number
    ).update(last=number)


def give_code(*, item: EvidenceItem, convention: CodeConvention, criterion: str) -> EvidenceCode:
    """Return the item's current code of a convention, making it from ``criterion`` where it has none."""
    existing: EvidenceCode | None = EvidenceCode.objects.filter(
        item=item, convention=convention.id, current=True
    ).first()
    if existing is not None:
        return existing
    text = new_code_text(school_id=item.school_id, convention=convention, criterion=criterion)
    made: EvidenceCode = EvidenceCode.objects.create(
        school_id=item.school_id, item=item, convention=convention.id, text=text, criterion=criterion
    )
    return made


def new_code_text(*, school_id: int, convention: CodeConvention, criterion: str) -> str:
    """Return a fresh code of a convention for a criterion."""
    number = next_number(school_id=school_id, convention=convention.id, criterion=criterion)
    standard, own = (int(part) for part in criterion.split("."))
    box = _box_of(school_id, convention, criterion) if "{box" in convention.pattern else None
    return convention.format(CodeParts(standard, own, number, box))


def _box_of(school_id: int, convention: CodeConvention, criterion: str) -> int | None:
    """Return the box in which the criterion's newest code is, so that new papers go where the school keeps them."""
    rows = EvidenceCode.objects.filter(
        school_id=school_id, convention=convention.id, criterion=criterion, current=True
    )
    newest = rows.order_by("-id").first()
    parsed = convention.parse(newest.text) if newest else None
    return parsed.box if parsed else None
