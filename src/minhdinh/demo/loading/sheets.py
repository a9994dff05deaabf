"""The criterion sheets: statements with citations, answers, levels, and how far each sheet is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.queries import sheet_at
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.assessments.slots import statement_slot
from minhdinh.common.problems import Problem
from minhdinh.demo.content import Dossier
from minhdinh.demo.loading.actors import Cast, DemoContentError
from minhdinh.demo.loading.texts import body, first_sentence

SAVE_ID = "demo-load-{version}"
RETURN_REASON = "Nêu rõ thời hạn và người chịu trách nhiệm khắc phục trong mô tả hiện trạng."
WITH_HISTORY = frozenset({"1.1", "1.3"})


@dataclass(frozen=True, slots=True)
class Writing:
    """What writing the sheets of a school needs."""

    dossier: Dossier
    cast: Cast
    assessment: SelfAssessment
    items: Mapping[str, int]

    @property
    def chair(self) -> Actor:
        """The council's chair."""
        members = self.dossier.council["council"]["members"]
        return self.cast[next(str(one["username"]) for one in members if one["role"] == "chair")]

    def lead(self, criterion: str) -> Actor:
        """Return who leads a criterion."""
        return self.cast[self.dossier.council["assignments"][criterion]["lead"]]

    def helper(self, criterion: str) -> Actor | None:
        """Return the first of the others in charge of a criterion."""
        others = self.dossier.council["assignments"][criterion]["others"]
        return self.cast[others[0]] if others else None


def load_sheets(writing: Writing) -> None:
    """Write every sheet of the sample."""
    for track, sheets in writing.dossier.tracks.items():
        for criterion, content in sheets.items():
            _write_statements(writing, track, criterion, content["requirements"])
            sheet = sheet_at(writing.assessment, track, criterion)
            if sheet is None:
                raise DemoContentError(f"sheet {track} {criterion}")
            _answer(writing.lead(criterion), sheet, content["requirements"])
            _decide(writing, sheet, content)


def _write_statements(
    writing: Writing, track: str, criterion: str, requirements: Mapping[str, Mapping[str, Any]]
) -> None:
    catalogue = writing.assessment.standard_set.catalogue
    levels = {one.id: one.level for one in catalogue.criterion(criterion).iter_requirements()}
    for requirement, entry in requirements.items():
        if not entry.get("text"):
            continue
        slot = statement_slot(track, criterion, levels[requirement], requirement)
        helper = writing.helper(criterion) if criterion in WITH_HISTORY else None
        version = 0
        if helper is not None:
            _save(writing, helper, slot, version, first_sentence(entry["text"]))
            version = 1
        _save(writing, writing.lead(criterion), slot, version, entry["text"])


def _save(writing: Writing, author: Actor, slot: str, version: int, text: str) -> None:
    save_passage(
        actor=author,
        assessment=writing.assessment,
        slot=slot,
        version=version,
        body=body([text], writing.items),
        save_id=SAVE_ID.format(version=version + 1),
    )


def _answer(lead: Actor, sheet: Sheet, requirements: Mapping[str, Mapping[str, Any]]) -> None:
    for requirement, entry in requirements.items():
        if entry.get("answer"):
            set_answer(actor=lead, sheet=sheet, requirement=requirement, value=entry["answer"])


def _decide(writing: Writing, sheet: Sheet, content: Mapping[str, Any]) -> None:
    """Press the level and move the sheet on. Evidence runs out as time passes: such a sheet stays undecided."""
    lead, state = writing.lead(sheet.criterion), content["state"]
    if content["level"] is None:
        return
    try:
        press_level(actor=lead, sheet=sheet, level=content["level"])
    except Problem:
        return
    if state in {SheetState.WAITING, SheetState.APPROVED, SheetState.NEEDS_WORK}:
        move_sheet(actor=lead, sheet=sheet, move="hand_in")
    if state == SheetState.APPROVED:
        move_sheet(actor=writing.chair, sheet=sheet, move="approve")
    elif state == SheetState.NEEDS_WORK:
        move_sheet(actor=writing.chair, sheet=sheet, move="return", reason=RETURN_REASON)
