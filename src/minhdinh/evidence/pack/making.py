"""Packs: asked for, kept as their table of contents, opened as a stream."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence import actions
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.queries import ItemFilter, serves, visible_to
from minhdinh.evidence.domain.scan_marks import found_in
from minhdinh.evidence.models import (
    Citation,
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    EvidencePack,
    EvidenceUse,
)
from minhdinh.evidence.pack.archive import Entry, archive, archive_length
from minhdinh.evidence.pack.contents import INDEX_HTML, INDEX_XLSX, Contents, contents_of
from minhdinh.evidence.pack.index import index_page, index_workbook
from minhdinh.lib.hashing import sha256

KEPT_A_PERSON = 20
INDEXES = 2
CHUNK = 256 * 1024
MOST_NAMED = 2000
CODE_BREAK = re.compile(r"[\s,;]+")
MOST_CODES = 2000
SHOWN_UNKNOWN = 10
ONE_DOWNLOAD = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a pack: all that serves the year, or one criterion, or the items of these codes."""

    criterion: str = ""
    codes: str = ""


@dataclass(frozen=True, slots=True)
class OpenPack:
    """A pack that may be read now: its length, the mark of exactly these bytes, and the bytes themselves."""

    size: int
    etag: str
    entries: Sequence[Entry]
    moment: dt.datetime

    def stream(self) -> Iterator[bytes]:
        """Yield the archive from its beginning."""
        return archive(self.entries, self.moment)


@in_vietnamese
def make_pack(
    *, actor: Actor, school_id: int, school: str, year: str, context: YearContext, wanted: Wanted
) -> EvidencePack:
    """Write down what a pack holds for this person; nothing is copied. Only items that the person may see are in it.

    Raises Problem for codes that the school does not have, and where nothing is left to pack.
    """
    require(actor, Permission.EVIDENCE_VIEW, organisation_id=school_id)
    if actor.user_id is None:
        raise Problem(_("Gói minh chứng được làm cho một người đã đăng nhập."))
    if wanted.criterion and not context.has_criterion(wanted.criterion):
        raise NotHere(_("Năm học này không có tiêu chí đó."))
    rows = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id, removed_at__isnull=True)
    items = list(_chosen(rows, school_id, context, wanted).exclude(code="").order_by("code_sort", "id"))
    if not items:
        raise Problem(_("Chưa có minh chứng nào để đóng gói."))
    now, title = timezone.localtime(), _title(wanted, year)
    heading = {"title": title, "school": school, "year": year, "made": now.strftime("%d/%m/%Y %H:%M")}
    contents = contents_of(items, context, now.date(), heading=heading)
    pack = EvidencePack(
        school_id=school_id,
        owner_id=actor.user_id,
        year=year,
        title=title,
        etag=secrets.token_hex(16),
        moment=now,
        items=len(items),
        contents=contents,
    )
    pack.files = sum(1 for _file in _files(contents))
    pack.size = archive_length(_entries(contents, now))
    with transaction.atomic():
        pack.save()
        record(actor=actor, code=actions.PACK_MADE, title=title, count=len(items))
        _forget_old(school_id, actor.user_id)
    return pack


def packs_of(actor: Actor, school_id: int) -> list[EvidencePack]:
    """Return the packs that a person has made here, newest first, without their contents."""
    rows = EvidencePack.objects.filter(school_id=school_id, owner_id=actor.user_id or 0)
    return list(rows.defer("contents").order_by("-id")[:KEPT_A_PERSON])


@in_vietnamese
def open_pack(*, actor: Actor, school_id: int, pack_id: int) -> OpenPack:
    """Return a person's own pack, ready to be read, after looking again whether each file may still be given.

    Raises NotHere for a pack of somebody else, Problem where a file or its item was taken away since, closed to the
    person or found infected. A pack made before its files were numbered counts as such.
    """
    require(actor, Permission.EVIDENCE_VIEW, organisation_id=school_id)
    mine = EvidencePack.objects.filter(school_id=school_id, owner_id=actor.user_id or 0)
    pack = mine.filter(pk=pack_id).first()
    if pack is None:
        raise NotHere(_("Không có gói này."))
    if not _all_open(actor, school_id, [file.get("id") for file in _files(pack.contents)]):
        raise Problem(
            _(
                "Có minh chứng trong gói nay đã được gỡ, không còn mở cho Thầy/Cô hoặc có tệp bị thấy mã độc. "
                "Hãy làm gói mới."
            )
        )
    moment = timezone.localtime(pack.moment)
    entries = _entries(pack.contents, moment)
    made_now = [sha256(b"".join(entry.chunks())) for entry in entries[:INDEXES]]
    mark = sha256("|".join([pack.etag, *made_now]).encode())
    return OpenPack(archive_length(entries), mark[:32], entries, moment)


