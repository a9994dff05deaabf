"""What looks wrong in the figures and between them and the texts: found by rules, explained by people, never a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.naming import has_several_tracks
from minhdinh.assessments.domain.tables import table_view
from minhdinh.assessments.figures.rules.jumps import Jump, empty_groups, jumps
from minhdinh.assessments.figures.rules.sayings import Contradiction, contradictions, sayings
from minhdinh.assessments.models import FigureAnswer, FigureSettings, Passage, SelfAssessment
from minhdinh.assessments.models.figures import USUAL_SHARE
from minhdinh.assessments.rules.numbers import shown
from minhdinh.assessments.rules.table_form import Table
from minhdinh.assessments.rules.tables import Figures, Finding
from minhdinh.assessments.slots import SlotError, parse_slot
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.text import clean

JUMP, TEXT = "jump", "text"
LONGEST = 1000
LARGEST_SHARE = 500


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the tables that does not add up, in words that name table, row and year."""

    table: str
    words: str


@dataclass(frozen=True)
class Question:
    """Something that may well be right and that somebody should explain: a jump, or a text beside the tables.

    ``seen`` are the figures it is about; ``answer`` explains these, ``earlier`` explained others. ``slot`` is the
    passage that says otherwise, "" for a jump.
    """

    kind: str
    subject: str
    seen: str
    table: str
    words: str
    slot: str = ""
    answer: FigureAnswer | None = None
    earlier: FigureAnswer | None = None


@dataclass(frozen=True)
class Checks:
    """Everything that was found: doubts to be mended, questions to be explained or mended."""

    doubts: Sequence[Doubt]
    questions: Sequence[Question]
    share: int

    @property
    def open_questions(self) -> list[Question]:
        """The questions that nobody explained yet."""
        return [question for question in self.questions if question.answer is None]

    @property
    def empty(self) -> bool:
        """Whether nothing waits for anybody."""
        return not self.doubts and not self.open_questions


def checks_of(
    assessment: SelfAssessment, figures: Figures | None = None, texts: Mapping[str, str] | None = None
) -> Checks:
    """Return what is to be looked at in a year's figures; at most five queries, fewer with what is at hand."""
    known = figures or table_view(assessment)
    share = share_of(assessment.school_id)
    found = [_of_jump(one) for one in jumps(known, share)]
    found += _of_texts(assessment, known, written_texts(assessment) if texts is None else texts)
    answers: dict[str, FigureAnswer] = {}
    if found:
        answers = {one.subject: one for one in FigureAnswer.objects.filter(assessment=assessment)}
    doubts = [_doubt(known, finding) for finding in known.findings() if finding.suspicious]
    doubts += [Doubt(one.address[0], one.words) for one in empty_groups(known)]
    return Checks(doubts, [_with_answer(one, answers.get(one.subject)) for one in found], share)


def written_texts(assessment: SelfAssessment) -> dict[str, str]:
    """Return the words of every passage that counts as written, by slot; one query."""
    rows = Passage.objects.filter(assessment=assessment, inherited=False).exclude(text="")
    return dict(rows.order_by("slot").values_list("slot", "text"))


def share_of(school_id: int) -> int:
    """Return from which change on, in percent, a school wants a figure to be asked about."""
    kept = FigureSettings.objects.filter(school_id=school_id).first()
    return kept.share if kept else USUAL_SHARE


