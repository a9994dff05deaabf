"""Danh mục minh chứng: the evidence catalogue of TT57/2026, Phụ lục IV mục II khoản 4 (five columns)."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.forms.danh_muc_minh_chung.workbook import workbook
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.evidence import address, catalogue, remark, where_kept
from minhdinh.documents.reading.people import signers
from minhdinh.documents.reading.standards import Data
from minhdinh.documents.reading.values import place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import CELL, MISSING, Writer


def context(dossier: Dossier, options: Options, writer: Writer) -> Context:
    """Return everything the catalogue prints."""
    approval = dossier.get("approval") or {}
    return {
        "place_date": place_line(dossier["school"], approval.get("approved_at")),
        "catalogue": catalogue_rows(dossier, options, writer),
        "signers": signers(dossier),
    }


def catalogue_rows(dossier: Dossier, options: Options, writer: Writer) -> list[Data]:
    """Return the rows of the five columns, codes and links clickable."""
    return [
        {
            "number": str(number),
            "code": writer.link(
                str(item["code"]), address(item, options.base_url), str(item.get("name") or "")
            ),
            "name": shown(item.get("name")),
            "where": _where(where_kept(item), writer),
            "note": remark(item),
        }
        for number, item in enumerate(catalogue(dossier), start=1)
    ]


def _where(lines: list[str], writer: Writer) -> Markup:
    if not lines:
        return writer.paragraph(MISSING, CELL)
    return Markup("").join(_line(line, writer) for line in lines)


def _line(line: str, writer: Writer) -> Markup:
    if not line.startswith(("https://", "http://")):
        return writer.paragraph(line, CELL)
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>').format(
        CELL.style, writer.link(line, line)
    )


FORM = Form(
    id="danh-muc-minh-chung",
    code="Danh mục minh chứng",
    title="Danh mục minh chứng",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục IV, mục II khoản 4",
    folder=Path(__file__).parent,
    context=context,
    file_name="danh-muc-minh-chung-{school}-{year}-{revision}",
    other_sets=SETS_2018,
    needs=("evidence",),
    workbook=workbook,
)
