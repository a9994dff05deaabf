"""What figures are grouped by: type of school, ownership, area, and the units directly below an office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.domain.placements import path_on
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.table import Heading

UNKNOWN = "none"
STEP = 8  # the length of one organisation's step in a path
Words = str | Promise

# The rows of the official table, in its order and words. The first four always stand; the others where there are such.
TYPES: dict[str, Words] = {
    SchoolType.PRESCHOOL: _("Trường mầm non"),
    SchoolType.PRIMARY: _("Trường tiểu học"),
    SchoolType.LOWER_SECONDARY: _("Trường THCS"),
    SchoolType.MULTI_LEVEL: _("Trường PT có nhiều cấp học"),
    SchoolType.UPPER_SECONDARY: _("Trường THPT"),
    SchoolType.CONTINUING: _("Cơ sở GDTX"),
    UNKNOWN: _("Chưa rõ loại trường"),
}
ALWAYS_SHOWN = (
    SchoolType.PRESCHOOL,
    SchoolType.PRIMARY,
    SchoolType.LOWER_SECONDARY,
    SchoolType.MULTI_LEVEL,
)
OWNERSHIPS: dict[str, Words] = {
    Ownership.PUBLIC: _("Công lập"),
    Ownership.PRIVATE: _("Ngoài công lập"),
    UNKNOWN: _("Chưa rõ loại hình"),
}
AREAS: dict[str, Words] = {
    "very": _("Vùng đặc biệt khó khăn"),
    "difficult": _("Vùng khó khăn"),
    "other": _("Địa bàn còn lại"),
}
TOTAL = _("Cộng")


def types_shown(present: Iterable[str]) -> list[str]:
    """Return the types that have a row: those of the official table, and any other that there is a school of."""
    there = set(present)
    return [one for one in TYPES if one in ALWAYS_SHOWN or one in there]


def types_note(present: Iterable[str]) -> str:
    """Return the footnote that says which rows were added to the official ones; "" where none was."""
    added = [str(TYPES[one]) for one in types_shown(present) if one not in ALWAYS_SHOWN]
    if not added:
        return ""
    return str(_("Ngoài các dòng của biểu, có thêm dòng vì đơn vị có loại hình này: %(types)s.")) % {
        "types": "; ".join(added)
    }


def by_type(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate ``kind``: a key of TYPES."""
    grouped: QuerySet[Any] = rows.annotate(kind=_or_unknown("school_type"))
    return grouped


def by_ownership(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate ``owner``: a key of OWNERSHIPS."""
    grouped: QuerySet[Any] = rows.annotate(owner=_or_unknown("ownership"))
    return grouped


def by_area(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate ``area``: a key of AREAS, after the profile of today."""
    cases = [When(area_condition(key), then=Value(key)) for key in ("very", "difficult")]
    area = Case(*cases, default=Value("other"), output_field=CharField())
    grouped: QuerySet[Any] = rows.annotate(area=area)
    return grouped


def area_condition(area: str) -> Q:
    """Return the condition of one key of AREAS."""
    very, difficult = Q(school__profile__very_difficult_area=True), Q(school__profile__difficult_area=True)
    if area == "very":
        return very
    if area == "difficult":
        return difficult & Q(school__profile__very_difficult_area=False)
    plain = Q(school__profile__difficult_area=False, school__profile__very_difficult_area=False)
    return plain | Q(school__profile__isnull=True)


def by_child(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Annotate ``child``: the step of the unit directly below ``path``; "" for a school that stands there itself."""
    steps = Substr("path", len(path) + 1, STEP)
    direct = When(direct_condition(path), then=Value(""))
    child = Case(direct, default=steps, output_field=CharField())
    grouped: QuerySet[Any] = rows.annotate(child=child)
    return grouped


def direct_condition(path: str) -> Q:
    """Return the condition of the schools that stand directly below a path."""
    return Q(Exact(Length("path"), len(path) + STEP))


@dataclass(frozen=True, slots=True)
class Child:
    """A unit directly below an office: the step in paths, code (UNKNOWN for the office's own schools), name."""

    step: str
    code: str
    name: str


def children_of(heading: Heading, steps: Iterable[str]) -> list[Child]:
    """Return the units of these steps, in the order of kinds and names, the office's own schools last."""
    wanted = set(steps)
    found = Organisation.objects.filter(pk__in=[int(step.strip("/")) for step in wanted if step])
    units = [
        Child(one.path_step(), one.code, one.name) for one in found.order_by("kind__rank", "sort_key", "pk")
    ]
    if "" in wanted:
        units.append(Child("", UNKNOWN, str(_("Trường trực thuộc %(name)s")) % {"name": heading.office_name}))
    return units


def office_path(office: Organisation, heading: Heading) -> str:
    """Return the path that the office had on the table's day."""
    return path_on(office, heading.day)


def _or_unknown(field: str) -> Case:
    return Case(When(**{field: ""}, then=Value(UNKNOWN)), default=F(field), output_field=CharField())
