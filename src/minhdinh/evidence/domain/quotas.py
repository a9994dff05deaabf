"""The stores of all schools, for the administrator of the installation: how full, and by which limit. No contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.quota import Usage, limit_of
from minhdinh.evidence.models import Blob, SchoolQuota
from minhdinh.lib.text import clean, fold
from minhdinh.organisations.models import Organisation

FULLEST_FIRST = ("-stored", "sort_key", "id")
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Store:
    """A school's store: how full it is, its own limit in MB (None: the rule), and the version of that limit."""

    school: Organisation
    usage: Usage
    own_mb: int | None
    version: int


def schools_by_store(actor: Actor, words: str = "") -> QuerySet[Organisation]:
    """Return the active schools, the fullest first, each with ``stored`` bytes; ``words`` narrow by name or code."""
    require(actor, Permission.SYSTEM_MANAGE)
    with scopes_disabled():
        kept = Blob.objects.filter(school_id=OuterRef("pk")).order_by().values("school_id")
        stored = Coalesce(Subquery(kept.annotate(total=Sum("size")).values("total")), 0)
    rows = Organisation.objects.filter(kind__is_school=True, active=True).annotate(stored=stored)
    for word in fold(clean(words)[:LONGEST_SEARCH]).split():
        rows = rows.filter(search_text__contains=word)
    return rows.order_by(*FULLEST_FIRST)


def stores_of(actor: Actor, schools: Sequence[Organisation]) -> list[Store]:
    """Return the stores of schools that ``schools_by_store`` gave; one query."""
    require(actor, Permission.SYSTEM_MANAGE)
    with scopes_disabled():
        quotas = {row.school_id: row for row in SchoolQuota.objects.filter(school__in=schools)}
    return [_store(school, quotas.get(school.pk)) for school in schools]


def store_of(actor: Actor, code: str) -> Store:
    """Return one school's store; raises NotHere for a code that no active school has."""
    school = schools_by_store(actor).filter(code=code.replace("\x00", "")).first()
    if school is None:
        raise NotHere("Không có trường này.")
    return stores_of(actor, [school])[0]


def _store(school: Organisation, quota: SchoolQuota | None) -> Store:
    used: int = school.stored  # type: ignore[attr-defined]  # annotated by schools_by_store
    if quota is None:
        return Store(school, Usage(used, limit_of(None)), None, 0)
    return Store(school, Usage(used, limit_of(quota)), quota.limit_mb, quota.version)
