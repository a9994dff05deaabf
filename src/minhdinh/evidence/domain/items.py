"""Items: made, changed, taken away and brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.events import publish
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence import actions
from minhdinh.evidence.domain.codes import new_code_text
from minhdinh.evidence.domain.rewording import rewritten
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceItem, ItemMerge
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import CodeConvention, EvidenceKind, evidence_kinds

SUBSTANCE = (
    "name",
    "kind",
    "number",
    "issued_on",
    "issuer",
    "valid_from",
    "valid_to",
    "storage",
    "link",
    "place",
)
CHANGED_MEANWHILE = "Minh chứng này vừa được người khác sửa. Hãy tải lại trang để xem bản mới rồi làm tiếp."


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


def tidied(values: ItemValues) -> ItemValues:
    """Return the values in composed form, without control characters and needless spaces; lines of a note stay."""
    written: dict[str, Any] = {
        name: clean(value) if isinstance(value, str) else value for name, value in asdict(values).items()
    }
    note = "\n".join(clean(line) for line in values.note.splitlines()).strip()
    return ItemValues(**{**written, "note": note})


def validate_values(values: ItemValues) -> None:
    """Check what was written; raises Problem naming the field."""
    if not clean(values.name):
        raise Problem("Chưa ghi tên minh chứng.", field="name")
    _validate_lengths(values)
    kind_named(values.kind)
    if values.valid_from and values.valid_to and values.valid_to < values.valid_from:
        raise Problem("Ngày hết hiệu lực đứng trước ngày bắt đầu.", field="valid_to")
    if values.storage not in Storage.values:
        raise Problem("Cách lưu phải là tệp, đường dẫn hoặc nơi lưu trữ.", field="storage")
    if (values.link or values.storage == Storage.LINK) and not values.link.startswith(
        ("https://", "http://")
    ):
        raise Problem("Đường dẫn phải bắt đầu bằng https:// hoặc http://.", field="link")
    if values.storage == Storage.PLACE and not clean(values.place):
        raise Problem("Chưa ghi nơi lưu trữ (tủ, hộp, phòng).", field="place")


def _validate_lengths(values: ItemValues) -> None:
    for name, value in asdict(values).items():
        field = EvidenceItem._meta.get_field(name)  # noqa: SLF001 (Django's documented way to a model's fields)
        limit = getattr(field, "max_length", None)
        if isinstance(field, models.Field) and isinstance(value, str) and limit and len(value) > limit:
            raise Problem(f"Phần “{field.verbose_name}” dài quá {limit} ký tự.", field=name)


@in_vietnamese
def create_item(
    *,
    actor: Actor,
    school_id: int,
    year: str,
    criterion: str,
    convention: CodeConvention,
    values: ItemValues,
) -> EvidenceItem:
    """Make an item whose code comes from ``criterion``, its tiêu chí gốc; every new item waits for verification.

    An empty criterion leaves the item in the inbox, without code, until ``file_item`` gives it one.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    written = tidied(values)
    validate_values(written)
    kind = kind_named(written.kind)
    with transaction.atomic():
        code = (
            new_code_text(school_id=school_id, convention=convention, criterion=criterion)
            if criterion
            else ""
        )
        fields: dict[str, Any] = {
            **asdict(written),
            "school_id": school_id,
            "code": code,
            "root_criterion": criterion,
            "first_year": year,
            "sensitive": bool(kind and kind.sensitive),
            "contributed_by_id": actor.user_id,
        }
        item: EvidenceItem = EvidenceItem.objects.create(**fields)
        if code:
            EvidenceCode.objects.create(
                school_id=school_id, item=item, convention=convention.id, text=code, criterion=criterion
            )
        record(
            actor=actor, code=actions.ITEM_CREATED, target=target_of(item), item=item.label, name=item.name
        )
    return item


def file_item(
    *, actor: Actor, item: EvidenceItem, criterion: str, convention: CodeConvention
) -> EvidenceItem:
    """Take an item out of the inbox: give it its root criterion and the next code of it; a coded one stays as it is."""
    require_over(actor, item)
    with transaction.atomic():
        lock_present(item)
        if item.code:
            return item
        item.code = new_code_text(school_id=item.school_id, convention=convention, criterion=criterion)
        item.root_criterion = criterion
        item.version += 1
        item.save()
        EvidenceCode.objects.create(
            school_id=item.school_id, item=item, convention=convention.id, text=item.code, criterion=criterion
        )
        record(
            actor=actor, code=actions.ITEM_FILED, target=target_of(item), item=item.code, criterion=criterion
        )
        announce(actor, item)
    return item


