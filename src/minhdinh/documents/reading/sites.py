"""The annex of a school with several places: what each has and lacks, criterion by criterion, as one Word table."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from minhdinh.documents.reading.standards import standards
from minhdinh.documents.reading.values import optional
from minhdinh.documents.wordml import MISSING, text_run
from minhdinh.documents.wordtable import Cell, table_xml

COLUMNS = ("Địa điểm", "Mức 1", "Mức 2", "Điều kiện thực tế", "Còn thiếu")
WIDTHS = (2.6, 1.1, 1.1, 4.2, 3.4)
VERDICTS = {"met": "Đạt", "unmet": "Chưa đạt"}

Data = dict[str, Any]


def site_annex(dossier: Data) -> Markup:
    """Return the annex under its title and ground; nothing for a school of one place, or while nothing was written."""
    part = dossier.get("site_conditions") or {}
    criteria = part.get("criteria") or ()
    if not criteria:
        return Markup("")
    titles = {str(one["code"]): str(one["title"]) for each in standards(dossier) for one in each["criteria"]}
    rows = [[Cell(name, head=True) for name in COLUMNS]]
    for one in criteria:
        code = str(one["criterion"])
        title = f"Tiêu chí {code}. {titles.get(code, '')}".rstrip(". ")
        rows.append([Cell(title, columns=len(COLUMNS), style="MDCellBold")])
        rows.extend(_row(site) for site in one.get("sites") or ())
    heading = Markup('<w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr>{}</w:p>').format(
        text_run(optional(part.get("title")))
    )
    ground = Markup('<w:p><w:pPr><w:pStyle w:val="MDSmall"/></w:pPr>{}</w:p>').format(
        text_run(f"Căn cứ: {optional(part.get('legal_reference'))}.")
    )
    return heading + ground + table_xml(rows, WIDTHS)


def _row(site: Data) -> list[Cell]:
    name = f"{optional(site.get('name'))} (điểm chính)" if site.get("main") else optional(site.get("name"))
    first, second = (optional(site.get(f"level_{level}")) for level in (1, 2))
    lacking = optional(site.get("lacking")) or ("" if first == "met" else MISSING)
    return [
        Cell(name),
        Cell(VERDICTS.get(first, MISSING), style="MDCellCentre"),
        Cell(_second(first, second), style="MDCellCentre"),
        Cell(_lines(optional(site.get("situation")) or MISSING)),
        Cell(_lines(lacking)),
    ]


def _lines(text: str) -> Markup:
    """Return a text of a cell, a paragraph a line."""
    paragraph = Markup('<w:p><w:pPr><w:pStyle w:val="MDCell"/></w:pPr>{}</w:p>')
    return Markup("").join(paragraph.format(text_run(line)) for line in text.split("\n"))


def _second(first: str, second: str) -> str:
    """Return the verdict on Mức 2; a dash where Mức 1 is not reached, for then it is not looked at."""
    if second:
        return VERDICTS.get(second, MISSING)
    return "-" if first == "unmet" else MISSING
