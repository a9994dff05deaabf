"""The checks of figures as pages show them: words, the way to the passage and to the table, the explanation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.assessments.carrying.texts import place_words
from minhdinh.assessments.domain.naming import has_several_tracks
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.figures.checking import Checks, Question
from minhdinh.assessments.models import FigureAnswer, SelfAssessment
from minhdinh.assessments.slots import SlotError, parse_slot
from minhdinh.lib.text import two_digits

PAGES = {PassageKind.REMARK: "remarks", PassageKind.FINAL: "final-level"}


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with its links, and the explanation that stands or stood."""

    subject: str
    seen: str
    words: str
    table_url: str
    text_url: str
    text_label: str
    answer: FigureAnswer | None
    earlier: FigureAnswer | None


@dataclass(frozen=True, slots=True)
class ChecksView:
    """The checks of all tables, or of one."""

    doubts: list[dict[str, str]]
    open: list[QuestionView]
    answered: list[QuestionView]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.doubts or self.open or self.answered)


def build_checks(assessment: SelfAssessment, checks: Checks, table: str = "") -> ChecksView:
    """Return the checks of a year, of one ``table`` where named."""
    doubts = [one for one in checks.doubts if table in {"", one.table}]
    questions = [one for one in checks.questions if table in {"", one.table}]
    several = any(one.slot for one in questions) and has_several_tracks(assessment.pk)
    views = [_view(assessment, one, several=several) for one in questions]
    return ChecksView(
        doubts=[{"words": one.words, "url": _table_url(assessment, one.table)} for one in doubts],
        open=[one for one in views if one.answer is None],
        answered=[one for one in views if one.answer is not None],
    )


def open_words(questions: Iterable[Question]) -> str:
    """Return how many questions wait, by kind, in words; "" for none."""
    kinds = [one.kind for one in questions]
    counts = (
        (kinds.count("jump"), _("số tăng giảm mạnh chưa giải trình")),
        (kinds.count("text"), _("chỗ báo cáo nói khác bảng")),
    )
    return ", ".join(f"{two_digits(count)} {what}" for count, what in counts if count)


def _view(assessment: SelfAssessment, one: Question, *, several: bool) -> QuestionView:
    label, url = _place(assessment, one.slot, several=several) if one.slot else ("", "")
    return QuestionView(
        one.subject,
        one.seen,
        one.words,
        _table_url(assessment, one.table),
        url,
        label,
        one.answer,
        one.earlier,
    )


def _table_url(assessment: SelfAssessment, table: str) -> str:
    return f"{_url(assessment, 'tables')}?bang={table}"


def _url(assessment: SelfAssessment, name: str, **more: str) -> str:
    base = {"code": assessment.school.code, "year": assessment.year}
    return reverse(f"assessments:{name}", kwargs={**base, **more})


def _place(assessment: SelfAssessment, slot: str, *, several: bool) -> tuple[str, str]:
    """Return where a passage stands, in words and as an address; no address for one that is not known any more."""
    label = place_words(assessment.standard_set.catalogue, slot, several=several)
    try:
        found = parse_slot(slot)
    except SlotError:
        return slot, ""
    if found.criterion:
        url = _url(assessment, "sheet", track=found.track, criterion=found.criterion)
        anchor = f"?muc={found.level}#yc-{found.requirement}" if found.requirement else ""
        return label, f"{url}{anchor}"
    return label, _url(assessment, PAGES.get(found.kind, "report"))
