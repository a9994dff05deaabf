"""The counts in the documentation are those of the files."""

from pathlib import Path

import pytest

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.suggestions import library_ids, library_of
from minhdinh.standards.suggestions.counts import count, markdown

PAGE = Path(__file__).parents[3] / "docs" / "architecture" / "suggestions.md"


@pytest.mark.parametrize("name", library_ids())
def test_the_documented_table_is_the_one_made_from_the_file(name):
    assert f"### {name}\n\n{markdown(library_of(name))}" in PAGE.read_text(encoding="utf-8")


def test_the_documentation_speaks_of_no_other_set():
    text = PAGE.read_text(encoding="utf-8")
    assert text.count("\n### ") == len(library_ids())


@pytest.mark.parametrize("name", library_ids())
def test_counts_add_up(name):
    rows = count(library_of(name))
    assert sum(row.requirements for row in rows) == len(library_of(name).requirements)
    for row in rows:
        assert sum(row.groups) == row.propositions
        assert row.negatives + row.derived == row.requirements
        assert row.propositions >= row.negatives
        assert row.wordings >= 2 * row.propositions
        assert row.title == packaged_set(name).criterion(row.criterion).title


def test_a_set_of_general_education_is_covered_from_end_to_end():
    rows = count(library_of("tt57-2026-pho-thong"))
    assert len(rows) == len(list(packaged_set("tt57-2026-pho-thong").iter_criteria()))
