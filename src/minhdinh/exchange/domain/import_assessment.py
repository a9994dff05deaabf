"""One self-assessment of a package, written with all its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minhdinh.assessments.models import (
    Answer,
    Assignment,
    CouncilMember,
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
from minhdinh.assessments.slots import parse_slot
from minhdinh.common.problems import Problem
from minhdinh.documents.models import MadeDocument
from minhdinh.evidence.models import Blob, Citation, EvidenceUse
from minhdinh.exchange import rows
from minhdinh.exchange.domain.carried_part import write_carried
from minhdinh.exchange.domain.collecting_part import write_collectings
from minhdinh.exchange.domain.figures_part import write_answers
from minhdinh.exchange.domain.import_talk import TalkImport
from minhdinh.exchange.domain.suggestion_part import SuggestionImport
from minhdinh.exchange.domain.work_part import write_work
from minhdinh.exchange.references import key_of, with_citations
from minhdinh.exchange.rows import Row, values
from minhdinh.lib.richtext import citations, validate
from minhdinh.organisations.models import Organisation
from minhdinh.standards.models import StandardSetVersion

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Keys:
    """What the references of a package stand for on this server."""

    people: Mapping[str, int]
    items: Mapping[str, int]
    blobs: Mapping[str, Blob]


def standard_set_of(content: Row) -> StandardSetVersion:
    """Return the set that a self-assessment was made with; raises Problem where this server lacks it."""
    named = content["standard_set"]
    found = StandardSetVersion.objects.filter(set_id=named["id"], version=named["version"]).first()
    if found is None or found.checksum != named["checksum"]:
        raise Problem(
            f"Máy chủ này chưa có bộ tiêu chuẩn {named['id']} phiên bản {named['version']} đúng như trong gói hồ sơ. "
            "Hãy nạp bộ tiêu chuẩn đó rồi nhập lại."
        )
    return found


class AssessmentImport:
    """Writes one self-assessment; the references of the package were checked before."""

    def __init__(self, school: Organisation, content: Row, keys: Keys) -> None:
        self.school = school
        self.content = content
        self.keys = keys
        self.sheets: dict[Place, Sheet] = {}
        self.members: list[CouncilMember] = []

    def write(self) -> int:
        """Write everything; returns the key of the self-assessment."""
        self.assessment = self._one(
            SelfAssessment,
            self.content,
            rows.ASSESSMENT,
            standard_set=standard_set_of(self.content),
            approved_by_id=self._person(self.content["approved_by"]),
        )
        for entry in self.content["tracks"]:
            self._track(entry)
        self._council()
        write_work(self.assessment, self.content, self.members)
        self._many(DataCell, self.content["cells"], rows.CELL)
        self._cell_changes()
        self._many(SiteCondition, self.content.get("site_conditions", []), rows.SITE_CONDITION)
        for entry in self.content["passages"]:
            self._passage(entry)
        write_carried(self.assessment, self.content, self.keys.people)
        write_answers(self.assessment, self.content, self.keys.people)
        self._uses()
        write_collectings(self.assessment, self.content, self.keys.people, self.keys.items)
        for entry in self.content["meetings"]:
            recorded_by = self._person(entry["recorded_by"])
            self._one(Meeting, entry, rows.MEETING, assessment=self.assessment, recorded_by_id=recorded_by)
        TalkImport(self.assessment, self.sheets, self.keys.people).write(self.content, self._body)
        chosen = SuggestionImport(self.assessment, self.sheets, self.keys.people, self.keys.items)
        chosen.write(self.content, self._body)
        seals = {entry["revision"]: self._seal(entry) for entry in self.content["seals"]}
        self._documents(seals)
        key: int = self.assessment.pk
        return key

    def _person(self, reference: str | None) -> int | None:
        return key_of(self.keys.people, reference)

    def _one(self, model: Any, entry: Row, names: Iterable[str], **more: Any) -> Any:
        row = model(school=self.school, **values(model, entry, names), **more)
        row.save()
        return row

    def _many(self, model: Any, entries: list[Row], names: tuple[str, ...]) -> None:
        model.objects.bulk_create(
            [
                model(school=self.school, assessment=self.assessment, **values(model, entry, names))
                for entry in entries
            ]
        )

    def _cell_changes(self) -> None:
        DataCellChange.objects.bulk_create(
            [
                DataCellChange(
                    school=self.school,
                    assessment=self.assessment,
                    author_id=self._person(entry["author"]),
                    **values(DataCellChange, entry, rows.CELL_CHANGE),
                )
                for entry in self.content.get("cell_changes", [])
            ]
        )

    def _track(self, entry: Row) -> None:
        track = self._one(Track, entry, rows.TRACK, assessment=self.assessment)
        for row in entry["sheets"]:
            sheet = self._one(
                Sheet,
                row,
                rows.SHEET,
                assessment=self.assessment,
                track=track,
                level_by_id=self._person(row["level_by"]),
            )
            self.sheets[entry["education_level"], row["criterion"]] = sheet
            Answer.objects.bulk_create(
                [
                    Answer(
                        school=self.school,
                        sheet=sheet,
                        author_id=self._person(answer["author"]),
                        **values(Answer, answer, rows.ANSWER),
                    )
                    for answer in row["answers"]
                ]
            )

    def _council(self) -> None:
        groups = {
            entry["name"]: self._one(WorkingGroup, entry, rows.GROUP, assessment=self.assessment)
            for entry in self.content["groups"]
        }
        for entry in self.content["members"]:
            member: CouncilMember = self._one(
                CouncilMember,
                entry,
                rows.MEMBER,
                assessment=self.assessment,
                user_id=self._person(entry["user"]),
                group=groups[entry["group"]] if entry["group"] else None,
            )
            self.members.append(member)
            Assignment.objects.bulk_create(
                [
                    Assignment(
                        school=self.school,
                        sheet=self.sheets[one["track"], one["criterion"]],
                        member=member,
                        leads=one["leads"],
                    )
                    for one in entry["assignments"]
                ]
            )

    def _passage(self, entry: Row) -> None:
        sheet = self.sheets[entry["track"], entry["criterion"]] if entry["criterion"] else None
        body = self._body(entry["body"])
        passage = self._one(
            Passage,
            entry,
            rows.PASSAGE,
            assessment=self.assessment,
            sheet=sheet,
            body=body,
            author_id=self._person(entry["author"]),
        )
        PassageRevision.objects.bulk_create(
            [
                PassageRevision(
                    school=self.school,
                    passage=passage,
                    body=self._body(revision["body"]),
                    author_id=self._person(revision["author"]),
                    **values(PassageRevision, revision, rows.REVISION),
                )
                for revision in entry["revisions"]
            ]
        )
        self._cite(passage, body)

    def _body(self, body: Row) -> Row:
        """Return a text with the citations of this server, checked like one that a person writes."""
        return dict(validate(with_citations(body, lambda reference: str(self.keys.items[reference]))))

    def _cite(self, passage: Passage, body: Row) -> None:
        address = parse_slot(passage.slot)
        Citation.objects.bulk_create(
            [
                Citation(
                    school=self.school,
                    item_id=item_id,
                    assessment_id=self.assessment.pk,
                    source=f"passage:{passage.pk}",
                    track=address.track,
                    criterion=address.criterion,
                    level=address.level,
                    requirement=address.requirement,
                )
                for item_id in dict.fromkeys(int(key) for key in citations(body))
            ]
        )

    def _uses(self) -> None:
        EvidenceUse.objects.bulk_create(
            [
                EvidenceUse(
                    school=self.school,
                    item_id=self.keys.items[entry["item"]],
                    assessment_id=self.assessment.pk,
                    **values(EvidenceUse, entry, rows.USE),
                )
                for entry in self.content["uses"]
            ]
        )

    def _seal(self, entry: Row) -> Seal:
        seal: Seal = self._one(
            Seal,
            entry,
            rows.SEAL,
            assessment=self.assessment,
            blob=self.keys.blobs[entry["sha256"]],
            sealed_by_id=self._person(entry["sealed_by"]),
        )
        for copy in entry["signed_copies"]:
            self._one(
                SignedCopy,
                copy,
                rows.SIGNED_COPY,
                seal=seal,
                blob=self.keys.blobs[copy["sha256"]],
                uploaded_by_id=self._person(copy["uploaded_by"]),
            )
        return seal

    def _documents(self, seals: Mapping[int, Seal]) -> None:
        for entry in self.content["documents"]:
            self._one(
                MadeDocument,
                entry,
                rows.DOCUMENT,
                assessment=self.assessment,
                seal=seals[entry["seal"]],
                blob=self.keys.blobs[entry["sha256"]],
                made_by_id=self._person(entry["made_by"]),
            )