def _all_open(actor: Actor, school_id: int, ids: Sequence[object]) -> bool:
    """Tell whether a person may be given all of these files now.

    A pack of part of a large store asks for its own files alone (3 ms of 10,000 files, all of them 34 ms); where the
    pack is most of the store, reading all is quicker than naming each.
    """
    wanted = [one for one in dict.fromkeys(ids) if isinstance(one, int)]
    if len(wanted) != len(set(ids)):  # made before files were numbered
        return False
    seen = Q(item__school_id=school_id, item__sensitive=False, item__removed_at__isnull=True)
    mine = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id).values("pk")
    files = EvidenceFile.objects.filter(seen, school_id=school_id, removed_at__isnull=True, item__in=mine)
    files = files.exclude(blob__sha256__in=found_in())
    if len(wanted) > MOST_NAMED:
        return set(wanted) <= set(files.values_list("pk", flat=True))
    return files.filter(pk__in=wanted).count() == len(wanted)


def note_opened(*, actor: Actor, school_id: int, pack_id: int, goes_on: bool = False) -> None:
    """Record that a pack was taken away. Who ``goes_on`` with a download is recorded once in an hour.

    A pack without its first bytes is as good as whole, so no part may be had without any record.
    """
    pack = EvidencePack.objects.filter(school_id=school_id, owner_id=actor.user_id or 0, pk=pack_id).first()
    if pack is None:
        return
    target = f"evidence.EvidencePack:{pack.pk}"
    known = entries_of_target(target).filter(action=actions.PACK_TAKEN)
    if goes_on and known.filter(at__gte=timezone.now() - ONE_DOWNLOAD).exists():
        return
    record(actor=actor, code=actions.PACK_TAKEN, target=target, title=pack.title, count=pack.items)


def codes_in(text: str) -> list[str]:
    """Return the codes that a person typed or pasted, once each; raises Problem for too many."""
    codes = list(
        dict.fromkeys(code.strip("[]()") for code in CODE_BREAK.split(text.upper()) if code.strip("[]()"))
    )
    if len(codes) > MOST_CODES:
        raise Problem(_("Nhiều mã quá; hãy chia thành nhiều gói."), field="codes")
    return codes


def _chosen(
    rows: QuerySet[EvidenceItem], school_id: int, context: YearContext, wanted: Wanted
) -> QuerySet[EvidenceItem]:
    if wanted.codes.strip():
        return rows.filter(pk__in=_items_with(rows, school_id, codes_in(wanted.codes)))
    if wanted.criterion:
        place = ItemFilter(criterion=wanted.criterion, assessment_id=context.assessment_id)
        return rows.filter(serves(place))
    here = Q(assessment_id=context.assessment_id)
    used, cited = EvidenceUse.objects.filter(here), Citation.objects.filter(here)
    return rows.filter(Q(pk__in=used.values("item_id")) | Q(pk__in=cited.values("item_id")))


def _items_with(rows: QuerySet[EvidenceItem], school_id: int, codes: Sequence[str]) -> set[int]:
    """Return the items that have or had one of these codes; raises Problem naming those that nobody has here."""
    seen = set(rows.values_list("pk", flat=True))
    known = EvidenceCode.objects.filter(school_id=school_id).values_list("text", "item_id")
    by_code: dict[str, set[int]] = {}
    for text, item_id in known:
        if item_id in seen:
            by_code.setdefault(text.upper(), set()).add(item_id)
    unknown = [code for code in codes if code not in by_code]
    if unknown:
        names = ", ".join(unknown[:SHOWN_UNKNOWN])
        raise Problem(_("Kho không có mã: %(codes)s.") % {"codes": names}, field="codes")
    return {item_id for code in codes for item_id in by_code[code]}


def _title(wanted: Wanted, year: str) -> str:
    if wanted.codes.strip():
        return _("Minh chứng được chọn, năm học %(year)s") % {"year": year}
    if wanted.criterion:
        return _("Minh chứng của tiêu chí %(code)s, năm học %(year)s") % {
            "code": wanted.criterion,
            "year": year,
        }
    return _("Minh chứng tự đánh giá, năm học %(year)s") % {"year": year}


def _files(contents: Contents) -> Iterator[dict[str, object]]:
    for group in contents["groups"]:
        for line in group["lines"]:
            yield from line["files"]


def _entries(contents: Contents, moment: dt.datetime) -> list[Entry]:
    """Return the files of the archive in order: the two indexes first, so that they are there early."""
    page, book = index_page(contents), index_workbook(contents, moment)
    entries = [
        Entry(INDEX_HTML, len(page), partial(_whole, page)),
        Entry(INDEX_XLSX, len(book), partial(_whole, book)),
    ]
    stored = (
        Entry(str(file["path"]), int(str(file["size"])), partial(_stored, str(file["store"])))
        for file in _files(contents)
    )
    return [*entries, *stored]


def _whole(content: bytes) -> Iterable[bytes]:
    return (content,)


def _stored(path: str) -> Iterator[bytes]:
    with default_storage.open(path, "rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _forget_old(school_id: int, owner_id: int) -> None:
    """Keep a person's last packs only: a pack is made again in a moment."""
    mine = EvidencePack.objects.filter(school_id=school_id, owner_id=owner_id).order_by("-id")
    kept = list(mine.values_list("pk", flat=True)[:KEPT_A_PERSON])
    EvidencePack.objects.filter(school_id=school_id, owner_id=owner_id).exclude(pk__in=kept).delete()
