"""Reads of what lies below an office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from minhdinh.lib.text import fold
from minhdinh.organisations.domain.placements import path_on
from minhdinh.organisations.enums import ParentRelation
from minhdinh.organisations.models import Organisation, OrganisationKind, Parentage

SORTS = {"name": "sort_key", "code": "code"}


@dataclass(frozen=True, slots=True)
class SchoolFilter:
    """What an office looks for: words, type, ownership, a commune by code; ``sort`` is name or code, ``-`` turned."""

    q: str = ""
    school_type: str = ""
    ownership: str = ""
    commune: str = ""
    sort: str = "name"

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any((self.q, self.school_type, self.ownership, self.commune))

    @property
    def order(self) -> tuple[str, str]:
        """The fields to sort by, a unique one last."""
        turned = "-" if self.sort.startswith("-") else ""
        return f"{turned}{SORTS.get(self.sort.removeprefix('-'), 'sort_key')}", f"{turned}id"


def schools_below(office: Organisation, wanted: SchoolFilter) -> QuerySet[Organisation]:
    """Return the active schools at or below an office that fit the filter."""
    rows = Organisation.objects.filter(path__startswith=office.path, kind__is_school=True, active=True)
    if wanted.q.strip():
        for word in fold(wanted.q).split():
            rows = rows.filter(search_text__contains=word)
    if wanted.school_type:
        rows = rows.filter(profile__school_type=wanted.school_type)
    if wanted.ownership:
        rows = rows.filter(profile__ownership=wanted.ownership)
    if wanted.commune:
        commune = Organisation.objects.filter(path__startswith=office.path, code=wanted.commune).first()
        rows = rows.filter(path__startswith=commune.path) if commune else rows.none()
    return rows.select_related("kind", "profile").order_by(*wanted.order)


def offices_below(office: Organisation, *, itself: bool = True) -> list[Organisation]:
    """Return the active offices at or below one, parents before children."""
    rows = Organisation.objects.filter(path__startswith=office.path, kind__is_school=False, active=True)
    rows = rows if itself else rows.exclude(pk=office.pk)
    return list(rows.select_related("kind").order_by("path", "id"))


def organisation_below(office: Organisation, code: str) -> Organisation | None:
    """Return an organisation at or below an office, by code, or None."""
    rows = Organisation.objects.filter(path__startswith=office.path, code=code)
    return rows.select_related("kind", "profile").first()


def organisation_on(office: Organisation, code: str, day: dt.date) -> Organisation | None:
    """Return an organisation that stood at or below an office on a day, by code, or None."""
    found = Organisation.objects.filter(code=code).select_related("kind").first()
    if found is None:
        return None
    return found if found.pk == office.pk or path_on(found, day).startswith(path_on(office, day)) else None


def organisations_with_codes(office: Organisation, codes: Sequence[str]) -> list[Organisation]:
    """Return the organisations below an office with these codes, in the order given; unknown ones are left out."""
    rows = Organisation.objects.filter(path__startswith=office.path, code__in=codes).exclude(pk=office.pk)
    found = {one.code: one for one in rows.select_related("kind")}
    return [found[code] for code in dict.fromkeys(codes) if code in found]


def direct_children(organisation: Organisation) -> list[Organisation]:
    """Return what stands directly below an organisation now, by any relation, offices first."""
    edges = Parentage.objects.filter(parent=organisation, valid_to__isnull=True)
    rows = Organisation.objects.filter(pk__in=edges.values("child")).select_related("kind")
    return list(rows.order_by("kind__rank", "sort_key", "id"))


def names_of_parents(organisations: list[Organisation]) -> dict[int, str]:
    """Return the name of each organisation's parent today, by the organisation's id, in one query."""
    parents = {item.pk: step for item in organisations if (step := parent_step(item.path))}
    names = dict(Organisation.objects.filter(pk__in=set(parents.values())).values_list("pk", "name"))
    return {child: names[parent] for child, parent in parents.items() if parent in names}


def parent_step(path: str) -> int | None:
    """Return the id of what stands directly above the end of a path; None for a root."""
    steps = [int(step) for step in path.split("/") if step]
    return steps[-2] if len(steps) > 1 else None


def children_on(parent: Organisation, day: dt.date) -> list[Organisation]:
    """Return what stood directly below an organisation on a day, offices first."""
    edges = _on(day).filter(parent=parent, relation=ParentRelation.MANAGING)
    rows = Organisation.objects.filter(pk__in=edges.values("child")).select_related("kind")
    return list(rows.order_by("kind__rank", "sort_key", "id"))


def counts_below_on(parents: list[Organisation], day: dt.date) -> dict[int, int]:
    """Return how many organisations stood directly below each on a day, by id."""
    edges = _on(day).filter(parent__in=parents, relation=ParentRelation.MANAGING)
    return dict(
        edges.order_by().values_list("parent").annotate(count=Count("pk")).values_list("parent", "count")
    )


def _on(day: dt.date) -> QuerySet[Parentage]:
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return Parentage.objects.filter(started & (Q(valid_to__isnull=True) | Q(valid_to__gt=day)))


def parents_over_time(organisation: Organisation) -> list[Parentage]:
    """Return the managing parents of an organisation, the newest first."""
    edges = Parentage.objects.filter(child=organisation, relation=ParentRelation.MANAGING)
    return sorted(
        edges.select_related("parent"), key=lambda edge: edge.valid_from or dt.date.min, reverse=True
    )


def kinds() -> list[OrganisationKind]:
    """Return the kinds of organisations, highest first."""
    return list(OrganisationKind.objects.all())


def counts_by_kind() -> list[tuple[OrganisationKind, int]]:
    """Return how many active organisations there are of each kind."""
    rows = OrganisationKind.objects.annotate(
        count=Count("organisations", filter=Q(organisations__active=True))
    )
    return [(kind, kind.count) for kind in rows]


def roots() -> list[Organisation]:
    """Return the organisations without a parent."""
    has_parent = _on(timezone.localdate()).values("child")
    return list(Organisation.objects.exclude(pk__in=has_parent).select_related("kind"))
