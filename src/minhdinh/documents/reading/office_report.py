"""An office's yearly report as its form prints it."""

from __future__ import annotations

from typing import Any

from minhdinh.documents.reading.school import two_lines
from minhdinh.documents.reading.values import long_day, optional, shown
from minhdinh.lib.text import two_digits

Data = dict[str, Any]
TEXTS = (
    "opening",
    "last_tasks",
    "results",
    "key_tasks",
    "specific_tasks",
    "proposals",
    "recipients",
)  # lines each
COLUMNS = {
    "self-assessment-by-level": (
        "schools", "completed", "completed_share", "evaluated", "evaluated_share",
    ),
    "levels-reached": ("completed", "level_0", "level_1", "level_2", "level_34", "level_none"),
    "recognition": (
        "schools", "recognised", "holding", "holding_share", "degree_1", "degree_2", "expiring",
    ),
    "recognition-plan": ("degree_1", "degree_2", "grade", "again", "raise"),
}  # fmt: skip
NAMES = {
    "self-assessment-by-level": "assessed",
    "levels-reached": "levels",
    "recognition": "recognised",
    "recognition-plan": "plan",
}
BY_OFFICE = (
    "Theo đơn vị"  # the part of the table of recognition that goes to the annex: a line an office below
)
BLANK_NUMBER = "Số: ……/BC-……"


def report_values(dossier: Data) -> Data:
    """Return what the form prints; a table that the report does not have is None."""
    known = dossier.get("office_report") or {}
    office = known.get("office") or {}
    tables = {NAMES[name]: _table(known, name) for name in COLUMNS}
    return {
        "office": {
            "name": shown(office.get("name")),
            "head": two_lines(shown(office.get("head"))),
            "above": two_lines(optional(office.get("above"))),
            "titles": shown(office.get("titles")),
        },
        "number": f"Số: {known['number']}" if known.get("number") else BLANK_NUMBER,
        "place_date": f"{optional(office.get('place'))}, {long_day(known.get('day'))}",
        "signer": optional(known.get("signer")),
        "counted_on": long_day(known.get("counted_on")),
        "next_year": optional(known.get("next_year")),
        "draft": not known.get("issued"),
        **{name: known.get(name) or [] for name in TEXTS},
        "recipients": [one.removeprefix("-").strip() for one in known.get("recipients") or ()],
        **tables,
        "recognised": _without_offices(tables["recognised"]),
        "by_office": _offices(tables["recognised"]),
    }


def _table(known: Data, name: str) -> Data | None:
    table = (known.get("tables") or {}).get(name)
    if table is None:
        return None
    keys = table["columns"]
    rows = [_row(one, keys, COLUMNS[name]) for one in table["rows"]]
    return {"rows": rows, "footnotes": table.get("footnotes") or []}


def _row(row: Data, keys: list[str], wanted: tuple[str, ...]) -> Data:
    """Return a line with its cells by key; schools of the levels 3 and 4 of 2018 stand in one cell."""
    cells = dict(zip(keys, row["cells"], strict=False))
    if "level_34" in wanted and cells:
        cells["level_34"] = two_digits(sum(int(cells.get(key) or 0) for key in ("level_3", "level_4")))
    return {
        "label": row["label"],
        "heading": row["line"] == "heading",
        "total": row["line"] == "total",
        **{key: cells.get(key, "") for key in wanted},
    }


def _without_offices(table: Data | None) -> Data | None:
    if table is None:
        return None
    return table | {"rows": table["rows"][: _annex_at(table["rows"])]}


def _offices(table: Data | None) -> list[Data]:
    rows = table["rows"] if table else []
    return rows[_annex_at(rows) + 1 :]


def _annex_at(rows: list[Data]) -> int:
    """Return where the part by offices begins, the end where there is none."""
    places = (at for at, row in enumerate(rows) if row["heading"] and row["label"] == BY_OFFICE)
    return next(places, len(rows))
