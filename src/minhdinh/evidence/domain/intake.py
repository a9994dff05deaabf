"""Evidence arrives: uploads become one item, filed under a criterion or left in the inbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem, Problems
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.blobs import store_sent
from minhdinh.evidence.domain.duplicates import same_file_elsewhere
from minhdinh.evidence.domain.files import StoredFile, add_stored, file_name
from minhdinh.evidence.domain.items import ItemValues, create_item, kind_named
from minhdinh.evidence.domain.scanning import Infected
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.validators import detect_file
from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import CodeConvention


@dataclass(frozen=True, slots=True)
class Upload:
    """An open stream with the name and size in bytes that it came with."""

    stream: IO[bytes]
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one upload: ``stored``, or refused by ``problem``; ``final`` where sending it again cannot help."""

    upload: Upload
    stored: StoredFile | None = None
    problem: Problem | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where new evidence goes: the year's convention, and the criterion and track it is for (empty: the inbox)."""

    year: str
    assessment_id: int
    convention: CodeConvention
    criterion: str = ""
    track: str = ""

    @property
    def place(self) -> Place | None:
        """The criterion to link to; None for the inbox, or where the track is not known."""
        if not (self.criterion and self.track):
            return None
        return Place(self.assessment_id, self.track, self.criterion)


def target_in(context: YearContext, year: str, criterion: str, track: str) -> Target:
    """Return where new evidence of a year goes; raises Problem for a criterion or track that the year does not have."""
    if criterion and not context.has_criterion(criterion):
        raise Problem(f"Bộ tiêu chuẩn của năm học này không có tiêu chí {criterion}.", field="criterion")
    chosen = track or context.only_track
    if chosen and not context.has_track(chosen):
        raise Problem("Hồ sơ năm học này không có cấp học đó.", field="track")
    return Target(
        year=year,
        assessment_id=context.assessment_id,
        convention=context.convention,
        criterion=criterion,
        track=chosen if context.open else "",
    )


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of it. ``item`` is None where every file already stood in ``duplicate_of`` and nothing was made.

    ``stored`` are the files as the store holds them, so that they can be sent after all without a second upload;
    ``made`` is False where ``item`` was made by an earlier sending of the same files.
    """

    item: EvidenceItem | None
    duplicate_of: EvidenceItem | None = None
    refused: tuple[Problem, ...] = field(default=())
    stored: tuple[StoredFile, ...] = field(default=())
    made: bool = True


Note = Callable[[EvidenceItem | None, EvidenceItem | None, Sequence[Fate]], None]


def _note_nothing(_item: EvidenceItem | None, _twin: EvidenceItem | None, _fates: Sequence[Fate]) -> None:
    """What most callers want noted of how each upload ended."""


def take_in(
    *,
    actor: Actor,
    school_id: int,
    target: Target,
    values: ItemValues,
    uploads: Sequence[Upload] = (),
    note: Note = _note_nothing,
) -> Intake:
    """Make one item of uploads that belong together; what is refused among several is named, the rest is kept.

    Where every file already stands in another item, that one is returned and no second copy is made. Raises
    Problems where uploads were sent and none could be taken; then nothing is made either. ``note`` hears the item, the
    item that held the files before and the fate of every upload, inside the transaction that makes the item.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    kind = kind_named(values.kind)
    if uploads and kind and kind.sensitive:
        raise Problem("Loại này chỉ lưu chỉ mục: hãy ghi nơi lưu giữ, không tải tệp lên.", field="kind")
    fates = [_fate(school_id, upload, actor) for upload in uploads]
    stored, refused = _parted(fates)
    twins = [same_file_elsewhere(school_id, one.blob.sha256) for one in stored]
    twin = next((one for one in twins if one), None)
    item = None
    with transaction.atomic():
        if not uploads or not all(twins):
            item = take_stored(actor=actor, school_id=school_id, target=target, values=values, stored=stored)
        note(item, twin, fates)
    if uploads and not stored:
        raise refused[0] if len(refused) == 1 else Problems(refused)
    return Intake(item, twin, tuple(refused), tuple(stored))


def take_stored(
    *, actor: Actor, school_id: int, target: Target, values: ItemValues, stored: Sequence[StoredFile]
) -> EvidenceItem:
    """Make one item of bytes that the school's store holds already, also of those that stand in another item."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    with transaction.atomic():
        item = create_item(
            actor=actor,
            school_id=school_id,
            year=target.year,
            criterion=target.criterion,
            convention=target.convention,
            values=values,
        )
        if stored:
            add_stored(actor=actor, item=item, stored=stored)
        if target.place is not None:
            link_item(actor=actor, item=item, place=target.place)
    return item


def name_from_file(name: str) -> str:
    """Return a readable name for an item that is known by its file only."""
    stem = file_name(name).rpartition(".")[0] or file_name(name)
    return clean(stem.replace("_", " "))[:400] or file_name(name)


def store_all(
    school_id: int, uploads: Sequence[Upload], actor: Actor | None = None
) -> tuple[list[StoredFile], list[Problem]]:
    """Store the bytes of uploads; return what the store holds now, and why each of the others was refused."""
    return _parted([_fate(school_id, upload, actor) for upload in uploads])


def _parted(fates: Sequence[Fate]) -> tuple[list[StoredFile], list[Problem]]:
    return [one.stored for one in fates if one.stored], [one.problem for one in fates if one.problem]


def _fate(school_id: int, upload: Upload, actor: Actor | None) -> Fate:
    """Store the bytes of an upload. What the content is refused for is final; a full or silent store is not."""
    shown = file_name(upload.name)
    try:
        kind = detect_file(upload.stream, name=shown, size=upload.size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    except Problem as problem:
        return Fate(upload, problem=problem, final=True)
    try:
        blob, _is_new = store_sent(
            school_id=school_id, stream=upload.stream, name=shown, size=upload.size, kind=kind, actor=actor
        )
    except Problem as problem:
        return Fate(upload, problem=problem, final=isinstance(problem, Infected))
    return Fate(upload, StoredFile(blob, shown))
