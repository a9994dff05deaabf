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
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import StandardSet, crosswalk

MOST_TARGETS = 4
CHANGED_MEANWHILE = (
    "Bảng đối chiếu của trường vừa được người khác sửa. Hãy xem lại các chỗ khác nhau rồi gửi lại; chữ Thầy/Cô vừa "
    "chọn còn ở dưới."
)
Choices = Mapping[str, tuple[str, ...]]


def choices_of(school_id: int, from_set: str, to_set: str) -> dict[str, tuple[str, ...]]:
    """Return a school's own targets by older requirement; an empty tuple for a text it leaves behind."""
    rows = CrosswalkChoice.objects.filter(school_id=school_id, from_set=from_set, to_set=to_set)
    return {row.requirement: tuple(row.targets) for row in rows}


def hold_choices(school_id: int) -> None:
    """Hold a school's choices until the transaction ends, so that of two people who save at once one learns of it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=school_id)


def mark_of(choices: Choices) -> str:
    """Return a mark of a school's choices as they stand, by which a page knows whether somebody changed them since."""
    return sha256(canonical_json({one: list(targets) for one, targets in choices.items()}))[:16]


def routes_between(source: StandardSet, target: TargetYear, choices: Choices | None = None) -> Routes:
    """Return the ways from an older set into a year: the proposal of the package, changed by the school's choices.

    ``choices`` are ones that a person tries out and nobody kept yet; without them the school's kept ones hold.
    """
    if source.id == target.set_id:
        return Routes(source, target)
    if choices is None:
        choices = choices_of(target.shape.school_id, source.id, target.set_id)
    return Routes(source, target, crosswalk(source.id, target.set_id), choices)


def tried_choices(
    school_id: int, source: StandardSet, target: StandardSet, choices: Choices
) -> dict[str, tuple[str, ...]]:
    """Return the school's own places as keeping ``choices`` would leave them; writes nothing."""
    proposed = _proposed(source, target)
    together = {**choices_of(school_id, source.id, target.id), **choices}
    return {one: targets for one, targets in together.items() if targets != proposed.get(one, ())}


def _proposed(source: StandardSet, target: StandardSet) -> dict[str, tuple[str, ...]]:
    found = crosswalk(source.id, target.id)
    return {one: tuple(entry.targets) for one, entry in found.by_requirement.items()} if found else {}


def save_choices(
    *,
    actor: Actor,
    school_id: int,
    source: StandardSet,
    target: StandardSet,
    choices: Mapping[str, Sequence[str]],
    drawn: str | None = None,
) -> int:
    """Keep where the texts of some older requirements go; what equals the proposal is forgotten again.

    ``drawn`` is the mark (``mark_of``) of the choices that the person saw; None asks nothing.
    Returns how many choices now differ from what they were. Raises NotHere for a requirement that the older set does
    not have, Problem for a target that the newer one does not have or for too many of them, Stale where somebody
    changed the choices since.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=school_id)
    proposals = _proposed(source, target)
    wanted = checked_choices(source, target, choices)
    place: dict[str, Any] = {"school_id": school_id, "from_set": source.id, "to_set": target.id}
    changed = 0
    with transaction.atomic():
        hold_choices(school_id)
        before = choices_of(school_id, source.id, target.id)
        require_unchanged(before, drawn)
        for requirement, targets in wanted.items():
            proposed = proposals.get(requirement, ())
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


def checked_choices(
    source: StandardSet, target: StandardSet, choices: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return choices with every target once; raises NotHere or Problem for what one of the sets does not have."""
    older = {one.id for one in source.iter_requirements()}
    known = {one.id for one in target.iter_requirements() if not one.derived}
    found: dict[str, tuple[str, ...]] = {}
    for requirement, targets in choices.items():
        if requirement not in older:
            raise NotHere(f"Bộ tiêu chuẩn cũ không có yêu cầu {requirement[:20]}.")
        found[requirement] = tuple(dict.fromkeys(targets))
        _check_targets(requirement, found[requirement], known)
    return found


def require_unchanged(standing: Choices, drawn: str | None) -> None:
    """Refuse where the choices are not those that a page was drawn with (``mark_of``; None asks nothing)."""
    if drawn is not None and mark_of(standing) != drawn:
        raise Stale(CHANGED_MEANWHILE)


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
