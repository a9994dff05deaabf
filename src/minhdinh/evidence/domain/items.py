"""Items: made, changed, taken away and brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.events import publish
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.domain.codes import new_code_text
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceItem
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import CodeConvention, EvidenceKind, evidence_kinds


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What people write about an item; dates are days, ``valid_to`` the last day it holds."""

    name: str
    kind: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    period: str = ""
    storage: str = Storage.FILE
    link: str = ""
    place: str = ""
    note: str = ""


def target_of(item: EvidenceItem) -> str:
    """Return the item's name in the audit record."""
    return f"evidence.EvidenceItem:{item.pk}"


def kind_named(kind_id: str) -> EvidenceKind | None:
    """Return an evidence kind; None for the empty id; raises Problem for an unknown one."""
    if not kind_id:
        return None
    kind = evidence_kinds().get(kind_id)
    if kind is None:
        raise Problem(f"Không có loại minh chứng “{kind_id}”.", field="kind")
    return kind


def validate_values(values: ItemValues) -> None:
    """Check what was written; raises Problem naming the field."""
    if not clean(values.name):
        raise Problem("Chưa ghi tên minh chứng.", field="name")
    kind_named(values.kind)
    if values.valid_from and values.valid_to and values.valid_to < values.valid_from:
        raise Problem("Ngày hết hiệu lực đứng trước ngày bắt đầu.", field="valid_to")
    if values.storage not in Storage.values:
        raise Problem("Cách lưu phải là tệp, đường dẫn hoặc nơi lưu trữ.", field="storage")
    if values.storage == Storage.LINK and not values.link.startswith(("https://", "http://")):
        raise Problem("Đường dẫn phải bắt đầu bằng https:// hoặc http://.", field="link")
    if values.storage == Storage.PLACE and not clean(values.place):
        raise Problem("Chưa ghi nơi lưu trữ (tủ, hộp, phòng).", field="place")


def create_item(
    *, actor: Actor, school_id: int, year: str, criterion: str, convention: CodeConvention, values: ItemValues
) -> EvidenceItem:
    """Make an item whose code comes from ``criterion``, its tiêu chí gốc; contributors' items wait for verification."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    validate_values(values)
    kind = kind_named(values.kind)
    with transaction.atomic():
        code = new_code_text(school_id=school_id, convention=convention, criterion=criterion)
        item = EvidenceItem.objects.create(
            school_id=school_id,
            code=code,
            root_criterion=criterion,
            first_year=year,
            sensitive=bool(kind and kind.sensitive),
            contributed_by_id=actor.user_id,
            **asdict(values),
        )
        EvidenceCode.objects.create(
            school_id=school_id, item=item, convention=convention.id, text=code, criterion=criterion
        )
        record(actor=actor, code=actions.ITEM_CREATED, target=target_of(item), item=code, name=item.name)
    return item


def change_item(*, actor: Actor, item: EvidenceItem, version: int, values: ItemValues) -> EvidenceItem:
    """Change an item from the version that was read; a change of substance asks for verification again.

    Raises Stale where somebody else changed it meanwhile.
    """
    require_over(actor, item)
    validate_values(values)
    kind = kind_named(values.kind)
    substance = ("name", "kind", "number", "issued_on", "issuer", "valid_from", "valid_to", "storage", "link", "place")
    before = {name: getattr(item, name) for name in substance}
    for name, value in asdict(values).items():
        setattr(item, name, value)
    item.sensitive = bool(kind and kind.sensitive)
    if any(getattr(item, name) != old for name, old in before.items()):
        item.verification, item.rejected_reason = Verification.PENDING, ""
    with transaction.atomic():
        if not EvidenceItem.objects.filter(pk=item.pk, version=version).update(version=version + 1):
            raise Stale("Minh chứng này vừa được người khác sửa. Hãy tải lại trang để xem bản mới rồi sửa tiếp.")
        item.version = version + 1
        item.save()
        record(actor=actor, code=actions.ITEM_CHANGED, target=target_of(item), item=item.code)
        announce(actor, item)
    return item


def remove_item(*, actor: Actor, item: EvidenceItem) -> None:
    """Take an item away, reversibly; one that a text cites stays."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)
    cited = Citation.objects.filter(item=item).count()
    if cited:
        raise Problem(f"{item.code} đang được trích dẫn ở {cited} chỗ. Hãy bỏ các trích dẫn trước khi bỏ minh chứng.")
    with transaction.atomic():
        item.removed_at = timezone.now()
        item.save(update_fields=["removed_at", "updated_at"])
        record(actor=actor, code=actions.ITEM_REMOVED, target=target_of(item), item=item.code)
        announce(actor, item)


def restore_item(*, actor: Actor, item: EvidenceItem) -> None:
    """Bring a removed item back with its code."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)
    with transaction.atomic():
        item.removed_at = None
        item.save(update_fields=["removed_at", "updated_at"])
        record(actor=actor, code=actions.ITEM_RESTORED, target=target_of(item), item=item.code)
        announce(actor, item)


def require_over(actor: Actor, item: EvidenceItem) -> None:
    """Refuse unless the actor manages evidence, or contributed this item and it still waits."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=item.school_id)
    own_waiting = item.contributed_by_id == actor.user_id and item.verification == Verification.PENDING
    if not own_waiting:
        require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)


def announce(actor: Actor, *items: EvidenceItem) -> None:
    """Tell the rooms above that these items changed."""
    publish(EvidenceChanged(items[0].school_id, tuple(item.pk for item in items), actor.user_id, actor.name))
