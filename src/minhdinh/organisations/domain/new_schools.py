"""Many schools at once, as a file brings them: organisation, place in the tree, profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.organisations.domain.placements import place_schools
from minhdinh.organisations.models import Organisation, Parentage, SchoolProfile

BATCH = 500


@dataclass(frozen=True, slots=True)
class NewSchool:
    """A school to create directly below ``parent``, there from the start; ``profile`` holds fields of SchoolProfile."""

    code: str
    name: str
    parent: Organisation
    profile: Mapping[str, Any]


def create_schools(wanted: Sequence[NewSchool]) -> list[Organisation]:
    """Create schools in the caller's transaction and return them in the same order.

    The caller has checked permission and codes, and writes the audit entry. Raises IntegrityError for a code that
    somebody took meanwhile.
    """
    schools = [Organisation(code=item.code, name=item.name, kind_id="school") for item in wanted]
    for school in schools:
        school.derive_keys()
    Organisation.objects.bulk_create(schools, batch_size=BATCH)
    pairs = list(zip(wanted, schools, strict=True))
    for item, school in pairs:
        school.path = item.parent.path + school.path_step()
    Organisation.objects.bulk_update(schools, ["path"], batch_size=BATCH)
    Parentage.objects.bulk_create(
        [Parentage(child=school, parent=item.parent) for item, school in pairs], batch_size=BATCH
    )
    SchoolProfile.objects.bulk_create(
        [SchoolProfile(organisation=school, **item.profile) for item, school in pairs], batch_size=BATCH
    )
    place_schools(school.pk for school in schools)
    return schools
