"""Which offices answer for what is public of a school: departments above it, or above its heirs where it has ended."""

from __future__ import annotations

from minhdinh.organisations.domain.inheritance import heirs_of
from minhdinh.organisations.models import Organisation

DEPARTMENT = "department"


def departments_of(school: Organisation) -> list[Organisation]:
    """Return the departments that work today above a school or, where it ended, also above who stands in its place."""
    lines = [school.path]
    if not school.active:
        lines += [one.path for one in heirs_of(school)]
    ids = {int(step) for line in lines for step in line.split("/") if step}
    rows = Organisation.objects.filter(pk__in=ids, kind_id=DEPARTMENT, active=True)
    return list(rows.order_by("sort_key", "id"))


def department_for(school: Organisation, decided: Organisation) -> Organisation:
    """Return the department that answers for what ``decided`` once decided of a school: itself while it stands above.

    Otherwise the one above today; where there is none, what decided stays.
    """
    known = departments_of(school)
    if decided in known or not known:
        return decided
    return known[0]
