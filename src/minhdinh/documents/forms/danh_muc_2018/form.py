"""Bảng danh mục mã minh chứng of 2018 (Phụ lục 4): by criterion, seven columns, each item coded once."""

from __future__ import annotations

import re
from pathlib import Path

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.forms.danh_muc_minh_chung.workbook import Layout, Link, catalogue_book
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.evidence import address, catalogue
from minhdinh.documents.reading.standards import Data, standards
from minhdinh.documents.reading.values import count, day, optional, place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.text import vn_date

TITLES = (
    "Tiêu chí",
    "TT",
    "Mã minh chứng",
    "Tên minh chứng",
    "Số, ngày ban hành, hoặc thời điểm khảo sát, điều tra, phỏng vấn, quan sát",
    "Nơi ban hành hoặc nhóm, cá nhân thực hiện",
    "Ghi chú",
)
SEVEN = Layout("Bảng danh mục mã minh chứng", TITLES, (14, 6, 15, 52, 30, 28, 24))
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
    found = [
        {
            **known,
            "number": str(known["number"]),
            "criterion": known["criterion"] if known["number"] == 1 else "",
            "code": writer.link(known["code"], known["url"], known["name"]),
        }
        for known in entries(dossier, options)
    ]
    total = count(len(catalogue(dossier)))
    return {"rows": found, "no_rows": "" if found else MISSING, "total": total}


def entries(dossier: Dossier, options: Options) -> list[Data]:
    """Return an entry for every item under every criterion it serves, as plain values."""
    items = catalogue(dossier)
    codes = [str(one["code"]) for standard in standards(dossier) for one in standard["criteria"]]
    return [
        _entry(item, code, number, options)
        for code in codes
        for number, item in enumerate((one for one in items if code in _places(one)), start=1)
    ]


def _places(item: Data) -> list[str]:
    own = owner(item)
    return list(dict.fromkeys([own, *(str(code) for code in item.get("criteria") or ())]))


def owner(item: Data) -> str:
    """Return the criterion an item was coded under, by its code or else the first it serves."""
    found = _OWN_CRITERION.search(str(item["code"]))
    return found.group(1) if found else next((str(one) for one in item.get("criteria") or ()), "")


def _entry(item: Data, criterion: str, number: int, options: Options) -> Data:
    own = owner(item)
    shared = f"Mã hóa ở tiêu chí {own}" if own != criterion else ""
    dated = (
        f"Số {item['number']}" if optional(item.get("number")) else "",
        vn_date(day(item.get("issued_on"))) or optional(item.get("period")),
    )
    return {
        "criterion": f"Tiêu chí {criterion}",
        "number": number,
        "code": str(item["code"]),
        "url": address(item, options.base_url),
        "name": shown(item.get("name")),
        "dated": ", ".join(part for part in dated if part),
        "issuer": optional(item.get("issuer")),
        "note": "; ".join(part for part in (shared, optional(item.get("note"))) if part),
    }


def workbook(dossier: Dossier, options: Options) -> bytes:
    """Return the same seven columns as .xlsx; the criterion stands in every row, so that it can be filtered."""
    columns = ("criterion", "number", "code", "name", "dated", "issuer", "note")
    rows_of_cells = [
        [Link(one["code"], one["url"]) if name == "code" else one[name] for name in columns]
        for one in entries(dossier, options)
    ]
    return catalogue_book(dossier, options, SEVEN, rows_of_cells)


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
    workbook=workbook,
)
