"""More registrations beside the first, as rows alone: quick to make, enough for lists."""

import copy
import secrets
from typing import Any

from django.db.models.base import ModelState

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import Case
from tests.appraisals.registered import World
from tests.factories import SchoolFactory


def another(world: World, stage: str = "preparing", **changes: Any) -> Case:
    """Return one more registration, of a school of its own, put at a stage: the rows alone, copied from the first."""
    under = changes.pop("under", world.commune)
    with scopes_disabled():
        school = SchoolFactory(under=under, name=changes.pop("name", "Trường THCS Đồng Tâm"))
        first = world.fresh()
        blob = copied(first.seal.blob, school=school)
        assessment = copied(first.assessment, school=school)
        seal = copied(
            first.seal, school=school, blob=blob, assessment=assessment, token=secrets.token_hex(16)
        )
        usual = {"stage": stage, "number": "", "due_on": None}
        return copied(first, school=school, assessment=assessment, seal=seal, **(usual | changes))


def copied(row: Any, **changes: Any) -> Any:
    found = copy.copy(row)
    found.pk, found._state = None, ModelState()
    for name, value in changes.items():
        setattr(found, name, value)
    return type(row).objects.bulk_create([found])[0]
