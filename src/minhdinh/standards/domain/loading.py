"""Sets into the database: idempotent by checksum, never over one another."""

from __future__ import annotations

from collections.abc import Iterable
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
    row, is_new = StandardSetVersion.objects.get_or_create(
        set_id=standard_set.id,
        version=standard_set.version,
        defaults={
            "title": standard_set.title,
            "legal_basis": standard_set.legal_basis,
            "effective_from": standard_set.effective_from,
            "effective_to": standard_set.effective_to,
            "institution_types": list(standard_set.institution_types),
            "checksum": standard_set.checksum,
            "content": dict(standard_set.content),
        },
    )
    if row.checksum != standard_set.checksum:
        raise Problem(
            f"Bộ {standard_set.id} phiên bản {standard_set.version} đã nạp với nội dung khác. "
            "Hãy đặt phiên bản mới cho nội dung mới; bộ đã nạp không bị thay đổi."
        )
    return Loaded(row, is_new)


def load_sets(sets: Iterable[StandardSet]) -> list[Loaded]:
    """Store several sets, all of them or none."""
    with transaction.atomic():
        return [load_set(one) for one in sets]


def load_packaged_sets() -> list[Loaded]:
    """Store every set of the package that is not there yet."""
    return load_sets(packaged_sets())
