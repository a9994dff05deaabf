"""The rows of a table and the options of a filter, drawn in one go: a template's loop costs several times as much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def cell(row: Any, key: str) -> Any:
    """Return ``row.cells[key]``, ``row[key]`` or ``row.key``; "" when there is none."""
    cells = row.get("cells") if isinstance(row, Mapping) else getattr(row, "cells", None)
    for source in (cells, row):
        if isinstance(source, Mapping) and key in source:
            return source[key]
    return getattr(row, key, "")


def rows_drawn(context: Context, columns: Sequence[Mapping[str, Any]], rows: Iterable[Any]) -> SafeString:
    """Return the rows of a table's body; the first cell of a row with an address leads there.

    Values are localised and escaped as a template does it; a column's label stands beside each cell on a phone.
    """
    opened = [(str(column["key"]), _attributes(column)) for column in columns]
    return mark_safe("".join(_row(context, opened, row) for row in rows))  # noqa: S308 (every part is escaped)


def _attributes(column: Mapping[str, Any]) -> str:
    css, label = conditional_escape(column.get("css", "")), conditional_escape(column["label"])
    return f' class="{css}" data-label="{label}">'


def _row(context: Context, opened: Sequence[tuple[str, str]], row: Any) -> str:
    url, css = _own(row, "url"), _own(row, "css")
    parts = [f'<tr class="{conditional_escape(css)}">']
    for place, (key, attributes) in enumerate(opened):
        value = render_value_in_context(cell(row, key), context)
        if place == 0 and url:
            link = f'<a href="{conditional_escape(url)}">{value}</a>'
            parts.append(f'<th scope="row"{attributes}{link}</th>')
        else:
            parts.append(f"<td{attributes}{value}</td>")
    parts.append("</tr>\n")
    return "".join(parts)


def _own(row: Any, name: str) -> Any:
    return (row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)) or ""


def options_drawn(options: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """Return the options of a select; the chosen one is compared as text."""
    wanted = str(chosen)
    return mark_safe(  # noqa: S308 (every part is escaped)
        "".join(
            f'<option value="{conditional_escape(value)}"{" selected" if str(value) == wanted else ""}>'
            f"{conditional_escape(label)}</option>"
            for value, label in options
        )
    )


def filters_apart(filters: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the filters that always stand and those that a phone folds away, with how many of these are set.

    The search stays in sight; one other filter alone is not worth a fold. ``wrong`` tells that a folded one has an error.
    """
    every = list(filters)
    folded = [one for one in every if one.get("kind") in {"select", "date"}]
    if len(folded) < 2:
        return {"shown": every, "folded": []}
    return {
        "shown": [one for one in every if one not in folded],
        "folded": folded,
        "chosen": sum(_is_set(one) for one in folded),
        "wrong": any(one.get("error") for one in folded),
    }


def _is_set(one: Mapping[str, Any]) -> bool:
    """Whether a filter narrows the list: the first option of a select stands for everything."""
    value = str(one.get("value") or "")
    first = next((str(option) for option, _label in one.get("options") or ()), "")
    return value not in {"", first}
