"""Drafts of the remarks on a standard: made of its counts, strengths and weaknesses, put in only when a person says so."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.naming import track_label
from minhdinh.assessments.domain.passages import Saved, save_passage
from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import Passage, SelfAssessment, Sheet, SuggestedText
from minhdinh.assessments.slots import SlotError, parse_slot
from minhdinh.assessments.suggestions.blocks import Block, paragraph_of, unedited
from minhdinh.assessments.suggestions.queries import (
    Strength,
    Weakness,
    passage_at,
    remark_drafts,
    strengths_of,
    weaknesses_of,
)
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import two_digits
from minhdinh.standards.enums import RequirementKind

MOST = 12


@dataclass(frozen=True, slots=True)
class RemarkDraft:
    """What could be put into one empty remark, or which drafted paragraphs of a written one nobody has edited yet."""

    blocks: list[Block]
    unedited: int = 0


@dataclass(frozen=True, slots=True)
class _Facts:
    sheets: Sequence[Sheet]
    strengths: Sequence[Strength]
    weaknesses: Sequence[Weakness]

    @property
    def tracks(self) -> list[str]:
        """The cấp học that are assessed, in order."""
        return list(dict.fromkeys(sheet.track.education_level for sheet in self.sheets))

    def said_of(self, one: Strength) -> str:
        """Return a sentence with the cấp học that it is about, where the school has several."""
        return self._named([one.track], one.text)

    def together(self, said: Iterable[tuple[str, str]]) -> list[str]:
        """Return each (cấp học, text) once: with its cấp học where there are several and not all of them share it."""
        found: dict[str, list[str]] = {}
        for track, text in said:
            found.setdefault(text, []).append(track)
        return [self._named(tracks, text) for text, tracks in found.items()]

    def _named(self, tracks: Iterable[str], text: str) -> str:
        own = [track for track in self.tracks if track in set(tracks)]
        return text if len(own) == len(self.tracks) else f"{', '.join(map(track_label, own))}: {text}"


def drafts_of(
    assessment: SelfAssessment, standard: str, parts: Iterable[str], passages: Mapping[str, Passage]
) -> dict[str, RemarkDraft]:
    """Return, by slot, the draft of each remark on a standard (constant queries)."""
    facts, put = _facts(assessment, standard), remark_drafts(assessment)
    found = {}
    for part in parts:
        slot = f"remark:{standard}:{part}"
        passage = passages.get(slot)
        texts = [block for row in put.get(slot, ()) for block in row.blocks]
        written = passage is not None and bool(passage.text)
        found[slot] = RemarkDraft(
            blocks=[] if written else _blocks(assessment, standard, part, facts),
            unedited=len(unedited(passage.body, texts)) if passage is not None and written else 0,
        )
    return found


@in_vietnamese
def put_draft(*, actor: Actor, assessment: SelfAssessment, slot: str, version: int) -> Saved:
    """Put the draft of one remark into its empty text; one with words in it is never overwritten."""
    require_report_writer(actor, assessment)
    address = _remark(assessment, slot)
    with transaction.atomic():
        hold_open(assessment)
        passage = passage_at(assessment, slot)
        if passage is not None and passage.text:
            raise Problem("Phần này đã có nội dung nên bản nháp không ghi đè. Hãy sửa tiếp nội dung đang có.")
        blocks = _blocks(assessment, address[0], address[1], _facts(assessment, address[0]))
        if not blocks:
            raise Problem("Chưa đủ dữ liệu để soạn bản nháp cho phần này.")
        saved = save_passage(
            actor=actor,
            assessment=assessment,
            slot=slot,
            version=version,
            body={"type": "doc", "content": blocks},
            save_id=f"nhap-{uuid.uuid4().hex}",
        )
        SuggestedText.objects.update_or_create(
            assessment=assessment,
            slot=slot,
            choice=None,
            defaults={
                "school_id": assessment.school_id,
                "blocks": blocks,
                "author_name": actor.name,
                "put_at": timezone.now(),
            },
        )
        target = f"assessments.SelfAssessment:{assessment.pk}"
        record(actor=actor, code=actions.REMARK_DRAFTED, target=target, slot=slot)
    return saved


def _remark(assessment: SelfAssessment, slot: str) -> tuple[str, str]:
    """Return the standard and the part that a slot names; raises NotHere for anything but a remark of this set."""
    try:
        address = parse_slot(slot)
    except SlotError as error:
        raise NotHere("Không có chỗ viết này.") from error
    known = {standard.code for standard in assessment.standard_set.catalogue.standards}
    if address.kind is not PassageKind.REMARK or address.standard not in known:
        raise NotHere("Không có chỗ viết này.")
    return address.standard, address.key


def _facts(assessment: SelfAssessment, standard: str) -> _Facts:
    return _Facts(
        [sheet for sheet in sheets_of(assessment) if sheet.standard == standard],
        [one for one in strengths_of(assessment) if one.standard == standard],
        [one for one in weaknesses_of(assessment) if one.standard == standard],
    )


def _blocks(assessment: SelfAssessment, standard: str, part: str, facts: _Facts) -> list[Block]:
    if part == "opening":
        return [paragraph_of(words) for words in _counts(assessment, standard, facts.sheets)]
    if part == "strengths":
        proven = [paragraph_of(facts.said_of(one), one.items) for one in facts.strengths[:MOST]]
        return [*(paragraph_of(words) for words in _counts(assessment, standard, facts.sheets)), *proven]
    if part == "trend":
        results = [one for one in facts.strengths if one.group is RequirementKind.RESULT]
        return [paragraph_of(facts.said_of(one), one.items) for one in results[:MOST]]
    said = {"limits": [(one.track, one.text) for one in facts.weaknesses]}
    said["priorities"] = [(one.track, one.draft_action) for one in facts.weaknesses if one.draft_action]
    return [paragraph_of(words) for words in facts.together(said.get(part, ()))[:MOST]]


def _counts(assessment: SelfAssessment, standard: str, sheets: Sequence[Sheet]) -> list[str]:
    """Return the results of a standard's criteria in one sentence a track; nothing while none was decided."""
    catalogue = assessment.standard_set.catalogue
    tracks: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        tracks.setdefault(str(sheet.track), []).append(sheet)
    several = len(tracks) > 1
    said = []
    for track, rows in tracks.items():
        groups: dict[str, list[str]] = {}
        for sheet in rows:
            groups.setdefault(catalogue.labels.criterion_result(sheet.level), []).append(sheet.criterion)
        if all(sheet.level is None for sheet in rows):
            continue
        counted = [
            f"{two_digits(len(codes))} tiêu chí {result[:1].lower()}{result[1:]} ({', '.join(codes)})"
            for result, codes in groups.items()
        ]
        where = f" ở {track[:1].lower()}{track[1:]}" if several else ""
        said.append(
            f"Tiêu chuẩn {standard}{where} có {two_digits(len(rows))} tiêu chí, trong đó {_joined(counted)}."
        )
    return said


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(parts)
