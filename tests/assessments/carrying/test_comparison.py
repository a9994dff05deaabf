"""Two years side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.assessments.carrying.comparison import Comparison, CriterionChange, compare
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.tables import save_cells, table_form
from minhdinh.assessments.rules.table_form import FREE
from tests.assessments.carrying.years import NEXT, Years, fill, other_set, same_set
from tests.assessments.cases import YEAR, decide, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    return found


def page_of(years: Years) -> Comparison:
    return compare(years.new.actor(), years.old.fresh(), years.new.fresh())


def of(page: Comparison, code: str) -> CriterionChange:
    return next(one for one in page.criteria if one.code == code)


def test_levels_and_answers_stand_beside_each_other(years: Years) -> None:
    decide(years.old, "1.3", 1)
    decide(years.new, "1.3", 2)
    set_answer(actor=years.new.system, sheet=years.new.sheet("1.3"), requirement="1.3.1a", value="met")
    found = of(page_of(years), "1.3")
    assert (found.before, found.after, found.moved) == ("Đạt Mức 1", "Đạt Mức 2", "up")
    assert (found.answers_before, found.answers_after) == ("chưa xét", "1 đạt, 0 chưa đạt")


def test_a_lower_level_is_named_and_an_open_one_is_not(years: Years) -> None:
    decide(years.old, "1.3", 2)
    decide(years.new, "1.3", 1)
    page = page_of(years)
    assert (of(page, "1.3").moved, of(page, "1.1").moved) == ("down", "")


def test_words_that_changed_are_marked_and_the_same_ones_counted(years: Years) -> None:
    years.carry()
    write(years.new, "statement:thcs:1.1:1:1.1.1a", "Trường có kế hoạch mới.")
    page = page_of(years)
    first, second = of(page, "1.1"), of(page, "1.3")
    assert len(first.texts) == 1
    assert "<ins> mới</ins>" in str(first.texts[0].html)
    assert "<del>" in str(first.texts[0].html)
    assert (second.texts, second.unchanged) == ([], 1)


def test_a_text_of_the_older_year_alone_is_shown_as_gone(years: Years) -> None:
    page = page_of(years)
    gone = [one for one in page.others if "<del>Trường có kế hoạch" in str(one.html)]
    assert [one.place for one in gone] == ["Tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a"]


def test_words_are_never_html(years: Years) -> None:
    write(years.new, "statement:thcs:2.3:1:2.3.1a", "<script>alert(1)</script>")
    assert "<script>" not in "".join(str(text.html) for text in of(page_of(years), "2.3").texts)


def test_every_number_has_its_difference(years: Years) -> None:
    form = table_form(years.old.fresh())
    table = next(one for one in form.tables if one.column(YEAR))
    row = next(one for one in table.rows if one.is_typed and one.kind != FREE)
    save_cells(actor=years.old.system, assessment=years.old.fresh(), cells={(table.key, row.key, YEAR): "20"})
    save_cells(actor=years.new.system, assessment=years.new.fresh(), cells={(table.key, row.key, NEXT): "18"})
    found = {line.label: line for one in page_of(years).tables for line in one.rows}[row.label]
    assert (found.before, found.after, found.change, found.tone) == ("20", "18", "−02", "wait")


def test_a_number_of_one_year_has_no_difference(years: Years) -> None:
    form = table_form(years.old.fresh())
    table = next(one for one in form.tables if not one.column(YEAR))
    row = next(one for one in table.rows if one.is_typed and one.kind != FREE)
    address = (table.key, row.key, table.columns[0].key)
    save_cells(actor=years.old.system, assessment=years.old.fresh(), cells={address: "5"})
    lines = [line for one in page_of(years).tables for line in one.rows if line.before == "05"]
    assert [(line.after, line.change) for line in lines] == [("", "")] * len(lines)
    assert lines


def test_without_figures_there_is_no_table(years: Years) -> None:
    assert page_of(years).tables == []


def test_under_another_set_old_results_stand_by_the_crosswalk_and_words_by_their_origin() -> None:
    years = other_set()
    slot = f"statement:{years.old.track}:1.4:1:1.4.1a"
    write(years.old, slot, "Đủ hiệu trưởng.")
    years.carry()
    write(years.new, "statement:thcs:2.1:1:2.1.1a", "Đủ hiệu trưởng và phó hiệu trưởng.")
    page = page_of(years)
    assert not page.same_set
    found = of(page, "2.1")
    assert "2.1: Chưa xét" in found.before
    assert "<ins> và phó hiệu trưởng</ins>" in str(found.texts[0].html)
    assert {one.moved for one in page.criteria} == {""}


def test_more_texts_cost_no_more_queries(years: Years) -> None:
    def queries() -> int:
        actor, older, newer = years.new.actor(), years.old.fresh(), years.new.fresh()
        with CaptureQueriesContext(connection) as captured:
            compare(actor, older, newer)
        return len(captured)

    years.carry()
    few = queries()
    for criterion in ("1.1", "1.3", "2.3"):
        write(years.old, f"statement:thcs:{criterion}:2:{criterion}.2a", "Thêm.")
        write(years.new, f"statement:thcs:{criterion}:2:{criterion}.2a", "Thêm nữa.")
    assert queries() == few
