"""What would be carried, as pages show it: counts, every text with its fate, who left, what stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from markupsafe import Markup

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.carry import CarryPlan
from minhdinh.assessments.carrying.marks import Waiting
from minhdinh.assessments.carrying.pieces import Fate, Placed
from minhdinh.assessments.carrying.texts import place_words, report_order
from minhdinh.assessments.carrying.word.report import WordPlan
from minhdinh.assessments.domain.naming import has_several_tracks, track_label
from minhdinh.assessments.domain.queries import criteria_of_person
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import CarriedText, Passage, SelfAssessment
from minhdinh.assessments.presenters.passages import Codes
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.lib.richtext import citations, plain_text
from minhdinh.lib.text import two_digits
from minhdinh.standards.catalogue import StandardSet

EXCERPT = 180
FATES = {
    Fate.CARRIED: (_lazy("Mang sang"), "ok"),
    Fate.KEPT: (_lazy("Đã có, giữ nguyên"), "none"),
    Fate.NO_PLACE: (_lazy("Không có chỗ"), "wait"),
}


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text: where it stood, how it begins, where it goes. ``whole`` is set where nobody will carry it."""

    origin: str
    excerpt: str
    whole: str
    places: list[str]
    kept: list[str]
    why: str
    note: str
    fate: str
    tone: str
    cited: int


@dataclass(frozen=True, slots=True)
class Count:
    """A thing that comes along and how many of it."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class EmptyCriterion:
    """A criterion of the receiving year with requirements that no text was found for."""

    code: str
    title: str
    requirements: list[str]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the page of a preview."""

    source_label: str
    set_label: str
    counts: list[Count]
    lines: list[TextLine]
    left_behind: list[TextLine]
    people_left: list[str]
    seated: bool
    empty: list[EmptyCriterion]
    outside: int
    now: int
    same_set: bool
    has_crosswalk: bool
    nothing: bool


@dataclass(frozen=True, slots=True)
class WordPage:
    """Everything on the page of a file that was read."""

    counts: list[Count]
    lines: list[TextLine]
    left_behind: list[TextLine]
    unknown: list[str]
    nothing: bool


def build_plan(plan: CarryPlan) -> PlanPage:
    """Return a plan as its page shows it; no query."""
    catalogue = plan.target.catalogue
    several = len(plan.target.tracks) > 1
    lines = _lines(plan.texts, catalogue, several=several)
    source = plan.source.standard_set.catalogue
    return PlanPage(
        source_label=plan.source.year,
        set_label=source.short_title,
        counts=_counts(plan),
        lines=[line for line, one in zip(lines, plan.texts, strict=True) if one.fate is not Fate.NO_PLACE],
        left_behind=[line for line, one in zip(lines, plan.texts, strict=True) if one.fate is Fate.NO_PLACE],
        people_left=[member.name for member in plan.people.left],
        seated=plan.people.seated,
        empty=[
            EmptyCriterion(
                f"{code} ({track_label(track)})" if several else code, catalogue.criterion(code).title, ids
            )
            for (track, code), ids in plan.empty.items()
        ],
        outside=plan.figures.outside,
        now=plan.figures.now,
        same_set=plan.routes.same_set,
        has_crosswalk=plan.routes.crosswalk is not None,
        nothing=plan.is_nothing,
    )


def build_word(plan: WordPlan, catalogue: StandardSet) -> WordPage:
    """Return what was read from a file as its page shows it; one query."""
    several = has_several_tracks(plan.report.assessment_id)
    lines = _lines(plan.texts, catalogue, several=several)
    paired = list(zip(lines, plan.texts, strict=True))
    carried = plan.count(Fate.CARRIED)
    return WordPage(
        counts=[
            Count(_("đoạn mang sang"), carried),
            Count(_("đoạn đã có, giữ nguyên"), plan.count(Fate.KEPT)),
            Count(_("đoạn không có chỗ"), plan.count(Fate.NO_PLACE)),
            Count(_("trích dẫn minh chứng"), sum(line.cited for line, one in paired if one.targets)),
            Count(_("mã chưa có trong kho"), len(plan.unknown)),
        ],
        lines=[line for line, one in paired if one.fate is not Fate.NO_PLACE],
        left_behind=[line for line, one in paired if one.fate is Fate.NO_PLACE],
        unknown=plan.unknown,
        nothing=not carried,
    )


