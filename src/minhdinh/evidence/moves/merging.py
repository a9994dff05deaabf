"""Two items that are one paper become one: what stood on either stands on the survivor, old codes lead there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.items import announce, target_of
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import (
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
    ImportedRow,
    ItemMerge,
    NearTwin,
)
from minhdinh.evidence.moves import actions
from minhdinh.evidence.moves.dismissals import move_dismissals
from minhdinh.evidence.moves.following import followers, locks_of, places_of
from minhdinh.evidence.moves.moving import lock_version, reason_of, refuse_locked

USE = ("assessment_id", "track", "criterion", "requirement")
FILLED = ("link", "place")  # taken over where the survivor has none


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do. ``obstacles`` are why it cannot be done now; ``left`` is what the survivor does not take."""

    gone: EvidenceItem
    survivor: EvidenceItem
    files: list[str]
    same_files: list[str]
    places: list[str]
    new_uses: int
    codes: list[str]
    verification_falls: bool
    left: list[tuple[str, str]] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


def preview_merge(*, actor: Actor, gone: EvidenceItem, survivor: EvidenceItem) -> Preview:
    """Return what merging ``gone`` into ``survivor`` would change; nothing is written."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=gone.school_id)
    moving, same = _files(gone, survivor)
    filled = _filled(gone, survivor)
    codes = EvidenceCode.objects.filter(item=gone).order_by("id").values_list("text", flat=True)
    return Preview(
        gone=gone,
        survivor=survivor,
        files=[file.name for file in moving if file.removed_at is None],
        same_files=[file.name for file in same],
        places=places_of(gone.pk),
        new_uses=len(_new_uses(gone, survivor)),
        codes=list(codes),
        verification_falls=_falls(moving, filled) and survivor.verification == Verification.VERIFIED,
        left=_left(gone, survivor),
        obstacles=[*_unfit(gone, survivor), *locks_of(gone.school_id, [gone.pk, survivor.pk])],
    )


@in_vietnamese
def merge_items(
    *,
    actor: Actor,
    gone: EvidenceItem,
    survivor: EvidenceItem,
    versions: tuple[int, int],
    reason: str,
) -> ItemMerge:
    """Make ``gone`` one with ``survivor``: its files, codes, uses and all citations go over, its old address leads there.

    ``versions`` are those of ``gone`` and ``survivor`` that the person saw. The survivor waits for verification again
    where it got files, a link or a place. Raises Stale, and Problem where the two do not fit or a report holds one.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=gone.school_id)
    written = reason_of(reason)
    with transaction.atomic():
        refuse_locked(gone.school_id, [gone.pk, survivor.pk])
        for item, version in sorted(
            zip((gone, survivor), versions, strict=True), key=lambda pair: pair[0].pk
        ):
            lock_version(item, version)
        unfit = _unfit(gone, survivor)
        if unfit:
            raise Problem(" ".join(unfit))
        moved = _move_all(actor, gone, survivor)
        merge: ItemMerge = ItemMerge.objects.create(
            school_id=gone.school_id,
            gone=gone,
            survivor=survivor,
            reason=written,
            moved=moved,
            author_id=actor.user_id,
            author_name=actor.name,
            merged_at=timezone.now(),
        )
        words = {"gone": gone.label, "item": survivor.code, "reason": written}
        for item in (survivor, gone):
            record(actor=actor, code=actions.MERGED, target=target_of(item), **words)
        announce(actor, gone, survivor)
    return merge


def _unfit(gone: EvidenceItem, survivor: EvidenceItem) -> list[str]:
    """Return why two items cannot become one."""
    found = []
    if gone.pk == survivor.pk:
        return ["Hãy chọn hai minh chứng khác nhau."]
    if gone.school_id != survivor.school_id:
        return ["Hai minh chứng thuộc hai trường khác nhau."]
    found += [
        f"{one.label} đã bị bỏ khỏi kho. Hãy khôi phục trước." for one in (gone, survivor) if one.removed_at
    ]
    if not survivor.code:
        found.append("Minh chứng giữ lại chưa có mã. Hãy xếp tiêu chí cho nó trước.")
    if gone.sensitive != survivor.sensitive:
        found.append("Một minh chứng thuộc loại nhạy cảm, một không. Hãy sửa loại cho khớp rồi gộp.")
    return found


def _move_all(actor: Actor, gone: EvidenceItem, survivor: EvidenceItem) -> dict[str, Any]:
    files, _same = _files(gone, survivor)
    filled = _filled(gone, survivor)
    moved: dict[str, Any] = {
        "files": _move_files(files, survivor),
        "codes": _move_codes(gone, survivor),
        "uses": _move_uses(gone, survivor),
        "imports": _move_rows(ImportedRow.objects.filter(item=gone), survivor),
        "filled": {name: [getattr(survivor, name), value] for name, value in filled.items()},
        "rooms": {one.name: one.follow(actor, gone.pk, survivor.pk) for one in followers()},
    }
    move_dismissals(files, gone, survivor)
    pair = Q(item=gone, other=survivor) | Q(item=survivor, other=gone)
    NearTwin.objects.filter(pair).delete()
    _write_survivor(survivor, filled, got_files=bool(files))
    _write_gone(gone)
    return moved


