"""Reading the texts of a year as pieces, and writing pieces into another: passages, history, citations, provenance."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import F
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.pieces import Body, Piece, Placed, together
from minhdinh.assessments.domain.naming import has_several_tracks, track_label
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import (
    CarriedFrom,
    CarriedText,
    Passage,
    PassageRevision,
    SelfAssessment,
    Sheet,
)
from minhdinh.assessments.slots import (
    FINAL_LABELS,
    REMARK_LABELS,
    REPORT_LABELS,
    SHEET_LABELS,
    Slot,
    SlotError,
    parse_slot,
)
from minhdinh.evidence.models import Citation, EvidenceItem
from minhdinh.lib.richtext import RichTextError, citations, is_empty, plain_text, validate
from minhdinh.standards.catalogue import StandardSet

LONGEST_ORIGIN = 300
LONGEST_NOTE = 500


def pieces_of(source: SelfAssessment) -> list[Piece]:
    """Return every text of a year, in the order of its report; empty ones are left out."""
    order, several = report_order(source.standard_set.catalogue), has_several_tracks(source.pk)
    rows = PassageRevision.objects.filter(
        passage__assessment=source, version=F("passage__version")
    ).values_list("pk", "passage__slot", "body")
    found = [
        (order(slot), Piece(f"r{pk}", slot, origin_of(source, slot, several=several), body, pk))
        for pk, slot, body in rows
        if not is_empty(body)
    ]
    return [piece for _order, piece in sorted(found, key=lambda pair: pair[0])]


def origin_of(source: SelfAssessment, slot: str, *, several: bool = False) -> str:
    """Return where a text stood, in words: the year, then the place in its report."""
    return f"Năm học {source.year}, {place_words(source.standard_set.catalogue, slot, several=several)}"


def place_words(catalogue: StandardSet, slot: str, *, several: bool = False) -> str:
    """Return a slot as people name it, with its cấp học where there are ``several``."""
    try:
        address = parse_slot(slot)
    except SlotError:
        return slot
    words = _place_words(catalogue, address)
    return f"{words} ({track_label(address.track)})" if several and address.track else words


def _place_words(catalogue: StandardSet, address: Slot) -> str:
    if address.kind is PassageKind.STATEMENT:
        level = catalogue.labels.levels.get(address.level or 0, f"Mức {address.level}")
        return f"tiêu chí {address.criterion}, {level}, yêu cầu {address.requirement}"
    if address.kind is PassageKind.SHEET:
        return f"tiêu chí {address.criterion}, {SHEET_LABELS[address.key].lower()}"
    if address.kind is PassageKind.FINAL:
        return f"Mức 4, yêu cầu {address.requirement}, {FINAL_LABELS[address.key].lower()}"
    if address.kind is PassageKind.REMARK:
        return f"nhận xét tiêu chuẩn {address.standard}, {REMARK_LABELS[address.key].lower()}"
    return f"báo cáo, {REPORT_LABELS[address.key].lower()}"


def write_texts(
    actor: Actor, assessment: SelfAssessment, placed: Sequence[Placed], kind: CarriedFrom
) -> list[Passage]:
    """Write the texts that have a free place, marked as inherited; nothing that stands is touched.

    Runs inside the caller's transaction, which holds the assessment. A constant number of queries.
    """
    by_slot: dict[str, list[Placed]] = {}
    for one in placed:
        for slot in one.targets:
            by_slot.setdefault(slot, []).append(one)
    standing = set(
        Passage.objects.filter(assessment=assessment, slot__in=by_slot).values_list("slot", flat=True)
    )
    sheets = {
        (sheet.track.education_level, sheet.criterion): sheet
        for sheet in Sheet.objects.filter(assessment=assessment).select_related("track")
    }
    usable = _citable(assessment.school_id, [one.piece.body for one in placed])
    made = [
        (_passage(actor, assessment, slot, sheets, body), parts)
        for slot, parts in by_slot.items()
        if slot not in standing and (body := _body(parts, usable)) is not None
    ]
    passages = Passage.objects.bulk_create([passage for passage, _parts in made])
    PassageRevision.objects.bulk_create([_revision(passage) for passage in passages])
    Citation.objects.bulk_create([row for passage in passages for row in _cited(passage)])
    CarriedText.objects.bulk_create(
        [_provenance(actor, passage, one, kind) for passage, parts in made for one in parts]
    )
    return passages


def fits(body: Body) -> bool:
    """Tell whether a passage can hold this text."""
    try:
        validate(body)
    except RichTextError:
        return False
    return True


Rank = tuple[int, str, int, int, str]


def report_order(catalogue: StandardSet) -> Callable[[str], Rank]:
    """Return a key that sorts slots as the report has them: its own parts, criteria with their requirements, remarks."""
    return _Order(catalogue)


class _Order:
    def __init__(self, catalogue: StandardSet) -> None:
        self.places = {one.id: at for at, one in enumerate(catalogue.iter_requirements())}
        self.criteria = {one.code: at for at, one in enumerate(catalogue.iter_criteria())}

    def __call__(self, slot: str) -> Rank:
        try:
            address = parse_slot(slot)
        except SlotError:
            return 9, "", 0, 0, slot
        rank = {
            PassageKind.REPORT: 0,
            PassageKind.STATEMENT: 1,
            PassageKind.SHEET: 2,
            PassageKind.FINAL: 3,
            PassageKind.REMARK: 4,
        }
        return (
            rank[address.kind],
            address.track,
            self.criteria.get(address.criterion, 0),
            self.places.get(address.requirement, 0),
            slot,
        )


def _citable(school_id: int, bodies: Iterable[Body]) -> set[str]:
    """Return the ids of the items that may still be cited; ones removed since then may not."""
    ids = {int(one) for body in bodies for one in citations(body) if one.isascii() and one.isdigit()}
    rows = EvidenceItem.objects.filter(school_id=school_id, pk__in=ids, removed_at__isnull=True)
    return {str(pk) for pk in rows.exclude(code="").values_list("pk", flat=True)}


def _body(parts: Sequence[Placed], usable: set[str]) -> Body | None:
    """Return the text of a place; None where it grew too long to be one passage."""
    body = together(_without_lost(one.piece.body, usable) for one in parts)
    return dict(validate(body)) if fits(body) else None


def _without_lost(node: Body, usable: set[str]) -> Body:
    """Return a text whose citations of items that are gone became words, so that the reader sees the gap."""
    if node.get("type") == "citation" and str(node["attrs"]["evidence"]) not in usable:
        return {"type": "text", "text": "[minh chứng không còn trong kho]"}
    if "content" not in node:
        return node
    return {**node, "content": [_without_lost(child, usable) for child in node["content"]]}


def _passage(
    actor: Actor,
    assessment: SelfAssessment,
    slot: str,
    sheets: Mapping[tuple[str, str], Sheet],
    body: Body,
) -> Passage:
    address = parse_slot(slot)
    return Passage(
        school_id=assessment.school_id,
        assessment=assessment,
        slot=slot,
        kind=address.kind,
        sheet=sheets.get((address.track, address.criterion)),
        level=address.level,
        requirement=address.requirement,
        body=body,
        text=plain_text(body),
        version=1,
        inherited=True,
        author_id=actor.user_id,
        author_name=actor.name,
        saved_at=timezone.now(),
    )


def _revision(passage: Passage) -> PassageRevision:
    return PassageRevision(
        school_id=passage.school_id,
        passage=passage,
        version=1,
        body=passage.body,
        text=passage.text,
        author_id=passage.author_id,
        author_name=passage.author_name,
        saved_at=passage.saved_at,
        save_id=f"carried-{uuid.uuid4().hex}",
    )


def _cited(passage: Passage) -> list[Citation]:
    address: Slot = parse_slot(passage.slot)
    return [
        Citation(
            school_id=passage.school_id,
            item_id=int(one),
            assessment_id=passage.assessment_id,
            source=f"passage:{passage.pk}",
            track=address.track,
            criterion=address.criterion,
            level=address.level,
            requirement=address.requirement,
        )
        for one in dict.fromkeys(citations(passage.body))
    ]


def _provenance(actor: Actor, passage: Passage, placed: Placed, kind: CarriedFrom) -> CarriedText:
    return CarriedText(
        school_id=passage.school_id,
        passage=passage,
        source_id=placed.piece.source_id,
        kind=kind,
        origin=placed.piece.origin[:LONGEST_ORIGIN],
        key=placed.piece.key,
        note=placed.note[:LONGEST_NOTE],
        carried_by_id=actor.user_id,
        carried_by_name=actor.name,
        carried_at=passage.saved_at,
    )
