"""The preview of an import as tabs and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.evidence.importing.bundles import FileFate
from minhdinh.evidence.importing.judging import Fate, Verdict

SHOWN = 200
FATES: Mapping[str, tuple[Any, str]] = {
    Fate.ERROR: (gettext_lazy("Lỗi"), "bad"),
    Fate.NEW: (gettext_lazy("Mới"), "ok"),
    Fate.LINKED: (gettext_lazy("Nối thêm"), "edit"),
    Fate.DUPLICATE: (gettext_lazy("Trùng"), "none"),
}
FILE_FATES: Mapping[str, tuple[Any, str]] = {
    FileFate.ERROR: (gettext_lazy("Không nhận"), "bad"),
    FileFate.NONE: (gettext_lazy("Không có minh chứng"), "wait"),
    FileFate.ATTACH: (gettext_lazy("Sẽ gắn"), "ok"),
    FileFate.SAME: (gettext_lazy("Đã có"), "none"),
}


def chosen_fate(names: Mapping[str, tuple[Any, str]], found: Counter[str], asked: str) -> str:
    """Return the fate to show: the one asked for, else what is to be mended, else what is new."""
    if asked in names and found[asked]:
        return asked
    return next((name for name in names if found[name]), next(iter(names)))


def fate_tabs(names: Mapping[str, tuple[Any, str]], found: Counter[str], chosen: str) -> list[dict[str, Any]]:
    """Return one tab a fate that occurs, each with its number of rows."""
    return [
        {
            "label": label,
            "url": f"?show={name}",
            "active": name == chosen,
            "note": str(found[name]),
            "tone": tone,
        }
        for name, (label, tone) in names.items()
        if found[name]
    ]


def rows_table(verdicts: Sequence[Verdict], chosen: str) -> dict[str, Any]:
    """Return the rows of one fate, the first ``SHOWN`` of them."""
    wanted = [verdict for verdict in verdicts if verdict.fate == chosen]
    return {
        "caption": _("Các dòng của tệp"),
        "columns": [
            {"key": "number", "label": _("Dòng"), "css": "num fit"},
            {"key": "codes", "label": _("Mã trong tệp"), "css": "fit"},
            {"key": "name", "label": _("Tên minh chứng"), "css": "stack"},
            {"key": "criteria", "label": _("Tiêu chí"), "css": "fit"},
            {"key": "reason", "label": _("Vì sao"), "css": "stack"},
        ],
        "rows": [{"cells": _cells(verdict)} for verdict in wanted[:SHOWN]],
        "page": {"shown": min(SHOWN, len(wanted)), "total": len(wanted)},
    }


def _cells(verdict: Verdict) -> dict[str, Any]:
    row = verdict.row
    return {
        "number": f"{row.sheet} {row.number}".strip(),
        "codes": ", ".join(code.text for code in (*row.codes, *row.old)) or row.fault,
        "name": row.values.name,
        "criteria": _criteria(verdict),
        "reason": verdict.reason,
    }


def _criteria(verdict: Verdict) -> str:
    """Return where the row leads: the criteria it links to, the root of a new item, else what the list says."""
    linked = [criterion for _ref, criterion in verdict.links]
    root = [verdict.made.criterion] if verdict.made else []
    return ", ".join(dict.fromkeys(one for one in (*root, *linked) if one)) or ", ".join(verdict.row.criteria)


def files_table(entries: Sequence[Mapping[str, Any]], chosen: str) -> dict[str, Any]:
    """Return the files of one fate: which file to which item, which has none and why."""
    wanted = [entry for entry in entries if entry["fate"] == chosen]
    return {
        "caption": _("Các tệp"),
        "columns": [
            {"key": "name", "label": _("Tệp"), "css": "stack"},
            {"key": "code", "label": _("Mã trong tên"), "css": "fit"},
            {"key": "label", "label": _("Minh chứng"), "css": "stack"},
            {"key": "reason", "label": _("Vì sao"), "css": "stack"},
        ],
        "rows": [
            {"cells": {key: entry[key] for key in ("name", "code", "label", "reason")}}
            for entry in wanted[:SHOWN]
        ],
        "page": {"shown": min(SHOWN, len(wanted)), "total": len(wanted)},
    }


def outcome_table(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return what could not be brought in, after the writing."""
    return {
        "caption": _("Chưa nhập được"),
        "columns": [
            {"key": "number", "label": _("Dòng"), "css": "num fit"},
            {"key": "name", "label": _("Tên"), "css": "stack"},
            {"key": "reason", "label": _("Vì sao"), "css": "stack"},
        ],
        "rows": [
            {"cells": {"number": number, "name": name, "reason": reason}} for number, name, reason in rows
        ],
        "page": {"shown": len(rows), "total": len(rows)},
    }
