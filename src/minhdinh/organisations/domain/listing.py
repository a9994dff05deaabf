"""Organisations as plain rows: for commands and the API."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from minhdinh.common.problems import Problem
from minhdinh.organisations.models import Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation; ``path`` holds the codes from the root to itself."""

    code: str
    name: str
    kind: str
    parent: str | None
    path: list[str]
    active: bool

    def as_json(self) -> dict[str, object]:
        """Return the row as plain data."""
        return asdict(self)


def list_rows(*, kind: str = "") -> list[OrganisationRow]:
    """Return all organisations, parents before children; raises Problem for an unknown kind."""
    if kind and not OrganisationKind.objects.filter(pk=kind).exists():
        known = ", ".join(OrganisationKind.objects.values_list("pk", flat=True))
        raise Problem(f"Không có loại đơn vị “{kind}”. Các loại hiện có: {known}.")
    organisations = list(Organisation.objects.order_by("path", "id"))
    codes = {item.pk: item.code for item in organisations}
    return [_row(item, codes) for item in organisations if not kind or item.kind_id == kind]


def row_of(organisation: Organisation) -> OrganisationRow:
    """Return one organisation as a row."""
    above = [int(step) for step in organisation.path.split("/") if step]
    return _row(organisation, dict(Organisation.objects.filter(pk__in=above).values_list("pk", "code")))


def _row(organisation: Organisation, codes: dict[int, str]) -> OrganisationRow:
    path = [codes[int(step)] for step in organisation.path.split("/") if step]
    return OrganisationRow(
        code=organisation.code,
        name=organisation.name,
        kind=organisation.kind_id,
        parent=path[-2] if len(path) > 1 else None,
        path=path,
        active=organisation.active,
    )
