"""Correcting a value of a set: a layer over the file with its legal reference, reason and author; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.events import publish
from minhdinh.common.problems import Problem, Stale
from minhdinh.lib.text import clean
from minhdinh.standards import actions
from minhdinh.standards.catalogue import (
    Correction,
    CorrectionError,
    StandardSet,
    current_value,
    parse_content,
)
from minhdinh.standards.catalogue.places import Place, place_of
from minhdinh.standards.events import RulesCorrected
from minhdinh.standards.models import RuleCorrection, StandardSetVersion

LONGEST_REFERENCE = 300
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction would do: the place, what stands there now, what would stand there, the whole set then.

    ``seen`` names the last correction of the set, 0 for none; handed back, it tells whether the set changed meanwhile.
    """

    place: Place
    old: Any
    new: Any
    result: StandardSet
    seen: int


def change_of(version: StandardSetVersion, target: str, value: Any, legal_reference: str = "") -> Change:
    """Return what a correction would change, having checked the whole set with it; writes nothing.

    Raises Problem for a place that the set does not have, a value that does not fit, or one that stands already.
    """
    layers = [row.as_correction() for row in version.layers]
    content = version.corrected_content(layers)
    try:
        place, old = place_of(content, target), current_value(content, target)
        if old == value and type(old) is type(value):
            raise Problem("Giá trị mới giống giá trị đang dùng, không có gì để điều chỉnh.", field="value")
        layers.append(Correction(target, value, legal_reference))
        result = parse_content(version.corrected_content(layers))
    except CorrectionError as error:
        raise Problem(f"Không điều chỉnh được: {error}.", field="target") from error
    except ValueError as error:
        raise Problem(f"Giá trị mới không dùng được: {error}.", field="value") from error
    return Change(place, old, value, result, last_correction(version))


def correct(
    *,
    actor: Actor,
    version: StandardSetVersion,
    target: str,
    value: Any,
    legal_reference: str,
    reason: str,
    seen: int | None = None,
) -> RuleCorrection:
    """Layer a corrected value over a set and return the row; sealed assessments carry their own data and stay.

    ``seen`` is a ``Change.seen`` that the person decided upon; raises Stale where the set was corrected since.
    """
    require(actor, Permission.STANDARDS_MANAGE)
    legal_reference, reason = clean(legal_reference), reason.strip()
    _check_words(legal_reference, reason)
    with transaction.atomic():
        locked = StandardSetVersion.objects.select_for_update().get(pk=version.pk)
        change = change_of(locked, target, value, legal_reference)
        if seen is not None and seen != change.seen:
            raise Stale(
                "Bộ tiêu chuẩn vừa được người khác điều chỉnh. Hãy xem lại giá trị đang dùng rồi ghi lại."
            )
        row = RuleCorrection.objects.create(
            standard_set=locked,
            target=target,
            value=value,
            previous=change.old,
            legal_reference=legal_reference,
            reason=reason,
            author_id=actor.user_id,
            author_name=actor.name,
        )
        words = {"old": _short(change.place.shown(change.old)), "new": _short(change.place.shown(value))}
        _written(actor, row, actions.CORRECTED, label=change.place.label, reason=reason, **words)
    version.corrections_count = row.standard_set.corrections_count
    version.forget_layers()
    return row


def withdraw_correction(*, actor: Actor, correction: RuleCorrection, reason: str) -> RuleCorrection:
    """Take a correction back, so that what stood before counts again; the row stays with its history.

    Withdrawing twice changes nothing. Raises Problem where the set would not be valid without it.
    """
    require(actor, Permission.STANDARDS_MANAGE)
    if not reason.strip():
        raise Problem("Cần ghi lý do bỏ điều chỉnh.", field="reason")
    with transaction.atomic():
        locked = StandardSetVersion.objects.select_for_update().get(pk=correction.standard_set_id)
        row = locked.corrections.get(pk=correction.pk)
        if row.withdrawn:
            return row
        left = [one.as_correction() for one in locked.layers if one.pk != row.pk]
        try:
            parse_content(locked.corrected_content(left))
        except ValueError as error:
            raise Problem(f"Không bỏ được, vì khi đó bộ tiêu chuẩn không còn hợp lệ: {error}.") from error
        row.withdrawn, row.withdrawn_at = True, timezone.now()
        row.withdrawn_by, row.withdrawal_reason = actor.name, reason.strip()[:LONGEST_REASON]
        row.save()
        label = place_of(locked.content, row.target).label
        _written(actor, row, actions.CORRECTION_WITHDRAWN, label=label, reason=reason.strip())
    return row


def last_correction(version: StandardSetVersion) -> int:
    """Return the id of the newest correction in force of a set, 0 for none."""
    return max((row.pk for row in version.layers), default=0)


def _check_words(legal_reference: str, reason: str) -> None:
    if not legal_reference:
        raise Problem("Cần ghi căn cứ pháp lý của giá trị mới.", field="legal_reference")
    if not reason:
        raise Problem("Cần ghi lý do điều chỉnh.", field="reason")
    if len(legal_reference) > LONGEST_REFERENCE:
        raise Problem(f"Căn cứ dài quá {LONGEST_REFERENCE} ký tự.", field="legal_reference")
    if len(reason) > LONGEST_REASON:
        raise Problem(f"Lý do dài quá {LONGEST_REASON} ký tự.", field="reason")


def _short(words: str) -> str:
    """Return what a line of the record can hold; the row keeps the whole value."""
    return words if len(words) <= 200 else f"{words[:200]}…"


def _written(actor: Actor, row: RuleCorrection, action: str, **data: object) -> None:
    """Count the layers in force, record who did what and tell the rooms above, inside the transaction."""
    version = row.standard_set
    version.corrections_count = version.corrections.filter(withdrawn=False).count()
    version.save(update_fields=["corrections_count", "updated_at"])
    version.forget_layers()
    entry = {"set": str(version), "place": row.target, **data}
    record(actor=actor, code=action, target=f"standards.StandardSetVersion:{version.pk}", **entry)
    publish(RulesCorrected(version.pk, row.target))
