"""Reads that only the API needs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from minhdinh.access.permissions import OFFICE_ROLES
from minhdinh.api.models import ApiToken
from minhdinh.assessments.models import Passage, Sheet
from minhdinh.evidence.domain.queries import ItemFilter, list_items
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import fold, whole_number
from minhdinh.organisations.domain.queries import current_memberships
from minhdinh.organisations.models import Organisation
from minhdinh.standards.models import StandardSetVersion

PAGE = 200
EVIDENCE_PAGE = 100


def standard_sets() -> QuerySet[StandardSetVersion]:
    """Return the loaded sets, newest first."""
    return StandardSetVersion.objects.order_by("-effective_from", "set_id", "version")


def organisations_of(token: ApiToken, *, text: str, after: str) -> list[Organisation]:
    """Return a page of the organisations that a token's owner belongs to or oversees, by code."""
    if "read" not in token.scopes:
        return []
    visible = Q(pk__in=[])
    for row in current_memberships(token.user):
        visible |= Q(pk=row.organisation_id)
        if row.role in OFFICE_ROLES:
            visible |= Q(path__startswith=row.organisation.path)
    rows = Organisation.objects.filter(visible, active=True, code__gt=after)
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    return list(rows.order_by("code")[:PAGE])


def statements_of(sheet: Sheet) -> list[Passage]:
    """Return a sheet's texts by slot."""
    return list(Passage.objects.filter(sheet=sheet).order_by("slot"))


def evidence_page(school_id: int, wanted: ItemFilter, after: str, day: object) -> list[EvidenceItem]:
    """Return one page of items after a key "<sort>|<id>", with one more row to tell whether there is another page."""
    rows = list_items(school_id, wanted, day)  # type: ignore[arg-type]
    sort, _, number = after.rpartition("|")
    if (last := whole_number(number)) is not None:
        rows = rows.filter(Q(code_sort__gt=sort) | Q(code_sort=sort, pk__gt=last))
    return list(rows[: EVIDENCE_PAGE + 1])