def _counts(plan: CarryPlan) -> list[Count]:
    return [
        Count(_("đoạn văn"), plan.count(Fate.CARRIED)),
        Count(_("người trong hội đồng, nhóm"), plan.people.count),
        Count(_("lượt phân công"), len(plan.assignments)),
        Count(_("lượt dùng minh chứng"), len(plan.uses)),
        Count(_("ô số liệu"), len(plan.figures.cells)),
        Count(_("chữ viết tắt"), plan.abbreviations),
        *(Count(label, number) for label, number in plan.others),
    ]


def _lines(placed: Sequence[Placed], catalogue: StandardSet, *, several: bool) -> list[TextLine]:
    return [_line(one, catalogue, several=several) for one in placed]


def _line(one: Placed, catalogue: StandardSet, *, several: bool) -> TextLine:
    text = plain_text(one.piece.body) or _("(bảng hoặc trích dẫn, không có chữ)")
    label, tone = FATES[one.fate]
    return TextLine(
        origin=one.piece.origin,
        excerpt=text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]}…",
        whole=text if one.fate is Fate.NO_PLACE and len(text) > EXCERPT else "",
        places=_places(one.targets, catalogue, several=several),
        kept=_places(one.kept, catalogue, several=several),
        why=one.why,
        note=one.note,
        fate=str(label),
        tone=tone,
        cited=len(set(citations(one.piece.body))),
    )


def _places(slots: Iterable[str], catalogue: StandardSet, *, several: bool) -> list[str]:
    """Return places as people name them, each once; a school of several cấp học has one a track."""
    words = [place_words(catalogue, slot, several=several) for slot in slots]
    return [word[:1].upper() + word[1:] for word in dict.fromkeys(words)]


def waiting_words(count: int) -> str:
    """Return how many texts wait for somebody to answer for them, "" for none."""
    return _("%(count)s đoạn chờ cập nhật") % {"count": two_digits(count)} if count else ""


@dataclass(frozen=True, slots=True)
class WaitingText:
    """An inherited text that nobody answered for: its words, its sources, and where to edit or confirm it."""

    place: str
    html: Markup
    slot: str
    version: int
    origins: list[CarriedText]
    url: str
    writable: bool


def build_waiting(actor: Actor, assessment: SelfAssessment, waiting: Sequence[Waiting]) -> list[WaitingText]:
    """Return the waiting texts in the order of the report; four queries."""
    codes = Codes(actor, assessment, [one.passage.body for one in waiting])
    catalogue = assessment.standard_set.catalogue
    order, several = report_order(catalogue), has_several_tracks(assessment.pk)
    own = criteria_of_person(assessment, actor.user_id)
    found = []
    for one in sorted(waiting, key=lambda each: order(each.passage.slot)):
        passage = one.passage
        mine = actor.can(Permission.SHEET_WRITE_ANY) or passage.sheet_id in own
        writes = mine if passage.sheet_id else actor.can(Permission.REPORT_WRITE)
        words = place_words(catalogue, passage.slot, several=several)
        found.append(
            WaitingText(
                place=words[:1].upper() + words[1:],
                html=codes.html(passage.body),
                slot=passage.slot,
                version=passage.version,
                origins=one.origins,
                url=place_url(assessment, passage),
                writable=writes and assessment.is_open,
            )
        )
    return found


def place_url(assessment: SelfAssessment, passage: Passage) -> str:
    """Return the address of the page where a passage is written."""
    if passage.sheet is not None and passage.kind == PassageKind.STATEMENT:
        return f"{sheet_url(assessment, passage.sheet)}?muc={passage.level}#yc-{passage.requirement}"
    if passage.sheet is not None:
        return sheet_url(assessment, passage.sheet)
    base = {"code": assessment.school.code, "year": assessment.year}
    if passage.kind == PassageKind.REMARK:
        standard = passage.slot.split(":")[1]
        return f"{reverse('assessments:remarks', kwargs=base)}?tieu-chuan={standard}"
    return reverse(
        f"assessments:{'final-level' if passage.kind == PassageKind.FINAL else 'report'}", kwargs=base
    )
