"""Where schools are, as people outside say it: a province, and in it a commune."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from minhdinh.organisations.models import Organisation

PROVINCE, COMMUNE = "department", "commune"
OFFICE_WORDS = re.compile(
    r"^(sở\s+(giáo dục và đào tạo|gd\s?&?\s?đt|gdđt)|ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE
)


def place_name(office: Organisation) -> str:
    """Return the place that an office looks after: "Xã An Bình" of "Ủy ban nhân dân xã An Bình"."""
    name = OFFICE_WORDS.sub("", office.name)
    return name[:1].upper() + name[1:]


def provinces() -> list[Organisation]:
    """Return the departments that work today, in Vietnamese order of their places."""
    return list(Organisation.objects.filter(kind_id=PROVINCE, active=True).order_by("sort_key", "id"))


def communes_of(province: Organisation) -> list[Organisation]:
    """Return the communes of a province."""
    rows = Organisation.objects.filter(kind_id=COMMUNE, active=True, path__startswith=province.path)
    return list(rows.exclude(pk=province.pk).order_by("sort_key", "id"))


def at_place(rows: QuerySet[Organisation], province: str, commune: str) -> QuerySet[Organisation]:
    """Return the schools of a place, given by the codes of its offices; nothing for a code there is not.

    A school that the department manages itself stands in a commune all the same: its profile tells which.
    """
    above = _office(PROVINCE, province) if province else None
    if province and above is None:
        return rows.none()
    if above is not None:
        rows = rows.filter(path__startswith=above.path)
    if not commune:
        return rows
    here = _office(COMMUNE, commune)
    if here is None or (above is not None and not here.path.startswith(above.path)):
        return rows.none()
    name = place_name(here)
    named = Q(profile__commune__in=(name, name[:1].lower() + name[1:]))
    around = here.path.removesuffix(here.path_step())
    inside = Q(path__startswith=here.path)
    return rows.filter(inside | (named & Q(path__startswith=around)) if around else inside)


def _office(kind: str, code: str) -> Organisation | None:
    return Organisation.objects.filter(kind_id=kind, code=code, active=True).first()