@in_vietnamese
def change_item(*, actor: Actor, item: EvidenceItem, version: int, values: ItemValues) -> EvidenceItem:
    """Change an item from the version that was read; a change of substance asks for verification again.

    Raises Stale where somebody else changed it meanwhile, Problem where a kind turns sensitive while files are there.
    """
    written = tidied(values)
    validate_values(written)
    kind = kind_named(written.kind)
    with transaction.atomic():
        lock(item)
        require_over(actor, item)
        if item.version != version:
            raise Stale(CHANGED_MEANWHILE)
        if kind and kind.sensitive and item.file_count:
            raise Problem(
                "Loại này chỉ lưu chỉ mục. Hãy gỡ các tệp đã tải lên trước khi đổi sang loại này.",
                field="kind",
            )
        before = {name: getattr(item, name) for name in asdict(written)}
        for name, value in asdict(written).items():
            setattr(item, name, value)
        told = rewritten(before, asdict(written), sensitive=item.sensitive or bool(kind and kind.sensitive))
        item.sensitive = bool(kind and kind.sensitive)
        if any(getattr(item, name) != before[name] for name in SUBSTANCE):
            item.verification, item.rejected_reason = Verification.PENDING, ""
        item.version += 1
        item.save()
        code = actions.ITEM_REWRITTEN if told else actions.ITEM_CHANGED
        record(actor=actor, code=code, target=target_of(item), item=item.label, what=told)
        announce(actor, item)
    return item


def remove_item(*, actor: Actor, item: EvidenceItem) -> None:
    """Take an item away, reversibly; one that a text cites stays. Contributors may take back their own that waits."""
    require_over(actor, item)
    with transaction.atomic():
        lock(item)
        cited = Citation.objects.filter(item=item).count()
        if cited:
            raise Problem(
                f"{item.label} đang được trích dẫn ở {cited} chỗ. Hãy bỏ các trích dẫn trước khi bỏ minh chứng."
            )
        _set_removed(actor, item, timezone.now(), actions.ITEM_REMOVED)


def restore_item(*, actor: Actor, item: EvidenceItem) -> None:
    """Bring a removed item back with its code; one that was merged comes back only by undoing the merge."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)
    with transaction.atomic():
        lock(item)
        merge = ItemMerge.objects.filter(gone=item, undone_at__isnull=True).select_related("survivor").first()
        if merge is not None:
            raise Problem(
                f"{item.label} đã gộp vào {merge.survivor.label}. Muốn tách lại, hãy mở {merge.survivor.label} "
                "và hoàn tác việc gộp."
            )
        _set_removed(actor, item, None, actions.ITEM_RESTORED)


@in_vietnamese
def _set_removed(actor: Actor, item: EvidenceItem, moment: dt.datetime | None, action: str) -> None:
    item.removed_at = moment
    item.version += 1
    item.save(update_fields=["removed_at", "version", "updated_at"])
    record(actor=actor, code=action, target=target_of(item), item=item.label)
    announce(actor, item)


def require_over(actor: Actor, item: EvidenceItem) -> None:
    """Refuse unless the actor manages evidence, or contributed this item and it is not verified yet."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=item.school_id)
    if not may_change(actor, item):
        require(actor, Permission.EVIDENCE_MANAGE, organisation_id=item.school_id)


def may_change(actor: Actor, item: EvidenceItem) -> bool:
    """Tell whether ``require_over`` would let the actor pass."""
    own = item.contributed_by_id == actor.user_id and item.verification != Verification.VERIFIED
    may = actor.can(Permission.EVIDENCE_MANAGE) or (actor.can(Permission.EVIDENCE_CONTRIBUTE) and own)
    return may and actor.organisation_id == item.school_id


def lock(item: EvidenceItem) -> None:
    """Read the item again and hold its row until the transaction ends, so that no change of another is lost."""
    item.refresh_from_db(from_queryset=EvidenceItem.objects.select_for_update())


def lock_present(item: EvidenceItem) -> None:
    """Hold the row as ``lock`` does; raises Stale where it was taken away or merged meanwhile, Problem where before."""
    known = item.removed_at is not None
    lock(item)
    if item.removed_at is not None:
        if known:
            raise Problem(f"{item.label} đã bị bỏ khỏi kho. Hãy khôi phục trước.")
        raise Stale(CHANGED_MEANWHILE)


def announce(actor: Actor, *items: EvidenceItem) -> None:
    """Tell the rooms above that these items changed."""
    publish(EvidenceChanged(items[0].school_id, tuple(item.pk for item in items), actor.user_id, actor.name))
