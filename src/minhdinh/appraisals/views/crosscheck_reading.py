"""The report as cross-checkers and examiners read it: one standard at a time, and the general part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _
from markupsafe import Markup

from minhdinh.appraisals.domain.crosscheck_report import Report
from minhdinh.appraisals.models import CrossComment
from minhdinh.assessments.slots import FINAL_LABELS, REMARK_LABELS, REPORT_LABELS, SHEET_LABELS
from minhdinh.lib.richtext import Citation, CitationStyle, citations, is_empty, to_html

GENERAL = "chung"
FINAL = "muc-4"
Comments = Mapping[tuple[str, str], CrossComment]
Drawing = Callable[[Mapping[str, Any] | None], Markup]


class CitedItem(Protocol):
    """What is known of an evidence item where it is cited; ``url`` is where a click on its code leads."""

    @property
    def pk(self) -> int: ...  # noqa: D102 (the id that citations carry)
    @property
    def code(self) -> str: ...  # noqa: D102 (as the report prints it)
    @property
    def name(self) -> str: ...  # noqa: D102 (empty where only an index may be kept)
    @property
    def url(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Part:
    """A text with its heading."""

    label: str
    html: Markup


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """A criterion of one track: its texts by level, its level, and the reviewer's comment so far."""

    track: str
    track_label: str
    code: str
    title: str
    mandatory: bool
    level: str
    parts: list[Part]
    comment: CrossComment | None

    @property
    def anchor(self) -> str:
        """The id of its place on the page."""
        return f"tc-{self.track}-{self.code}".replace(".", "-")


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """What one tab shows."""

    title: str
    parts: list[Part] = field(default_factory=list)
    criteria: list[CriterionPart] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    items: list[CitedItem] = field(default_factory=list)


def tabs_of(report: Report, wanted: str, comments: Comments) -> list[dict[str, Any]]:
    """Return the tabs: the general part, then a standard each with how many criteria have a comment."""
    written: dict[str, int] = {}
    for (_track, criterion), one in comments.items():
        if not one.is_empty:
            written[criterion.split(".")[0]] = written.get(criterion.split(".")[0], 0) + 1
    return [
        {"label": _("Phần chung"), "url": f"?tieu-chuan={GENERAL}", "active": wanted == GENERAL},
        *(
            {
                "label": _("Tiêu chuẩn %(code)s") % {"code": one["code"]},
                "url": f"?tieu-chuan={one['code']}",
                "active": wanted == one["code"],
                "note": str(written.get(one["code"], "")),
            }
            for one in report.standards
        ),
        *_final_tab(report, wanted),
    ]


def _final_tab(report: Report, wanted: str) -> list[dict[str, Any]]:
    """Return the tab of Mức 4 where the school assessed itself at it (before 2026)."""
    assessed = any(
        value is not None for track in report.tracks for value in (track["level_4"] or {}).values()
    )
    tab = {"label": _("Mức 4"), "url": f"?tieu-chuan={FINAL}", "active": wanted == FINAL}
    return [tab] if assessed else []


def reading_page(report: Report, wanted: str, items: Sequence[CitedItem], comments: Comments) -> ReadingPage:
    """Return what the tab ``wanted`` shows: one of those that ``tabs_of`` names."""
    if wanted == GENERAL:
        return general_page(report, items)
    if wanted == FINAL:
        return final_page(report, items)
    return standard_page(report, wanted, items, comments)


def final_page(report: Report, items: Sequence[CitedItem]) -> ReadingPage:
    """Return the items of Mức 4, each with the school's answer and its texts, track by track."""
    drawn, known = drawing(report, items), report.dossier["standard_set"].get("level_4") or ()
    parts: list[Part] = []
    bodies: list[Mapping[str, Any]] = []
    for track in report.tracks:
        answers, texts = track["level_4"] or {}, track.get("level_4_texts") or {}
        for one in known:
            written = {key: body for key, body in (texts.get(one["id"]) or {}).items() if not is_empty(body)}
            bodies += written.values()
            label = ". ".join(word for word in (one["reference"], one["text"].rstrip(".")) if word)
            where = f" ({track['label']})" if len(report.tracks) > 1 else ""
            html = Markup("<p><strong>{}</strong></p>").format(_answer(met=answers.get(one["id"])))
            for key, body in written.items():
                html += Markup("<h4>{}</h4>{}").format(FINAL_LABELS[key], drawn(body))
            parts.append(Part(label + where, html))
    return ReadingPage(_("Mức 4"), parts=parts, items=_cited_in(items, bodies))


