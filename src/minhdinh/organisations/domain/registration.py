"""Adding an organisation together with a school's profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.school import LEVELS_OF_TYPE, validate_levels, write_profile
from minhdinh.organisations.domain.tree import add_organisation
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation


def register_organisation(  # noqa: PLR0913 (what an organisation is made of)
    *,
    actor: Actor,
    kind: str,
    code: str,
    name: str,
    parent: Organisation | None = None,
    valid_from: dt.date | None = None,
    school_type: str = "",
    education_levels: Sequence[str] = (),
    ownership: str = Ownership.PUBLIC,
) -> tuple[Organisation, bool]:
    """Add an organisation and, where the type of school is given, its profile; return it and whether it is new.

    An existing organisation is returned as it is. Raises Problem for what ``add_organisation`` refuses, a type
    without school, and levels that do not fit the type.
    """
    levels = list(education_levels) or default_levels(school_type)
    if school_type:
        validate_levels(school_type, levels)
    with transaction.atomic():
        organisation, is_new = add_organisation(
            actor=actor, code=code, name=name, kind=kind, parent=parent, valid_from=valid_from
        )
        if school_type and not organisation.is_school:
            raise Problem("Chỉ cơ sở giáo dục mới có loại trường.", field="school_type")
        if school_type and is_new:
            values = {"school_type": school_type, "education_levels": levels, "ownership": ownership}
            write_profile(actor=actor, organisation=organisation, values=dict(values))
    return organisation, is_new


def default_levels(school_type: str) -> list[str]:
    """Return the one education level that follows from a type of school; none where the school chooses."""
    if school_type not in SchoolType.values or school_type == SchoolType.MULTI_LEVEL:
        return []
    return list(LEVELS_OF_TYPE[school_type])
