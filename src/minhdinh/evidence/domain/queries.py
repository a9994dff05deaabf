"""Reads of the evidence store; all need an opened scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.evidence.domain.renewal import to_renew
from minhdinh.evidence.enums import Status, Verification
from minhdinh.evidence.importing.codes import codes_of_cell
from minhdinh.evidence.models import (
    Blob,
    Citation,
    Collecting,
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
)
from minhdinh.lib.text import fold


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What a list of items is narrowed by; empty fields narrow nothing.

    ``unused`` keeps what no text cites, ``inbox`` what has no code yet; ``removed`` shows the removed ones only;
    ``place`` is a box or shelf, written as on its label; ``collecting`` is how far those are who collect the item;
    ``renew_for`` is the school year for which an item must be renewed.
    """

    text: str = ""
    criterion: str = ""
    kind: str = ""
    status: str = ""
    contributed_by: int | None = None
    removed: bool = False
    assessment_id: int | None = None
    unused: bool = False
    inbox: bool = False
    place: str = ""
    collecting: str = ""
    renew_for: str = ""


def visible_to(actor: Actor) -> Q:
    """Return the condition that an actor may see an item.

    Contributors see what they sent; sensitive items show themselves to whoever sent them or holds the permission.
    """
    own = Q(contributed_by_id=actor.user_id) if actor.user_id is not None else Q(pk__in=())
    if not actor.can(Permission.EVIDENCE_VIEW):
        return own if actor.can(Permission.EVIDENCE_CONTRIBUTE) else Q(pk__in=())
    return Q() if actor.can(Permission.EVIDENCE_SENSITIVE) else Q(sensitive=False) | own


def kept() -> Q:
    """Return the condition that something stands behind an item's code (``EvidenceItem.is_kept``)."""
    return ~Q(link="") | ~Q(place="") | Q(sensitive=False, file_count__gt=0)


def usable(day: dt.date) -> Q:
    """Return the condition that an item can carry a level on ``day``."""
    return (
        Q(removed_at__isnull=True, verification=Verification.VERIFIED)
        & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        & kept()
    )


def with_status(items: QuerySet[EvidenceItem], day: dt.date) -> QuerySet[EvidenceItem]:
    """Annotate ``shown_status`` as people see it on ``day``."""
    return items.annotate(
        shown_status=Case(
            When(verification=Verification.REJECTED, then=Value(Status.REJECTED.value)),
            When(valid_to__lt=day, then=Value(Status.EXPIRED.value)),
            When(~kept(), then=Value(Status.MISSING.value)),
            When(verification=Verification.VERIFIED, then=Value(Status.VERIFIED.value)),
            default=Value(Status.PENDING.value),
            output_field=CharField(),
        )
    )


def list_items(school_id: int, wanted: ItemFilter, day: dt.date) -> QuerySet[EvidenceItem]:
    """Return a school's items narrowed by ``wanted``, by code; each word of the text must occur, without diacritics.

    A word with a digit also finds the items whose code, also an old one, has it in.
    """
    rows = EvidenceItem.objects.filter(school_id=school_id, removed_at__isnull=not wanted.removed)
    for word in fold(wanted.text).split():
        rows = rows.filter(Q(search_text__contains=word) | coded(school_id, word))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.contributed_by is not None:
        rows = rows.filter(contributed_by_id=wanted.contributed_by)
    if wanted.criterion:
        rows = rows.filter(serves(wanted))
    if wanted.unused:
        rows = rows.filter(~Exists(Citation.objects.filter(item=OuterRef("pk"))))
    if wanted.place:
        rows = rows.filter(place=wanted.place)
    if wanted.inbox:
        rows = rows.filter(code="")
    rows = with_status(_worked_on(rows, school_id, wanted, day), day)
    if wanted.status:
        rows = rows.filter(Q(shown_status=wanted.status))
    return rows.order_by("code_sort", "id")


