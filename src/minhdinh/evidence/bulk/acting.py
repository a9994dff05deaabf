"""One act on many items: each by its own verb, so that one that cannot be done leaves the others done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.evidence.collecting.asking import WHAT, Asked, ask_to_collect
from minhdinh.evidence.collecting.people import person_to_ask
from minhdinh.evidence.collecting.queries import collected_now
from minhdinh.evidence.context import assessment_is_open
from minhdinh.evidence.domain.items import ItemValues, change_item, kind_named
from minhdinh.evidence.domain.queries import visible_to, with_status
from minhdinh.evidence.domain.uses import CLOSED, Place, link_item
from minhdinh.evidence.domain.verification import reject_item, verify_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation

MOST = 200
Versions = Mapping[int, int]
Act = Callable[[EvidenceItem, int], object]


@dataclass(slots=True)
class Outcome:
    """The codes of what was done, and what was not, each with the reason in words."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def verify_many(*, actor: Actor, school_id: int, chosen: Versions) -> Outcome:
    """Verify items as they were when the person saw them; what has changed since is left for another look."""
    require(actor, Permission.EVIDENCE_VERIFY, organisation_id=school_id)
    return _each(
        actor, school_id, chosen, lambda item, version: verify_item(actor=actor, item=item, version=version)
    )


def reject_many(*, actor: Actor, school_id: int, chosen: Versions, reason: str) -> Outcome:
    """Reject items with one reason; raises Problem without one."""
    require(actor, Permission.EVIDENCE_VERIFY, organisation_id=school_id)
    if not clean(reason):
        raise Problem("Hãy ghi lý do từ chối để người gửi biết cần sửa gì.", field="reason")
    return _each(
        actor,
        school_id,
        chosen,
        lambda item, version: reject_item(actor=actor, item=item, reason=reason, version=version),
    )


def set_kind_of_many(*, actor: Actor, school_id: int, chosen: Versions, kind: str) -> Outcome:
    """Give items another kind; raises Problem for one that there is not."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    if kind_named(kind) is None:
        raise Problem("Hãy chọn loại minh chứng.", field="kind")
    return _change(actor, school_id, chosen, lambda values: replace(values, kind=kind))


def move_many(*, actor: Actor, school_id: int, chosen: Versions, place: str) -> Outcome:
    """Write another box, shelf or room at items; how they are kept stays."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    written = clean(place)
    if not written:
        raise Problem("Hãy ghi hộp, tủ hoặc phòng.", field="place")
    return _change(actor, school_id, chosen, lambda values: replace(values, place=written))


def link_many(*, actor: Actor, school_id: int, chosen: Versions, place: Place) -> Outcome:
    """Let items serve one more criterion; raises Problem where the self-assessment is no longer open."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    if not assessment_is_open(place.assessment_id):
        raise Problem(CLOSED)
    return _each(
        actor, school_id, chosen, lambda item, _version: link_item(actor=actor, item=item, place=place)
    )


def ask_many(
    *, actor: Actor, school: Organisation, assessment_id: int, chosen: Versions, asked: Asked
) -> Outcome:
    """Ask one person to collect items, each under its own name and criterion; the other words are those of ``asked``.

    What somebody collects already this year is left and told. Raises Problem for a person who cannot be asked and
    where the self-assessment is no longer open.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school.pk)
    if not assessment_is_open(assessment_id):
        raise Problem(CLOSED)
    if person_to_ask(school, asked.collector_id) is None:
        raise Problem("Hãy chọn người thu thập trong danh sách của trường.", field="collector")
    busy = collected_now(assessment_id, chosen)

    def act(item: EvidenceItem, _version: int) -> None:
        if item.pk in busy:
            raise Problem(f"{busy[item.pk]} đang thu thập.")
        own = replace(asked, what=item.name[:WHAT], criterion=item.root_criterion, item_id=item.pk)
        ask_to_collect(actor=actor, school=school, assessment_id=assessment_id, asked=own)

    return _each(actor, school.pk, chosen, act)


def chosen_items(actor: Actor, school_id: int, ids: Mapping[int, int] | set[int]) -> list[EvidenceItem]:
    """Return those of the items that the actor may see, by code, with the status of today."""
    rows = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id, pk__in=list(ids))
    return list(with_status(rows, timezone.localdate()).order_by("code_sort", "id"))


def _change(
    actor: Actor, school_id: int, chosen: Versions, changed: Callable[[ItemValues], ItemValues]
) -> Outcome:
    def act(item: EvidenceItem, version: int) -> None:
        if item.removed_at is not None:
            raise Problem(f"{item.label} đã bị bỏ khỏi kho. Hãy khôi phục trước.")
        values = ItemValues(**{name: getattr(item, name) for name in ItemValues.__dataclass_fields__})
        if changed(values) != values:
            change_item(actor=actor, item=item, version=version, values=changed(values))

    return _each(actor, school_id, chosen, act)


@in_vietnamese
def _each(actor: Actor, school_id: int, chosen: Versions, act: Act) -> Outcome:
    if not chosen:
        raise Problem("Chưa chọn minh chứng nào.")
    if len(chosen) > MOST:
        raise Problem(f"Mỗi lần làm tối đa {MOST} minh chứng.")
    outcome = Outcome()
    for item in chosen_items(actor, school_id, chosen):
        try:
            act(item, chosen[item.pk])
        except Problem as problem:
            outcome.refused.append((item.label, problem.sentence))
        else:
            outcome.done.append(item.label)
    return outcome
