"""One self-assessment with all its history, as it leaves a server."""

from __future__ import annotations

from typing import Any

from minhdinh.assessments.models import (
    Answer,
    Assignment,
    DataCell,
    DataCellChange,
    Meeting,
    Passage,
    PassageRevision,
    Seal,
    SelfAssessment,
    Sheet,
    SignedCopy,
    SiteCondition,
    Track,
    WorkingGroup,
)
from minhdinh.documents.models import MadeDocument
from minhdinh.evidence.models import EvidenceUse
from minhdinh.exchange import rows
from minhdinh.exchange.domain.carried_part import carried_part
from minhdinh.exchange.domain.collecting_part import collecting_part
from minhdinh.exchange.domain.figures_part import answers_part
from minhdinh.exchange.domain.suggestion_part import suggestion_part
from minhdinh.exchange.domain.talk_part import talk_part
from minhdinh.exchange.domain.work_part import members_in_order, work_part
from minhdinh.exchange.references import References, with_citations
from minhdinh.exchange.rows import Row, plain


class AssessmentPart:
    """Builds the part of one self-assessment; the number of queries does not grow with its rows."""

    def __init__(self, assessment: SelfAssessment, people: References, items: References) -> None:
        self.assessment = assessment
        self.people = people
        self.items = items

    def build(self) -> Row:
        """Return the whole part."""
        chosen = self.assessment.standard_set
        return {
            **plain(self.assessment, rows.ASSESSMENT),
            "approved_by": self.people.of(self.assessment.approved_by_id),
            "standard_set": {"id": chosen.set_id, "version": chosen.version, "checksum": chosen.checksum},
            "tracks": self._tracks(),
            "groups": [
                plain(group, rows.GROUP)
                for group in WorkingGroup.objects.filter(assessment=self.assessment).order_by(
                    "position", "name"
                )
            ],
            "members": self._members(),
            "passages": self._passages(),
            "cells": [plain(cell, rows.CELL) for cell in DataCell.objects.filter(assessment=self.assessment)],
            "cell_changes": self._cell_changes(),
            "site_conditions": [
                plain(row, rows.SITE_CONDITION)
                for row in SiteCondition.objects.filter(assessment=self.assessment)
            ],
            "uses": self._uses(),
            "meetings": self._meetings(),
            "seals": self._seals(),
            "documents": self._documents(),
            **work_part(self.assessment),
            **collecting_part(self.assessment, self.people, self.items),
            **carried_part(self.assessment, self.people),
            **answers_part(self.assessment, self.people),
            **talk_part(self.assessment, self.people, self.items),
            **suggestion_part(self.assessment, self.people, self.items),
        }

    def _tracks(self) -> list[Row]:
        answers: dict[int, list[Row]] = {}
        for answer in Answer.objects.filter(sheet__assessment=self.assessment).order_by("requirement"):
            answers.setdefault(answer.sheet_id, []).append(
                {**plain(answer, rows.ANSWER), "author": self.people.of(answer.author_id)}
            )
        sheets: dict[int, list[Row]] = {}
        for sheet in Sheet.objects.filter(assessment=self.assessment).order_by("position"):
            sheets.setdefault(sheet.track_id, []).append(
                {
                    **plain(sheet, rows.SHEET),
                    "level_by": self.people.of(sheet.level_by_id),
                    "answers": answers.get(sheet.pk, []),
                }
            )
        tracks = Track.objects.filter(assessment=self.assessment).order_by("position")
        return [{**plain(track, rows.TRACK), "sheets": sheets.get(track.pk, [])} for track in tracks]

    def _members(self) -> list[Row]:
        charged: dict[int, list[Row]] = {}
        assignments = Assignment.objects.filter(sheet__assessment=self.assessment).select_related(
            "sheet__track"
        )
        for one in assignments.order_by("sheet__track__position", "sheet__position"):
            place = {"track": one.sheet.track.education_level, "criterion": one.sheet.criterion}
            charged.setdefault(one.member_id, []).append({**place, "leads": one.leads})
        members = members_in_order(self.assessment).select_related("group")
        return [
            {
                **plain(member, rows.MEMBER),
                "user": self.people.of(member.user_id),
                "group": member.group.name if member.group else None,
                "assignments": charged.get(member.pk, []),
            }
            for member in members
        ]

    def _passages(self) -> list[Row]:
        history: dict[int, list[Row]] = {}
        revisions = PassageRevision.objects.filter(passage__assessment=self.assessment)
        for revision in revisions.order_by("version"):
            history.setdefault(revision.passage_id, []).append(self._text(revision, rows.REVISION))
        found = (
            Passage.objects.filter(assessment=self.assessment).select_related("sheet__track").order_by("slot")
        )
        return [
            {
                **self._text(passage, rows.PASSAGE),
                "track": passage.sheet.track.education_level if passage.sheet else None,
                "criterion": passage.sheet.criterion if passage.sheet else None,
                "revisions": history.get(passage.pk, []),
            }
            for passage in found
        ]

    def _text(self, row: Passage | PassageRevision, names: tuple[str, ...]) -> Row:
        body = with_citations(row.body, lambda key: self.items.by_key[int(key)])
        return {**plain(row, names), "author": self.people.of(row.author_id), "body": body}

    def _cell_changes(self) -> list[Row]:
        found = DataCellChange.objects.filter(assessment=self.assessment).order_by("id")
        return [{**plain(one, rows.CELL_CHANGE), "author": self.people.of(one.author_id)} for one in found]

    def _uses(self) -> list[Row]:
        found = EvidenceUse.objects.filter(assessment_id=self.assessment.pk)
        return sorted(
            ({"item": self.items.of(use.item_id), **plain(use, rows.USE)} for use in found), key=_use_order
        )

    def _meetings(self) -> list[Row]:
        found = Meeting.objects.filter(assessment=self.assessment).order_by("revision", "id")
        return [
            {**plain(meeting, rows.MEETING), "recorded_by": self.people.of(meeting.recorded_by_id)}
            for meeting in found
        ]

    def _seals(self) -> list[Row]:
        copies: dict[int, list[Row]] = {}
        signed = SignedCopy.objects.filter(seal__assessment=self.assessment).select_related("blob")
        for copy in signed.order_by("id"):
            copies.setdefault(copy.seal_id, []).append(
                {
                    **plain(copy, rows.SIGNED_COPY),
                    "uploaded_by": self.people.of(copy.uploaded_by_id),
                    "sha256": copy.blob.sha256,
                }
            )
        return [
            {
                **plain(seal, rows.SEAL),
                "sealed_by": self.people.of(seal.sealed_by_id),
                "signed_copies": copies.get(seal.pk, []),
            }
            for seal in Seal.objects.filter(assessment=self.assessment).order_by("revision")
        ]

    def _documents(self) -> list[Row]:
        """Return the forms made from seals; drafts are made again when somebody asks."""
        made = MadeDocument.objects.filter(assessment=self.assessment, seal__isnull=False)
        return [
            {
                **plain(document, rows.DOCUMENT),
                "seal": document.seal.revision if document.seal else None,
                "made_by": self.people.of(document.made_by_id),
                "sha256": document.blob.sha256,
            }
            for document in made.select_related("seal", "blob").order_by(
                "seal__revision", "form", "criterion", "file_format"
            )
        ]


def _use_order(row: dict[str, Any]) -> tuple[int, str, str, str]:
    return int(row["item"][1:]), row["track"], row["criterion"], row["requirement"]
