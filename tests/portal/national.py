"""A province with schools to look up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from minhdinh.organisations.models import Organisation
from tests.factories import SchoolFactory, World
from tests.recognition.register import recognise

TODAY = dt.date(2026, 11, 22)


def more_schools(world: World, count: int) -> list[Organisation]:
    """Return further schools of the first commune, each with a decision."""
    schools: list[Organisation] = SchoolFactory.create_batch(count, under=world.commune)
    for school in schools:
        held(school, number=f"{school.pk}/QĐ")
    return schools


def held(school: Organisation, until: dt.date = dt.date(2029, 6, 1), **values: Any) -> None:
    """Recognise a school until a day as printed on its certificate."""
    recognise(school, **{"decided_on": dt.date(until.year - 5, 6, 1), "valid_to": until, **values})


def placed(school: Organisation, commune: str, **profile: Any) -> None:
    """Write into a school's profile where it stands."""
    for name, value in {"commune": commune, "province": "Tỉnh An Hòa", **profile}.items():
        setattr(school.profile, name, value)
    school.profile.save()
