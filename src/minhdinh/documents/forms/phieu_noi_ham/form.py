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
from minhdinh.documents.reading.earlier import is_2018, marker, wording
from minhdinh.documents.reading.people import in_charge, track_labels
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
    return {"criteria": found, "finals": [] if options.criterion else _finals(dossier)}


def _sheet(dossier: Dossier, standard: Data, criterion: Data) -> Data:
    mark = " (bắt buộc)" if criterion.get("mandatory") else ""
    return {
        "standard": f"{standard['code']}. {standard['title']}",
        "title": f"{criterion['code']}. {criterion['title']}{mark}",
        "who": in_charge(dossier, str(criterion["code"])) or MISSING,
        "wording": wording(criterion) if is_2018(dossier) else [],
        "rows": list(_rows(dossier, criterion)),
    }


def _rows(dossier: Dossier, criterion: Data) -> Iterator[Data]:
    names = (dossier["standard_set"].get("level_names")) or {}
    letter = marker if is_2018(dossier) else _no_letter
    chosen = _chosen(dossier)
    for number, level in sorted((criterion.get("levels") or {}).items()):
        for index, one in enumerate(level.get("requirements") or ()):
            yield {
                "level": str(names.get(number) or f"Mức {number}") if index == 0 else "",
                "text": f"{letter(one)}{shown(one.get('text'))}",
                "ask": optional(one.get("ask")),
                "kinds": _kinds(one, chosen.get(str(one["id"]), [])),
                "where": optional(one.get("from")),
                "note": _note(one, chosen.get(str(one["id"]), []), track_labels(dossier)),
            }


def _chosen(dossier: Dossier) -> dict[str, list[Data]]:
    """Return what the school chose from the library of suggestions, by requirement."""
    found: dict[str, list[Data]] = {}
    for one in dossier.get("chosen") or ():
        found.setdefault(str(one["requirement"]), []).append(one)
    return found


def _kinds(requirement: Data, chosen: list[Data]) -> str:
    """Return what to collect, and below it the codes of what the school has already."""
    kinds = "; ".join(str(kind) for kind in requirement.get("evidence_kinds") or ())
    codes = dict.fromkeys(code for one in chosen for code in one["codes"])
    return "\n".join(part for part in (kinds, f"Đã có: {', '.join(codes)}" if codes else "") if part)


def _note(requirement: Data, chosen: list[Data], labels: dict[str, str]) -> str:
    """Return the frequent mistake, then what the school chose: what it has, and what it says it lacks.

    With several cấp học a line that is not true of all of them names its own.
    """
    said: dict[str, list[str]] = {}
    for one in chosen:
        line = f"{'Chưa có' if one['negative'] else 'Nhà trường chọn'}: {one['text']}"
        said.setdefault(line, []).append(str(one.get("track") or ""))
    lines = [
        f"{', '.join(label for key, label in labels.items() if key in own)}: {line}"
        if 0 < len(set(own) & labels.keys()) < len(labels)
        else line
        for line, own in said.items()
    ]
    return "\n".join(line for line in (optional(requirement.get("pitfall")), *lines) if line)


def _no_letter(_requirement: Data) -> str:
    """Return no letter: since TT57/2026 a level's requirements are not lettered in the regulation."""
    return ""


def _finals(dossier: Dossier) -> list[Data]:
    """Return the items of Mức 4 (Phụ lục 3 of 2018), none for a set without them."""
    return [
        {"reference": optional(one.get("reference")), "text": shown(one.get("text"))}
        for one in dossier["standard_set"].get("level_4") or ()
    ]


FORM = Form(
    id="phieu-noi-ham",
    code="Phiếu nội hàm",
    title="Phiếu xác định nội hàm",
    legal_basis="Phương pháp phân tích tiêu chí theo Công văn 5932/BGDĐT-QLCL, áp dụng cho Thông tư 57/2026/TT-BGDĐT",
    basis_2018="Công văn 5932/BGDĐT-QLCL và 5942/BGDĐT-QLCL ngày 28/12/2018, Phụ lục 2, Phụ lục 3",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-noi-ham{criterion}-{school}-{year}",
    needs=("standard_set", "council"),
    sealed=False,
    by_criterion=True,
)
