"""How many dated records the requirements of a sheet need, and what is still missing, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from minhdinh.assessments.models import Sheet
from minhdinh.evidence.domain.counting import counts_given
from minhdinh.standards.catalogue import Requirement, StandardSet, how_many_prove
from minhdinh.standards.how_many import asked_in_words, missing_in_words


class Numbers(NamedTuple):
    """What a card says: how many are needed, and what is still missing of it (empty while nothing is given at all).

    ``by_law`` tells a lack from what is only good to have.
    """

    how_many: str = ""
    too_few: str = ""
    by_law: bool = False


NO_NUMBERS = Numbers()


def numbers_of(
    sheet: Sheet, catalogue: StandardSet, requirements: Iterable[Requirement]
) -> dict[str, Numbers]:
    """Return by requirement what its card says; no query where none of them has a number, else four."""
    found = {one.id: how_many_prove(catalogue, one) for one in requirements}
    asked = {requirement: number for requirement, number in found.items() if number}
    if not asked:
        return {}
    counts = counts_given(
        sheet.assessment_id,
        sheet.assessment.year,
        asked,
        timezone.localdate(),
        track=sheet.track.education_level,
        criterion=sheet.criterion,
    )
    short = {
        one.requirement: missing_in_words(one.asked, one.there, one.undated) for one in counts if one.short
    }
    return {
        requirement: Numbers(asked_in_words(number), short.get(requirement, ""), bool(number.reference))
        for requirement, number in asked.items()
    }
