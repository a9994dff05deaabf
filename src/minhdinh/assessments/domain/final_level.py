"""The items of Mức 4 (Điều 22 of TT17, TT18, TT19/2018): judged one by one, once a track has reached Mức 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.result import cases_of, engine_of
from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.models import SelfAssessment, Track
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.standards.catalogue import Requirement
from minhdinh.standards.rules.result import Case

WORDS: Mapping[bool | None, str] = {True: "Đạt", False: "Không đạt", None: "Chưa xét"}


@dataclass(frozen=True, slots=True)
class FinalItem:
    """An item of Mức 4 and what people said of it; None is chưa xét."""

    requirement: Requirement
    answer: bool | None


def final_items(track: Track) -> list[FinalItem]:
    """Return the items of the set's Mức 4 with their answers; empty where the set has none."""
    items = track.assessment.standard_set.catalogue.level_4
    return [FinalItem(one, track.level_4.get(one.id)) for one in items]


def is_reached(track: Track) -> bool:
    """Tell whether the criteria alone give the track the level below, so that Mức 4 may be judged."""
    catalogue = track.assessment.standard_set.catalogue
    if not catalogue.level_4:
        return False
    case = cases_of(track.assessment)[track.education_level]
    level = engine_of(catalogue).evaluate(Case(case.levels)).level
    return (level or 0) >= max(catalogue.criterion_levels)


def set_final_item(*, actor: Actor, track: Track, item: str, answer: bool | None) -> None:
    """Judge one item of Mức 4; None takes it back to chưa xét.

    Raises NotHere for an unknown item, Problem before the track has reached the level below.
    """
    require(actor, Permission.SHEET_WRITE_ANY, organisation_id=track.school_id)
    assessment: SelfAssessment = track.assessment
    if item not in {one.id for one in assessment.standard_set.catalogue.level_4}:
        raise NotHere("Không có yêu cầu Mức 4 này.")
    with transaction.atomic():
        hold_open(assessment)
        track.refresh_from_db(fields=["level_4"])
        if answer is not None and not is_reached(track):
            raise Problem("Chỉ xét Mức 4 khi trường đã đạt Mức 3.")
        kept = {key: value for key, value in track.level_4.items() if key != item}
        track.level_4 = kept if answer is None else {**kept, item: answer}
        track.save(update_fields=["level_4", "updated_at"])
        refresh_summary(assessment)
        record(
            actor=actor,
            code=actions.LEVEL_4_ANSWERED,
            target=f"assessments.Track:{track.pk}",
            requirement=item,
            value=WORDS[answer],
        )
