"""The report as the cross-checker's pages show it: one standard at a time, and the general part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from minhdinh.appraisals.domain.crosscheck_report import CitedItem, Report
from minhdinh.appraisals.models import CrossComment
from minhdinh.assessments.slots import REMARK_LABELS, REPORT_LABELS
from minhdinh.lib.richtext import Citation, CitationStyle, citations, is_empty, to_html

GENERAL = "chung"
Comments = Mapping[tuple[str, str], CrossComment]


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
    ]


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


def level_label(level: int | None) -> str:
    """Return a sheet's level in words."""
    if level is None:
        return _("Chưa kết luận mức")
    return _("Đạt Mức %(level)s") % {"level": level} if level else _("Chưa đạt Mức 1")


def _parts(
    report: Report, texts: Iterable[tuple[str, Mapping[str, Any] | None]], items: Sequence[CitedItem]
) -> list[Part]:
    known = {
        str(one.pk): Citation(one.code, one.name or _("Minh chứng nhạy cảm, chỉ lưu chỉ mục"))
        for one in items
    }
    style = CitationStyle.from_convention(report.dossier["standard_set"].get("code_convention"))
    return [
        Part(label, to_html(body, known.get, style)) for label, body in texts if body and not is_empty(body)
    ]


def _cited_in(items: Sequence[CitedItem], bodies: Iterable[Mapping[str, Any] | None]) -> list[CitedItem]:
    here = {one for body in bodies for one in citations(body)}
    return [one for one in items if str(one.pk) in here]
