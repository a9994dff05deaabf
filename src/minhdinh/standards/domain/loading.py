"""Sets into the database: idempotent by checksum, never over one another."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from minhdinh.common.problems import Problem
from minhdinh.standards.catalogue import StandardSet, packaged_sets
from minhdinh.standards.models import StandardSetVersion


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version in the database, and whether this call brought it."""

    row: StandardSetVersion
    is_new: bool


def load_set(standard_set: StandardSet) -> Loaded:
    """Store a set; the same content again changes nothing, another content under the same id and version is refused."""
    existing = StandardSetVersion.objects.filter(set_id=standard_set.id, version=standard_set.version).first()
    if existing is not None:
        if existing.checksum != standard_set.checksum:
            raise Problem(
                f"Bộ {standard_set.id} phiên bản {standard_set.version} đã nạp với nội dung khác. "
                "Hãy đặt phiên bản mới cho nội dung mới; bộ đã nạp không bị thay đổi."
            )
        return Loaded(existing, is_new=False)
    row = StandardSetVersion.objects.create(
        set_id=standard_set.id,
        version=standard_set.version,
        title=standard_set.title,
        legal_basis=standard_set.legal_basis,
        effective_from=standard_set.effective_from,
        effective_to=standard_set.effective_to,
        institution_types=list(standard_set.institution_types),
        checksum=standard_set.checksum,
        content=dict(standard_set.content),
    )
    return Loaded(row, is_new=True)


def load_packaged_sets() -> list[Loaded]:
    """Store every set of the package that is not there yet."""
    with transaction.atomic():
        return [load_set(one) for one in packaged_sets()]