def _worked_on(
    rows: QuerySet[EvidenceItem], school_id: int, wanted: ItemFilter, day: dt.date
) -> QuerySet[EvidenceItem]:
    """Narrow to what is collected, and to what must be renewed."""
    if wanted.collecting:
        rows = rows.filter(pk__in=_collected(school_id, wanted).values("item_id"))
    if wanted.renew_for and wanted.assessment_id is not None:
        rows = rows.filter(to_renew(wanted.assessment_id, wanted.renew_for, day))
    return rows


def _collected(school_id: int, wanted: ItemFilter) -> QuerySet[Collecting]:
    rows = Collecting.objects.filter(school_id=school_id, withdrawn_at__isnull=True, item__isnull=False)
    if wanted.assessment_id is not None:
        rows = rows.filter(assessment_id=wanted.assessment_id)
    return rows.filter(state=wanted.collecting).order_by()


def coded(school_id: int, word: str) -> Q:
    """Return the condition that an item has or had a code with ``word`` in it; a word without digits is in none."""
    part = word.strip("()[];,")
    if not part or not any(letter.isdigit() for letter in part):
        return Q(pk__in=())
    spelled = Q(text__icontains=part) | Q(text__in=[code.text for code in codes_of_cell(part)])
    codes = EvidenceCode.objects.filter(spelled, school_id=school_id)
    return Q(pk__in=codes.values("item_id"))


def serves(wanted: ItemFilter) -> Q:
    """Return the condition that an item is rooted in, serves or is cited in ``wanted.criterion``."""
    place = Q(criterion=wanted.criterion)
    if wanted.assessment_id is not None:
        place &= Q(assessment_id=wanted.assessment_id)
    return Q(root_criterion=wanted.criterion) | _used_or_cited(place)


def _used_or_cited(place: Q) -> Q:
    """Return the condition that an item has a use or citation at ``place``.

    The inner queries do not depend on the item, so that they are run once and not once an item.
    """
    return Q(pk__in=EvidenceUse.objects.filter(place).values("item_id")) | Q(
        pk__in=Citation.objects.filter(place).values("item_id")
    )


def item_for(actor: Actor, school_id: int, item_id: int) -> EvidenceItem | None:
    """Return one of the school's items where the actor may see it; removed ones only for who manages evidence."""
    rows = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id, pk=item_id)
    if not actor.can(Permission.EVIDENCE_MANAGE):
        rows = rows.filter(removed_at__isnull=True)
    return rows.select_related("contributed_by", "verified_by").first()


def item_coded(actor: Actor, school_id: int, code: str) -> EvidenceItem | None:
    """Return the present item that has this code in any convention, or had it, where the actor may see it."""
    texts = {code, *(known.text for known in codes_of_cell(code))}
    codes = EvidenceCode.objects.filter(school_id=school_id, text__in=texts)
    rows = EvidenceItem.objects.filter(
        visible_to(actor), Q(code__in=texts) | Q(pk__in=codes.values("item_id")), school_id=school_id
    )
    return rows.filter(removed_at__isnull=True).order_by("id").first()


def item_by_id(school_id: int, item_id: int) -> EvidenceItem | None:
    """Return one of the school's items, removed ones too."""
    return EvidenceItem.objects.filter(school_id=school_id, pk=item_id).first()


def blobs_by_id(school_id: int, ids: Iterable[int]) -> dict[int, Blob]:
    """Return those of the school's stored files that have these ids."""
    return {blob.pk: blob for blob in Blob.objects.filter(school_id=school_id, pk__in=ids)}


def file_by_id(school_id: int, file_id: int) -> EvidenceFile | None:
    """Return one of the school's files with its item and blob."""
    return (
        EvidenceFile.objects.filter(school_id=school_id, pk=file_id, removed_at__isnull=True)
        .select_related("item", "blob")
        .first()
    )


