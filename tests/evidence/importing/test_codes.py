"""Codes as people type them."""

import pytest

from minhdinh.evidence.importing.codes import (
    FORMATS,
    codes_in_words,
    codes_of_cell,
    is_only_codes,
    leading_code,
    range_of_cell,
    without_codes,
)
from minhdinh.standards.catalogue import packaged_sets


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("[H1-1.1-01]", ["H1-1.1-01"]),
        ("h1 – 1.1 – 1", ["H1-1.1-01"]),
        ("H1.1.1-01", ["H1-1.1-01"]),
        ("H10-5.10-123", ["H10-5.10-123"]),
        ("1.1-01", ["H1-1.1-01"]),
        ("H1.1.01.01", ["H1-1-01-01"]),
        ("H3-2-05-12", ["H3-2-05-12"]),
        ("MC.1.1.01", ["MC.1.1.01"]),
        ("mc 1.3.2", ["MC.1.3.02"]),
        ("MC-1.1-01", ["MC.1.1.01"]),
        ("1.1.01", ["MC.1.1.01"]),
        ("[H1-1.1-01][H1-1.1-02]", ["H1-1.1-01", "H1-1.1-02"]),
        ("(MC.1.1.01, MC.1.1.02)", ["MC.1.1.01", "MC.1.1.02"]),
        ("MC.1.1.01 (mã cũ H1-1.1-04; H1-1.1-04)", ["MC.1.1.01", "H1-1.1-04"]),
    ],
)
def test_every_way_of_writing(typed: str, read: list[str]) -> None:
    assert [code.text for code in codes_of_cell(typed)] == read


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "12.10.2026", "05/09/2026", "MC.1.1", "MC.1.1.1.01", "H1-1.1-01-02", "1.1", "Số 12-KH"],
)
def test_what_is_no_code(typed: str) -> None:
    assert codes_of_cell(typed) == ()


def test_only_codes_that_say_so_count_among_words() -> None:
    assert [one.text for one in codes_in_words("như H1-1.1-01, mục 1.1-02 và 1.1.03")] == ["H1-1.1-01"]
    assert without_codes("Kế hoạch (MC.1.1.01)").split() == ["Kế", "hoạch"]


@pytest.mark.parametrize(
    ("cell", "only"),
    [
        ("[H1-1.1-01]; MC.1.1.01", True),
        ("Mã MC.1.1.01", True),
        ("MC.1.1.01 Kế hoạch", False),
        ("", False),
        ("-", False),
    ],
)
def test_cells_of_nothing_but_codes(cell: str, *, only: bool) -> None:
    assert is_only_codes(cell) is only


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("MC.1.1.01-MC.1.1.05", "MC.1.1.01-MC.1.1.05"),
        ("[H1-1.1-01] đến [H1-1.1-04]", "H1-1.1-01] đến [H1-1.1-04"),
        ("MC.1.1.01, MC.1.1.05", ""),
        ("MC.1.1.01 (H1-1.1-04)", ""),
        ("MC.1.1.01 - MC.1.2.01", ""),
        ("- MC.1.1.01 - MC.1.1.02", ""),
        ("H1-1.1-01", ""),
        ("", ""),
    ],
)
def test_ranges(cell: str, span: str) -> None:
    assert range_of_cell(cell) == span


def test_a_code_knows_its_criterion() -> None:
    (code,) = codes_of_cell("H2-2.10-4")
    assert (code.criterion, code.number, code.key) == ("2.10", 4, ("h-2018", "H2-2.10-04"))


def test_codes_are_written_as_the_packaged_sets_write_them() -> None:
    assert {one.code_convention.id: one.code_convention.pattern for one in packaged_sets()} == FORMATS


def test_every_convention_of_a_set_is_read_as_it_writes() -> None:
    for convention in {one.code_convention.id: one.code_convention for one in packaged_sets()}.values():
        for text in ("MC.1.2.03", "H1-1.2-03", "H1-1-02-03"):
            parsed = convention.parse(text)
            if parsed is not None:
                (found,) = codes_of_cell(text)
                assert (found.convention, found.text) == (convention.id, convention.format(parsed))


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("[H1-1.1-01] Kế hoạch theo H1-1.1-09", "H1-1.1-01", "Kế hoạch theo H1-1.1-09"),
        ("MC.1.1.01: Kế hoạch", "MC.1.1.01", "Kế hoạch"),
        ("Kế hoạch MC.1.1.01", None, "Kế hoạch MC.1.1.01"),
        ("Hướng dẫn", None, "Hướng dẫn"),
    ],
)
def test_a_code_in_front(text: str, code: str | None, rest: str) -> None:
    found, after = leading_code(text)
    assert (found.text if found else None, after) == (code, rest)