def _answer(*, met: bool | None) -> str:
    words = {True: _("Đạt"), False: _("Chưa đạt"), None: _("Chưa xét")}
    return words[met]


def general_page(report: Report, items: Sequence[CitedItem]) -> ReadingPage:
    """Return the general parts and the tables of the report."""
    texts = [(label, report.dossier["report"].get(key)) for key, label in REPORT_LABELS.items()]
    tables = [table for table in report.dossier["data"]["tables"] if table["rows"]]
    return ReadingPage(
        _("Phần chung của báo cáo"),
        parts=_parts(report, texts, items),
        tables=tables,
        items=_cited_in(items, (body for _label, body in texts)),
    )


def standard_page(report: Report, code: str, items: Sequence[CitedItem], comments: Comments) -> ReadingPage:
    """Return one standard: its criteria with their texts, then its remarks."""
    standard = next(one for one in report.standards if one["code"] == code)
    remarks = report.dossier["remarks"].get(code, {})
    texts = [(label, remarks.get(key)) for key, label in REMARK_LABELS.items() if key in remarks]
    criteria = {one["code"]: one for one in standard["criteria"]}
    sheets = [
        (track, sheet)
        for track in report.tracks
        for sheet in track["sheets"]
        if sheet["criterion"] in criteria
    ]
    bodies = [body for _label, body in texts]
    bodies += [statement["body"] for _track, sheet in sheets for statement in sheet["statements"]]
    bodies += [body for _track, sheet in sheets for body in sheet.get("parts", {}).values()]
    return ReadingPage(
        _("Tiêu chuẩn %(code)s. %(title)s") % {"code": code, "title": standard["title"]},
        parts=_parts(report, texts, items),
        criteria=[
            _criterion(report, track, sheet, criteria[sheet["criterion"]], items, comments)
            for track, sheet in sheets
        ],
        items=_cited_in(items, bodies),
    )


def _criterion(
    report: Report,
    track: Mapping[str, Any],
    sheet: Mapping[str, Any],
    criterion: Mapping[str, Any],
    items: Sequence[CitedItem],
    comments: Comments,
) -> CriterionPart:
    texts = [
        (_("Mức %(level)s") % {"level": statement["level"]}, statement["body"])
        for statement in sheet["statements"]
    ]
    texts += [(SHEET_LABELS[key], body) for key, body in sheet.get("parts", {}).items()]
    return CriterionPart(
        track=track["education_level"],
        track_label=track["label"] if len(report.tracks) > 1 else "",
        code=criterion["code"],
        title=criterion["title"],
        mandatory=bool(criterion.get("mandatory")),
        level=level_label(sheet["level"]),
        parts=_parts(report, texts, items),
        comment=comments.get((track["education_level"], criterion["code"])),
    )


def sheet_texts(report: Report, place: tuple[str, str], items: Sequence[CitedItem]) -> list[Part]:
    """Return what a criterion's sheet says beside its statements: strengths, weaknesses and plan before 2026."""
    sheets = (
        sheet
        for track in report.tracks
        for sheet in track["sheets"]
        if (track["education_level"], sheet["criterion"]) == place
    )
    sheet: Mapping[str, Any] = next(sheets, {})
    parts = sheet.get("parts", {})
    return _parts(report, [(SHEET_LABELS[key], body) for key, body in parts.items()], items)


def level_label(level: int | None) -> str:
    """Return a sheet's level in words."""
    if level is None:
        return _("Chưa kết luận mức")
    return _("Đạt Mức %(level)s") % {"level": level} if level else _("Chưa đạt Mức 1")


def _parts(
    report: Report, texts: Iterable[tuple[str, Mapping[str, Any] | None]], items: Sequence[CitedItem]
) -> list[Part]:
    drawn = drawing(report, items)
    return [Part(label, drawn(body)) for label, body in texts if body and not is_empty(body)]


def drawing(report: Report, items: Sequence[CitedItem]) -> Drawing:
    """Return what draws a text of the report with the codes of its citations."""
    known = {
        str(one.pk): Citation(one.code, one.name or _("Minh chứng nhạy cảm, chỉ lưu chỉ mục"), one.url)
        for one in items
    }
    style = CitationStyle.from_convention(report.dossier["standard_set"].get("code_convention"))
    return lambda body: to_html(body, known.get, style)


def _cited_in(items: Sequence[CitedItem], bodies: Iterable[Mapping[str, Any] | None]) -> list[CitedItem]:
    here = {one for body in bodies for one in citations(body)}
    return [one for one in items if str(one.pk) in here]
