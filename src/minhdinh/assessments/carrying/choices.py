"""A school's own crosswalk: where it wants its texts to go, instead of the program's proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.carrying.routes import Routes
from minhdinh.assessments.carrying.target import TargetYear
from minhdinh.assessments.models import CrosswalkChoice
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.standards.catalogue import StandardSet, crosswalk

MOST_TARGETS = 4


def choices_of(school_id: int, from_set: str, to_set: str) -> dict[str, tuple[str, ...]]:
    """Return a school's own targets by older requirement; an empty tuple for a text it leaves behind."""
    rows = CrosswalkChoice.objects.filter(school_id=school_id, from_set=from_set, to_set=to_set)
    return {row.requirement: tuple(row.targets) for row in rows}


def routes_between(source: StandardSet, target: TargetYear) -> Routes:
    """Return the ways from an older set into a year: the proposal of the package, changed by the school's choices."""
    if source.id == target.set_id:
        return Routes(source, target)
    school_id = target.shape.school_id
    return Routes(
        source,
        target,
        crosswalk(source.id, target.set_id),
        choices_of(school_id, source.id, target.set_id),
    )


def save_choices(
    *,
    actor: Actor,
    school_id: int,
    source: StandardSet,
    target: StandardSet,
    choices: Mapping[str, Sequence[str]],
) -> int:
    """Keep where the texts of some older requirements go; what equals the proposal is forgotten again.

    Returns how many choices now differ from what they were. Raises NotHere for a requirement that the older set does
    not have, Problem for a target that the newer one does not have or for too many of them.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=school_id)
    proposal = crosswalk(source.id, target.id)
    wanted = {one: tuple(dict.fromkeys(targets)) for one, targets in choices.items() if _checked(source, one)}
    known = {one.id for one in target.iter_requirements() if not one.derived}
    for requirement, targets in wanted.items():
        _check_targets(requirement, targets, known)
    before = choices_of(school_id, source.id, target.id)
    place: dict[str, Any] = {"school_id": school_id, "from_set": source.id, "to_set": target.id}
    changed = 0
    with transaction.atomic():
        for requirement, targets in wanted.items():
            entry = proposal.by_requirement.get(requirement) if proposal else None
            proposed = entry.targets if entry else ()
            if before.get(requirement, proposed) == targets:
                continue
            changed += 1
            if targets == proposed:
                CrosswalkChoice.objects.filter(**place, requirement=requirement).delete()
                continue
            CrosswalkChoice.objects.update_or_create(
                **place,
                requirement=requirement,
                defaults={
                    "targets": list(targets),
                    "author_id": actor.user_id,
                    "author_name": actor.name,
                },
            )
        if changed:
            record(
                actor=actor,
                code=actions.CROSSWALK_CHOSEN,
                target=f"organisations.Organisation:{school_id}",
                count=changed,
            )
    return changed


def _checked(source: StandardSet, requirement: str) -> bool:
    if all(requirement != one.id for one in source.iter_requirements()):
        raise NotHere(f"Bộ tiêu chuẩn cũ không có yêu cầu {requirement[:20]}.")
    return True


def _check_targets(requirement: str, targets: Sequence[str], known: set[str]) -> None:
    unknown = [one for one in targets if one not in known]
    if unknown:
        raise Problem(
            f"Yêu cầu {requirement}: bộ tiêu chuẩn mới không có {', '.join(one[:20] for one in unknown)}.",
            field=requirement,
        )
    if len(targets) > MOST_TARGETS:
        raise Problem(
            f"Yêu cầu {requirement}: chọn nhiều nhất {MOST_TARGETS} yêu cầu mới.", field=requirement
        )
