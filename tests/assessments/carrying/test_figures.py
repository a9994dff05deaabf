"""Figures of the last years move by one; what is of the moment is counted anew."""

import pytest

from minhdinh.assessments.carrying.figures import has_place, plan_figures
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.domain.plan import PlanValues, plan_of, save_plan
from minhdinh.assessments.domain.tables import save_cells, table_form
from minhdinh.assessments.models import DataCell, DataCellChange
from minhdinh.assessments.rules.table_form import FREE, LABEL, NOTE, Table
from tests.assessments.carrying.years import NEXT, Years, same_set
from tests.assessments.cases import YEAR

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    return same_set()


def of_years(years: Years) -> tuple[Table, str]:
    """Return a table with a column a year and a typed row of it."""
    form = table_form(years.old.fresh())
    table = next(one for one in form.tables if one.column(YEAR))
    return table, next(row.key for row in table.rows if row.is_typed and row.kind != FREE)


def type_in(years: Years, **values: str) -> None:
    table, row = of_years(years)
    cells = {(table.key, row, year.replace("_", "-")[1:]): value for year, value in values.items()}
    assert save_cells(actor=years.old.system, assessment=years.old.fresh(), cells=cells) == []


def cells_of(assessment: object) -> dict[tuple[str, str, str], str]:
    rows = DataCell.objects.filter(assessment=assessment).values_list("table", "row", "column", "value")
    return {(table, row, column): value for table, row, column, value in rows}


def test_the_oldest_year_falls_out_and_the_newest_stays_to_be_typed(years: Years) -> None:
    type_in(years, y2024_2025="20", y2025_2026="21", y2026_2027="22")
    table, row = of_years(years)
    plan = plan_figures(years.old.fresh(), target_of(years.new.fresh()))
    assert (len(plan.cells), plan.outside) == (2, 1)
    years.carry()
    assert cells_of(years.new.assessment) == {
        (table.key, row, "2025-2026"): "21",
        (table.key, row, "2026-2027"): "22",
    }
    assert table_form(years.new.fresh()).by_key[table.key].columns[-1].key == NEXT


def test_every_figure_has_its_line_of_history(years: Years) -> None:
    type_in(years, y2026_2027="22")
    years.carry()
    change = DataCellChange.objects.get(assessment=years.new.assessment)
    assert (change.before, change.after, change.author_name) == ("", "22", years.new.system.name)


def test_a_figure_that_stands_already_stays(years: Years) -> None:
    type_in(years, y2026_2027="22")
    table, row = of_years(years)
    address = (table.key, row, "2026-2027")
    save_cells(actor=years.new.system, assessment=years.new.fresh(), cells={address: "23"})
    years.carry()
    assert cells_of(years.new.assessment) == {address: "23"}


def test_figures_of_the_moment_do_not_come(years: Years) -> None:
    form = table_form(years.old.fresh())
    table = next(one for one in form.tables if not one.column(YEAR))
    row = next(one for one in table.rows if one.is_typed and one.kind != FREE)
    address = (table.key, row.key, table.columns[0].key)
    save_cells(actor=years.old.system, assessment=years.old.fresh(), cells={address: "5"})
    plan = plan_figures(years.old.fresh(), target_of(years.new.fresh()))
    assert (plan.cells, plan.now) == ({}, 1)


def test_only_rows_and_columns_of_the_new_form_have_a_place(years: Years) -> None:
    form = table_form(years.new.fresh())
    table, row = of_years(years)
    assert has_place(form, (table.key, row, "2026-2027"))
    assert not has_place(form, (table.key, row, "2019-2020"))
    assert not has_place(form, (table.key, "khong-co", "2026-2027"))
    assert not has_place(form, ("khong-co", row, "2026-2027"))
    assert not has_place(form, (table.key, row, LABEL))
    assert has_place(form, (table.key, row, NOTE)) == table.notes


def test_the_label_of_a_free_row_comes(years: Years) -> None:
    form = table_form(years.new.fresh())
    free = [(table.key, row.key) for table in form.tables for row in table.rows if row.kind == FREE]
    assert all(has_place(form, (table, row, LABEL)) for table, row in free)


def test_a_plan_of_this_year_stays(years: Years) -> None:
    save_plan(actor=years.new.system, assessment=years.new.fresh(), values=PlanValues(purpose="Của năm nay"))
    assert years.carry().steps == 0
    kept = plan_of(years.new.fresh())
    assert kept is not None
    assert (kept.purpose, kept.steps) == ("Của năm nay", [])


def test_purpose_scope_and_resources_are_last_years_words(years: Years) -> None:
    values = PlanValues(number="01/KH", purpose="Mục đích riêng", resources="Một máy in")
    save_plan(actor=years.old.system, assessment=years.old.fresh(), values=values)
    years.carry()
    made = plan_of(years.new.fresh())
    assert made is not None
    assert (made.number, made.purpose, made.resources) == ("", "Mục đích riêng", "Một máy in")
    assert made.scope
    assert made.steps
