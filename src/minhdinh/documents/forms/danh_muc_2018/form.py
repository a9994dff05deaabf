"""Bảng danh mục mã minh chứng of 2018 (Phụ lục 4): by criterion, seven columns, each item coded once."""

from __future__ import annotations

import re
from pathlib import Path

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.evidence import address, catalogue
from minhdinh.documents.reading.standards import Data, standards
from minhdinh.documents.reading.values import count, day, optional, place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.text import vn_date

_OWN_CRITERION = re.compile(r"-(\d{1,2}\.\d{1,2})-")


def context(dossier: Dossier, options: Options, writer: Writer) -> Context:
    """Return everything the catalogue prints."""
    approval = dossier.get("approval") or {}
    return {
        "place_date": place_line(dossier["school"], approval.get("approved_at")),
        **rows(dossier, options, writer),
    }


def rows(dossier: Dossier, options: Options, writer: Writer) -> Context:
    """Return the rows: every criterion counts its items anew, shared ones point to where they were coded."""
    items = catalogue(dossier)
    found: list[Data] = []
    for standard in standards(dossier):
        for criterion in standard["criteria"]:
            code = str(criterion["code"])
            served = [one for one in items if code in _places(one)]
            found += [_row(one, code, number, options, writer) for number, one in enumerate(served, start=1)]
    return {"rows": found, "no_rows": "" if found else MISSING, "total": count(len(items))}


def _places(item: Data) -> list[str]:
    own = owner(item)
    return list(dict.fromkeys([own, *(str(code) for code in item.get("criteria") or ())]))


def owner(item: Data) -> str:
    """Return the criterion an item was coded under, by its code or else the first it serves."""
    found = _OWN_CRITERION.search(str(item["code"]))
    return found.group(1) if found else next((str(one) for one in item.get("criteria") or ()), "")


def _row(item: Data, criterion: str, number: int, options: Options, writer: Writer) -> Data:
    own = owner(item)
    shared = f"Mã hóa ở tiêu chí {own}" if own != criterion else ""
    note = "; ".join(part for part in (shared, optional(item.get("note"))) if part)
    dated = ", ".join(
        part
        for part in (
            f"Số {item['number']}" if optional(item.get("number")) else "",
            vn_date(day(item.get("issued_on"))) or optional(item.get("period")),
        )
        if part
    )
    return {
        "criterion": f"Tiêu chí {criterion}" if number == 1 else "",
        "number": str(number),
        "code": writer.link(str(item["code"]), address(item, options.base_url), str(item.get("name") or "")),
        "name": shown(item.get("name")),
        "dated": dated,
        "issuer": optional(item.get("issuer")),
        "note": note,
    }


FORM = Form(
    id="danh-muc-minh-chung-2018",
    code="Phụ lục 4",
    title="Bảng danh mục mã minh chứng (mẫu năm 2018)",
    legal_basis="Công văn 5932/BGDĐT-QLCL và 5942/BGDĐT-QLCL ngày 28/12/2018, Phụ lục 4",
    folder=Path(__file__).parent,
    context=context,
    file_name="bang-danh-muc-ma-minh-chung-{school}-{year}-{revision}",
    needs=("evidence", "standard_set"),
    sets=SETS_2018,
)
