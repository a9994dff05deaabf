"""Five years beside each other."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.organisations.domain.tree import move_organisation
from tests.factories import SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import (
    assert_numbers_are_their_schools,
    assess,
    evaluate,
    made,
    recognise,
    register,
    rows_of,
)

ID = "trend"


def test_five_years_oldest_first(province: Province) -> None:
    one, two, *_ = province.schools
    for year in ("2023-2024", "2024-2025", "2025-2026"):
        assess(one, 1, year=year)
    assess(two, 2, year="2025-2026")
    register(one, 1, "2024-2025")
    evaluate(one, 1, "2025-2026")
    recognise(one, dt.date(2025, 3, 1), year="2024-2025", grade=1)
    recognise(one, dt.date(2026, 3, 1), year="2025-2026", grade=2)
    recognise(two, dt.date(2026, 3, 1), year="2025-2026", grade=1)
    table = made(ID, province.office)
    assert rows_of(table) == [
        ["2021-2022", "07", "0", "0", "0", "0", "0", "0", "0"],
        ["2022-2023", "07", "0", "0", "0", "0", "0", "0", "0"],
        ["2023-2024", "07", "01", "14,29", "0", "0", "0", "0", "0"],
        ["2024-2025", "07", "01", "14,29", "01", "0", "01", "01", "14,29"],
        ["2025-2026", "07", "02", "28,57", "0", "01", "02", "02", "28,57"],
    ]
    assert_numbers_are_their_schools(table, province.office)


def test_each_year_has_the_tree_of_its_own_end(province: Province) -> None:
    day = dt.date(2025, 7, 1)
    first, second = province.communes
    move_organisation(actor=system_actor(), organisation=province.schools[0], parent=second, day=day)
    assert [row[1] for row in rows_of(made(ID, first))] == ["03", "03", "03", "03", "02"]
    assert_numbers_are_their_schools(made(ID, first), first)


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_is_constant(province: Province, django_assert_num_queries, more: int) -> None:
    for _ in range(more):
        SchoolFactory(under=province.communes[0])
    with django_assert_num_queries(15):  # of each year the edges, the figures, the decisions
        made(ID, province.office)