def file_for(actor: Actor, school_id: int, file_id: int) -> EvidenceFile | None:
    """Return a file of an item that the actor may see: a present one, or one that a newer file took the place of.

    Once the newest in its place was taken out, an earlier one is only for who manages evidence.
    """
    readable = Q(removed_at__isnull=True) | Q(replaced_by__isnull=False)
    rows = EvidenceFile.objects.filter(readable, school_id=school_id, pk=file_id)
    file = rows.select_related("item", "blob").first()
    if file is None or item_for(actor, school_id, file.item_id) is None:
        return None
    return file if actor.can(Permission.EVIDENCE_MANAGE) or _newest(file).removed_at is None else None


def _newest(file: EvidenceFile) -> EvidenceFile:
    """Return what stands, or stood last, in the place of a file."""
    passed = set[int]()
    while (
        file.replaced_by is not None and file.pk not in passed
    ):  # no row says so, yet a ring would never end
        passed.add(file.pk)
        file = file.replaced_by
    return file


def earlier_files_of(item: EvidenceItem) -> list[EvidenceFile]:
    """Return the files that newer ones took the place of, the latest replaced first."""
    rows = EvidenceFile.objects.filter(item=item, replaced_by__isnull=False)
    rows = rows.select_related("blob", "removed_by", "replaced_by")
    return list(rows.order_by("-removed_at", "-id"))


def earlier_files_for(actor: Actor, item: EvidenceItem) -> list[EvidenceFile]:
    """Return those of ``earlier_files_of`` that the actor may open; see ``file_for``."""
    rows = earlier_files_of(item)
    if actor.can(Permission.EVIDENCE_MANAGE):
        return rows
    known = {row.pk: row for row in rows}
    for row in rows:  # so that no chain is read step by step
        if row.replaced_by_id in known:
            row.replaced_by = known[row.replaced_by_id]
    return [row for row in rows if _newest(row).removed_at is None]


def files_of(item: EvidenceItem) -> list[EvidenceFile]:
    """Return an item's present files in order, with their blobs."""
    return list(
        EvidenceFile.objects.filter(item=item, removed_at__isnull=True)
        .select_related("blob", "uploaded_by")
        .order_by("position", "id")
    )


def uses_of(item: EvidenceItem) -> list[EvidenceUse]:
    """Return which criteria an item serves, of all years."""
    return list(EvidenceUse.objects.filter(item=item).order_by("-assessment_id", "track", "criterion", "id"))


def citations_of(item: EvidenceItem) -> list[Citation]:
    """Return which texts cite an item, of all years."""
    return list(
        Citation.objects.filter(item=item).order_by("-assessment_id", "track", "criterion", "level", "id")
    )


def old_codes_of(item: EvidenceItem) -> list[EvidenceCode]:
    """Return the codes of an item besides the one shown: of other conventions, and earlier ones."""
    return [row for row in EvidenceCode.objects.filter(item=item).order_by("id") if row.text != item.code]


def next_waiting(actor: Actor, school_id: int, after: EvidenceItem) -> EvidenceItem | None:
    """Return the item to verify next: with a code, something behind it, waiting; after this one, else from the start."""
    rows = EvidenceItem.objects.filter(
        visible_to(actor),
        kept(),
        school_id=school_id,
        removed_at__isnull=True,
        verification=Verification.PENDING,
    ).exclude(code="")
    rows = rows.exclude(pk=after.pk).order_by("code_sort", "id")
    return rows.filter(code_sort__gt=after.code_sort).first() or rows.first()


def items_of_criterion(
    assessment_id: int, track: str, criterion: str, day: dt.date
) -> QuerySet[EvidenceItem]:
    """Return the items that serve or are cited in a criterion of a track."""
    place = Q(assessment_id=assessment_id, track=track, criterion=criterion)
    rows = EvidenceItem.objects.filter(_used_or_cited(place), removed_at__isnull=True)
    return with_status(rows, day).order_by("code_sort", "id")


def usable_count(assessment_id: int, track: str, criterion: str, day: dt.date) -> int:
    """Return how many items could carry a level of this criterion on ``day``."""
    return items_of_criterion(assessment_id, track, criterion, day).filter(usable(day)).count()