def _write_survivor(survivor: EvidenceItem, filled: dict[str, str], *, got_files: bool) -> None:
    for name, value in filled.items():
        setattr(survivor, name, value)
    survivor.file_count = EvidenceFile.objects.filter(item=survivor, removed_at__isnull=True).count()
    if got_files and not (survivor.link or survivor.place):
        survivor.storage = Storage.FILE
    if got_files or filled:
        survivor.verification, survivor.rejected_reason = Verification.PENDING, ""
    survivor.version += 1
    survivor.save()


def _write_gone(gone: EvidenceItem) -> None:
    gone.file_count = EvidenceFile.objects.filter(item=gone, removed_at__isnull=True).count()
    gone.removed_at = timezone.now()
    gone.version += 1
    gone.save(update_fields=["file_count", "removed_at", "version", "updated_at"])


def _files(gone: EvidenceItem, survivor: EvidenceItem) -> tuple[list[EvidenceFile], list[EvidenceFile]]:
    """Return the files that go over (earlier ones too), and the present ones whose bytes the survivor holds already.

    A file that one of these took the place of stays beside it.
    """
    held = set(
        EvidenceFile.objects.filter(item=survivor, removed_at__isnull=True).values_list("blob_id", flat=True)
    )
    rows = list(EvidenceFile.objects.filter(item=gone).order_by("position", "id"))
    same = [file for file in rows if file.removed_at is None and file.blob_id in held]
    staying = {file.pk for file in same}
    while earlier := {file.pk for file in rows if file.replaced_by_id in staying} - staying:
        staying |= earlier
    return [file for file in rows if file.pk not in staying], same


def _move_files(files: list[EvidenceFile], survivor: EvidenceItem) -> list[list[int]]:
    """Put files behind those of the survivor; return ids with the places they had."""
    last = EvidenceFile.objects.filter(item=survivor).aggregate(last=Max("position"))["last"] or 0
    places = [[file.pk, file.position] for file in files]
    for number, file in enumerate(files, start=last + 1):
        file.item = survivor
        file.position = number
    EvidenceFile.objects.bulk_update(files, ["item", "position"])
    return places


def _move_codes(gone: EvidenceItem, survivor: EvidenceItem) -> list[list[Any]]:
    """Let the codes of ``gone`` find the survivor, as earlier codes of it; return ids with which were current."""
    rows = EvidenceCode.objects.filter(item=gone)
    codes = [[pk, current] for pk, current in rows.order_by("id").values_list("pk", "current")]
    rows.update(item=survivor, current=False)
    return codes


def _new_uses(gone: EvidenceItem, survivor: EvidenceItem) -> list[EvidenceUse]:
    """Return the uses of ``gone`` that the survivor does not have."""
    return [row for row, is_new in _uses(gone, survivor) if is_new]


def _uses(gone: EvidenceItem, survivor: EvidenceItem) -> list[tuple[EvidenceUse, bool]]:
    """Return the uses of ``gone``, each with whether it is new to the survivor."""
    has = set(EvidenceUse.objects.filter(item=survivor).values_list(*USE))
    rows = EvidenceUse.objects.filter(item=gone).order_by("id")
    return [(row, tuple(getattr(row, name) for name in USE) not in has) for row in rows]


def _move_uses(gone: EvidenceItem, survivor: EvidenceItem) -> list[list[Any]]:
    """Let the survivor serve what ``gone`` served; return each place with whether it is new to the survivor."""
    uses = _uses(gone, survivor)
    new = [row for row, is_new in uses if is_new]
    for row in new:
        row.item = survivor
    EvidenceUse.objects.bulk_update(new, ["item"])
    EvidenceUse.objects.filter(item=gone).delete()
    return [[*(getattr(row, name) for name in USE), is_new] for row, is_new in uses]


def _move_rows(rows: QuerySet[Any, Any], survivor: EvidenceItem) -> list[int]:
    """Let rows that name ``gone`` name the survivor: lines of lists that became it."""
    ids = list(rows.values_list("pk", flat=True))
    rows.update(item=survivor)
    return ids


def _filled(gone: EvidenceItem, survivor: EvidenceItem) -> dict[str, str]:
    """Return what the survivor takes over because it has none: link, place."""
    return {
        name: getattr(gone, name) for name in FILLED if getattr(gone, name) and not getattr(survivor, name)
    }


def _left(gone: EvidenceItem, survivor: EvidenceItem) -> list[tuple[str, str]]:
    """Return what is written about ``gone`` differently, by its field in words: the survivor keeps its own."""
    names = ("name", "number", "issued_on", "issuer", "valid_from", "valid_to", "period", *FILLED, "note")
    found = []
    for name in names:
        value = getattr(gone, name)
        taken = name in FILLED and not getattr(survivor, name)
        if value and value != getattr(survivor, name) and not taken:
            field_ = EvidenceItem._meta.get_field(name)  # noqa: SLF001 (Django's documented way to a model's fields)
            shown = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
            found.append((str(getattr(field_, "verbose_name", name)), shown))
    return found


def _falls(moving: list[EvidenceFile], filled: dict[str, str]) -> bool:
    return bool(filled) or any(file.removed_at is None for file in moving)