@in_vietnamese
def explain(*, actor: Actor, assessment: SelfAssessment, subject: str, seen: str, text: str) -> None:
    """Keep why a figure is right; an empty text takes the explanation back.

    ``seen`` are the figures as the person read them. Raises NotHere for a question that nothing asks, Stale where the
    figures changed meanwhile, Problem for a text too long or while the report is not being worked on.
    """
    require_report_writer(actor, assessment)
    words = clean(text)
    if len(words) > LONGEST:
        raise Problem(f"Giải trình dài nhất {LONGEST} ký tự.")
    with transaction.atomic():
        hold_open(assessment)
        question = next((one for one in checks_of(assessment).questions if one.subject == subject), None)
        if question is None:
            raise NotHere("Số liệu này không còn gì cần giải trình.")
        if question.seen != seen:
            raise Stale("Số liệu vừa thay đổi. Hãy xem lại số mới rồi giải trình.")
        standing = question.answer or question.earlier
        if (question.answer.text if question.answer else "") == words:
            return
        if not words:
            FigureAnswer.objects.filter(assessment=assessment, subject=subject).delete()
        else:
            values = {
                "seen": seen,
                "text": words,
                "author_id": actor.user_id,
                "author_name": actor.name,
                "saved_at": timezone.now(),
                "school_id": assessment.school_id,
            }
            FigureAnswer.objects.update_or_create(assessment=assessment, subject=subject, defaults=values)
        record(
            actor=actor,
            code=actions.FIGURE_EXPLAINED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            subject=question.words,
            text=words or (f"bỏ “{standing.text}”" if standing else ""),
        )


@in_vietnamese
def set_share(*, actor: Actor, assessment: SelfAssessment, share: int) -> None:
    """Keep from which change on, in percent, this school wants a figure to be asked about; raises Problem."""
    require(actor, Permission.REPORT_WRITE, organisation_id=assessment.school_id)
    if not 1 <= share <= LARGEST_SHARE:
        raise Problem(f"Hãy ghi một số từ 1 đến {LARGEST_SHARE}.", field="share")
    if share_of(assessment.school_id) == share:
        return
    with transaction.atomic():
        FigureSettings.objects.update_or_create(school_id=assessment.school_id, defaults={"share": share})
        target = f"assessments.SelfAssessment:{assessment.pk}"
        record(actor=actor, code=actions.FIGURE_SHARE_SET, target=target, share=share)


def _of_texts(assessment: SelfAssessment, known: Figures, texts: Mapping[str, str]) -> list[Question]:
    """Return what texts say otherwise than the tables; "the school" in a text of one of several cấp học is a part."""
    found = [
        _of_text(known, slot, one)
        for slot, text in texts.items()
        for one in contradictions(known, sayings(text, assessment.year))
    ]
    of_a_level = [one for one in found if _track_of(one.slot)]
    if of_a_level and has_several_tracks(assessment.pk):
        return [one for one in found if not _track_of(one.slot)]
    return found


def _track_of(slot: str) -> str:
    try:
        return parse_slot(slot).track or ""
    except SlotError:
        return ""


def _of_jump(one: Jump) -> Question:
    subject = f"{JUMP}:{one.table.key}.{one.row.key}.{one.year}"
    return Question(JUMP, subject, f"{one.before} → {one.after}", one.table.key, one.words)


def _of_text(figures: Figures, slot: str, one: Contradiction) -> Question:
    table, saying = figures.form.by_key[one.table], one.saying
    words = _("Đoạn văn ghi “%(quote)s”, bảng %(table)s (%(row)s, năm học %(year)s) là %(value)s.") % {
        "quote": saying.quote,
        "table": table.number,
        "row": row_words(table, one.row),
        "year": saying.year,
        "value": shown(one.value),
    }
    subject = f"{TEXT}:{slot}:{saying.noun}.{saying.year}.{saying.number}"
    return Question(TEXT, subject, f"{saying.number} / {one.value}", one.table, words, slot)


def _with_answer(one: Question, answer: FigureAnswer | None) -> Question:
    if answer is None:
        return one
    fits = answer.seen == one.seen
    return Question(
        one.kind, one.subject, one.seen, one.table, one.words, one.slot,
        answer if fits else None, None if fits else answer,
    )  # fmt: skip


def _doubt(figures: Figures, finding: Finding) -> Doubt:
    table = figures.form.by_key[finding.table]
    column = table.column(finding.column)
    place = ", ".join([row_words(table, finding.row), column.label.lower() if column else finding.column])
    return Doubt(table.key, f"Bảng {table.number}, {place}: {finding.message}")


def row_words(table: Table, row: str) -> str:
    """Return what a row is called inside a sentence."""
    return table.by_key[row].label.removeprefix("- ")
