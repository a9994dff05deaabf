"""Two years side by side: levels, answers and words of every criterion, and every number of the data tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from markupsafe import Markup

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.choices import routes_between
from minhdinh.assessments.carrying.pieces import Body, together
from minhdinh.assessments.carrying.routes import Routes
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.carrying.texts import place_words
from minhdinh.assessments.domain.naming import has_several_tracks
from minhdinh.assessments.domain.queries import passages_of, sheets_of
from minhdinh.assessments.domain.tables import table_view
from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models import Answer, CarriedText, Passage, SelfAssessment, Sheet
from minhdinh.assessments.presenters.passages import Codes
from minhdinh.assessments.rules.numbers import printed
from minhdinh.assessments.rules.table_form import FREE, HEADING, Row, Table
from minhdinh.assessments.rules.tables import Figures
from minhdinh.lib.richtext import diff_html
from minhdinh.lib.school_year import PATTERN


@dataclass(frozen=True, slots=True)
class TextChange:
    """One place whose words differ: the newer text with what went and what came."""

    place: str
    html: Markup
    inherited: bool


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion of the newer year beside what it was."""

    code: str
    title: str
    track: str
    before: str
    after: str
    moved: str
    answers_before: str
    answers_after: str
    texts: list[TextChange]
    unchanged: int


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One number in both years; ``change`` is the difference with its sign, "" where one of them is missing."""

    label: str
    before: str
    after: str
    change: str
    tone: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A data table with the rows that have a number in one of the years."""

    title: str
    rows: list[FigureChange]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything on the page."""

    older: SelfAssessment
    newer: SelfAssessment
    same_set: bool
    criteria: list[CriterionChange]
    others: list[TextChange]
    tables: list[FigureTable]

    @property
    def several(self) -> bool:
        """Whether the newer year has several cấp học, so that each criterion names its own."""
        return len({one.track for one in self.criteria}) > 1


def compare(actor: Actor, older: SelfAssessment, newer: SelfAssessment) -> Comparison:
    """Return two years of a school side by side; a constant number of queries."""
    routes = routes_between(older.standard_set.catalogue, target_of(newer))
    words = _Words(actor, older, newer, same_set=routes.same_set)
    by_sheet = words.by_sheet()
    sheets, answers = _Sheets(older, routes), _answers(newer)
    return Comparison(
        older=older,
        newer=newer,
        same_set=routes.same_set,
        criteria=[
            _criterion(
                newer, sheet, sheets, answers.get(sheet.pk, Counter()), by_sheet.get(sheet.pk, ([], 0))
            )
            for sheet in sheets_of(newer)
        ],
        others=words.others(),
        tables=_tables(older, newer),
    )


class _Words:
    """The texts of the newer year beside those they came from: the same place, or the ones that were carried there."""

    def __init__(self, actor: Actor, older: SelfAssessment, newer: SelfAssessment, *, same_set: bool) -> None:
        self.newer = newer
        self.now = passages_of(newer)
        self.several = has_several_tracks(newer.pk) or has_several_tracks(older.pk)
        before = {slot: row.body for slot, row in passages_of(older).items() if row.text}
        self.before = before if same_set else _carried(older, newer)
        bodies = [*self.before.values(), *(row.body for row in self.now.values())]
        self.codes = Codes(actor, newer, bodies)

    def by_sheet(self) -> dict[int, tuple[list[TextChange], int]]:
        """Return the changed places of each sheet of the newer year, and how many stayed word for word."""
        changes: defaultdict[int, list[TextChange]] = defaultdict(list)
        unchanged: Counter[int] = Counter()
        for slot, row in self.now.items():
            if row.sheet_id is None or not (row.text or slot in self.before):
                continue
            if self.before.get(slot) == row.body:
                unchanged[row.sheet_id] += 1
            else:
                changes[row.sheet_id].append(self._change(slot, row))
        return {key: (changes[key], unchanged[key]) for key in {*changes, *unchanged}}

    def others(self) -> list[TextChange]:
        """Return the changed remarks and parts of the report, and what stands in the older year only."""
        rows = [(slot, row) for slot, row in self.now.items() if row.sheet_id is None]
        found = [
            self._change(slot, row) for slot, row in rows if row.text and self.before.get(slot) != row.body
        ]
        gone = [slot for slot in self.before if slot not in self.now]
        return found + [self._change(slot, None) for slot in sorted(gone)]

    def _change(self, slot: str, row: Passage | None) -> TextChange:
        words = place_words(self.newer.standard_set.catalogue, slot, several=self.several)
        html = diff_html(self.before.get(slot), row.body if row else None, self.codes.known.get)
        return TextChange(words[:1].upper() + words[1:], html, bool(row and row.inherited))


class _Sheets:
    """The sheets of the older year by the place that they have in the newer one."""

    def __init__(self, older: SelfAssessment, routes: Routes) -> None:
        self.labels = older.standard_set.catalogue.labels
        self.same_set = routes.same_set
        self.answers = _answers(older)
        self.by_place: defaultdict[tuple[str, str], list[Sheet]] = defaultdict(list)
        for sheet in sheets_of(older):
            criterion = routes.criterion_for(sheet.criterion)
            for track in routes.tracks_for(sheet.track.education_level) if criterion else ():
                self.by_place[track, criterion].append(sheet)

    def level_words(self, rows: list[Sheet]) -> str:
        """Return the older result; with the older codes where the sets differ."""
        if self.same_set:
            return self.labels.criterion_result(rows[0].level) if rows else _("không có")
        return "; ".join(f"{row.criterion}: {self.labels.criterion_result(row.level)}" for row in rows) or "–"


def _carried(older: SelfAssessment, newer: SelfAssessment) -> dict[str, Body]:
    """Return what texts of the older year became of each place of the newer one."""
    rows = CarriedText.objects.filter(passage__assessment=newer, source__passage__assessment=older)
    found: defaultdict[str, list[Body]] = defaultdict(list)
    for slot, body in rows.order_by("id").values_list("passage__slot", "source__body"):
        found[slot].append(body)
    return {slot: together(bodies) for slot, bodies in found.items()}


def _answers(assessment: SelfAssessment) -> dict[int, Counter[str]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = Answer.objects.filter(sheet__assessment=assessment).values_list("sheet_id", "value")
    for sheet_id, value in rows:
        found[sheet_id][value] += 1
    return found


def _answered(counts: Counter[str]) -> str:
    if not counts:
        return _("chưa xét")
    return _("%(met)s đạt, %(unmet)s chưa đạt") % {
        "met": counts[AnswerValue.MET],
        "unmet": counts[AnswerValue.UNMET],
    }


def _criterion(
    newer: SelfAssessment,
    sheet: Sheet,
    sheets: _Sheets,
    answers: Counter[str],
    texts: tuple[list[TextChange], int],
) -> CriterionChange:
    catalogue = newer.standard_set.catalogue
    rows = sheets.by_place.get((sheet.track.education_level, sheet.criterion), [])
    before = rows[0].level if sheets.same_set and rows else None
    return CriterionChange(
        code=sheet.criterion,
        title=catalogue.criterion(sheet.criterion).title,
        track=str(sheet.track.get_education_level_display()),
        before=sheets.level_words(rows),
        after=catalogue.labels.criterion_result(sheet.level),
        moved=_moved(before, sheet.level),
        answers_before=_answered(sum((sheets.answers.get(row.pk, Counter()) for row in rows), Counter())),
        answers_after=_answered(answers),
        texts=texts[0],
        unchanged=texts[1],
    )


def _moved(before: int | None, after: int | None) -> str:
    if before is None or after is None or before == after:
        return ""
    return "up" if after > before else "down"


def _tables(older: SelfAssessment, newer: SelfAssessment) -> list[FigureTable]:
    before, after = table_view(older), table_view(newer)
    found = [
        FigureTable(table.full_title, list(_rows(table, before, after, (older.year, newer.year))))
        for table in after.form.tables
    ]
    return [table for table in found if table.rows]


def _rows(table: Table, before: Figures, after: Figures, years: tuple[str, str]) -> Iterator[FigureChange]:
    of_years = any(PATTERN.match(column.key) for column in table.columns)
    columns: list[tuple[str, str, str]] = (
        [(years[0], years[1], "")]
        if of_years
        else [(column.key, column.key, column.label) for column in table.columns]
    )
    older = before.form.by_key.get(table.key)
    for row in table.rows:
        if row.kind in {HEADING, FREE}:
            continue
        for then, now, label in columns:
            first = _value(before, older, row, then)
            second = _value(after, table, row, now)
            if first is not None or second is not None:
                yield _figure(row, f"{row.label}, {label.lower()}" if label else row.label, first, second)


def _value(figures: Figures, table: Table | None, row: Row, column: str) -> Decimal | None:
    """Return a number, None where the year's table does not have the row or the cell is empty."""
    if table is None or row.key not in table.by_key or table.column(column) is None:
        return None
    return figures.value(table.key, row.key, column)


def _figure(row: Row, label: str, before: Decimal | None, after: Decimal | None) -> FigureChange:
    change, tone = "", "none"
    if before is not None and after is not None and before != after:
        sign = "+" if after > before else "−"
        change = f"{sign}{printed(abs(after - before), row.unit, row.places)}"
        tone = "ok" if after > before else "wait"
    return FigureChange(
        label,
        "" if before is None else printed(before, row.unit, row.places),
        "" if after is None else printed(after, row.unit, row.places),
        change,
        tone,
    )
