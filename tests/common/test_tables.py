"""Rows and options are drawn as a template would: the same order, localised, escaped."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from minhdinh.common.tables import cell, options_drawn, rows_drawn

COLUMNS = [{"key": "name", "label": 'Tên "đủ"', "css": "fit"}, {"key": "count", "label": "Số"}]


def drawn(*rows: Any) -> str:
    return rows_drawn(Context(), COLUMNS, rows)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"cells": {"name": "A"}}, "A"),
        ({"name": "B"}, "B"),
        (SimpleNamespace(cells={"name": "C"}), "C"),
        (SimpleNamespace(name="D"), "D"),
        ({}, ""),
    ],
)
def test_cell_reads_rows_of_any_make(row: Any, expected: str) -> None:
    assert cell(row, "name") == expected


def test_a_row_with_an_address_begins_with_its_link() -> None:
    row = {"cells": {"name": "An", "count": 3}, "url": "/a?b=1&c=2", "css": "late"}
    assert drawn(row) == (
        '<tr class="late"><th scope="row" class="fit" data-label="Tên &quot;đủ&quot;">'
        '<a href="/a?b=1&amp;c=2">An</a></th><td class="" data-label="Số">3</td></tr>\n'
    )


def test_a_row_without_an_address_has_plain_cells() -> None:
    assert drawn({"cells": {"name": "An"}}) == (
        '<tr class=""><td class="fit" data-label="Tên &quot;đủ&quot;">An</td>'
        '<td class="" data-label="Số"></td></tr>\n'
    )


def test_what_people_wrote_is_escaped_and_what_is_drawn_is_not() -> None:
    shown = drawn({"cells": {"name": "<script>", "count": mark_safe("<b>3</b>")}, "url": '"><script>'})
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "<b>3</b>" in shown


def test_a_cell_named_as_the_address_is_no_address() -> None:
    assert "<a " not in drawn({"cells": {"name": "An", "url": "/khac"}})


def test_an_object_is_a_row_too() -> None:
    assert '<a href="/x">An</a>' in drawn(SimpleNamespace(name="An", count=1, url="/x"))


def test_words_are_translated_when_they_are_drawn() -> None:
    assert ">Tổng quan<" in drawn({"cells": {"name": _("Tổng quan")}})


@pytest.mark.parametrize(("chosen", "selected"), [(2, "2"), ("2", "2"), ("", ""), (None, None)])
def test_the_chosen_option_is_found_as_text(chosen: Any, selected: str | None) -> None:
    shown = options_drawn([("", "Tất cả"), (1, "Một"), (2, "<Hai>")], chosen)
    assert "&lt;Hai&gt;" in shown
    expected = [] if selected is None else [f'<option value="{selected}" selected>']
    assert [part for part in (f"{one}>" for one in shown.split(">")) if "selected" in part] == expected
