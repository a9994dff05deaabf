"""Phiếu xác định nội hàm: the requirements of a criterion, their questions, what to collect and where.

A set without questions of its own leaves the cells empty: the group writes into them by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minhdinh.common.problems import NotHere
from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.people import in_charge
from minhdinh.documents.reading.standards import standards
from minhdinh.documents.reading.values import optional, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

Data = dict[str, Any]


def context(dossier: Dossier, options: Options, _writer: Writer) -> Context:
    """Return the sheets of all criteria, or of the one chosen; raises NotHere for a criterion not in the set."""
    found = [
        _sheet(dossier, standard, criterion)
        for standard in standards(dossier)
        for criterion in standard["criteria"]
        if options.criterion in {"", str(criterion["code"])}
    ]
    if not found:
        raise NotHere(f"Bộ tiêu chuẩn này không có tiêu chí {options.criterion}.")
    return {"criteria": found}


def _sheet(dossier: Dossier, standard: Data, criterion: Data) -> Data:
    mark = " (bắt buộc)" if criterion.get("mandatory") else ""
    return {
        "standard": f"{standard['code']}. {standard['title']}",
        "title": f"{criterion['code']}. {criterion['title']}{mark}",
        "who": in_charge(dossier, str(criterion["code"])) or MISSING,
        "rows": list(_rows(dossier, criterion)),
    }


def _rows(dossier: Dossier, criterion: Data) -> Iterator[Data]:
    names = (dossier["standard_set"].get("level_names")) or {}
    for number, level in sorted((criterion.get("levels") or {}).items()):
        for index, one in enumerate(level.get("requirements") or ()):
            yield {
                "level": str(names.get(number) or f"Mức {number}") if index == 0 else "",
                "text": shown(one.get("text")),
                "ask": optional(one.get("ask")),
                "kinds": "; ".join(str(kind) for kind in one.get("evidence_kinds") or ()),
                "where": optional(one.get("from")),
                "note": optional(one.get("pitfall")),
            }


FORM = Form(
    id="phieu-noi-ham",
    code="Phiếu nội hàm",
    title="Phiếu xác định nội hàm",
    legal_basis="Phương pháp phân tích tiêu chí theo Công văn 5932/BGDĐT-QLCL, áp dụng cho Thông tư 57/2026/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-noi-ham{criterion}-{school}-{year}",
    needs=("standard_set", "council"),
    sealed=False,
    by_criterion=True,
)
