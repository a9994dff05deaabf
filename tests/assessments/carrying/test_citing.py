"""Typed codes become citations of the items that have them; the others stay typed."""

import pytest

from minhdinh.assessments.carrying.word.citing import (
    MOST_COLUMNS,
    body_of,
    code_book,
    conventions,
    unknown_codes,
)
from minhdinh.assessments.carrying.word.reading import Line
from minhdinh.evidence.domain.codes import give_code
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.richtext import citations, plain_text, validate
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.cases import Case, item, make_case

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")
OLD = packaged_set("tt18-2018-trung-hoc").code_convention


@pytest.fixture
def school() -> Case:
    return make_case()


def with_old_code(case: Case, criterion: str = "1.1") -> tuple[EvidenceItem, str]:
    """Return an item with a code of today and one of the rules of 2018."""
    row = item(case, criterion=criterion)
    return row, give_code(item=row, convention=OLD, criterion=criterion).text


def read(case: Case, text: str) -> tuple[list[str], str, list[str]]:
    """Return (cited ids, words, unknown codes) of a line."""
    book = code_book(case.school.pk, [text])
    body = validate(body_of([Line(text)], book))
    return citations(body), plain_text(body), unknown_codes([text], book)


def test_every_way_of_writing_codes_is_known_once_the_newest_first() -> None:
    ids = [one.id for one in conventions()]
    assert ids[0] == "mc-2026"
    assert {"h-2018", "h-2012"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_old_code_cites_the_item_that_has_it(school: Case) -> None:
    row, old = with_old_code(school)
    assert old == "H1-1.1-01"
    assert read(school, "Có kế hoạch [H1-1.1-01].") == ([str(row.pk)], "Có kế hoạch .", [])


@pytest.mark.parametrize("typed", ["[H1-1.1-01]", "[H1–1.1–01]", "[h1-1.1-1]", "(H1-1.1-01)", "H1-1.1-01"])
def test_however_it_was_typed(school: Case, typed: str) -> None:
    row, _old = with_old_code(school)
    assert read(school, f"Có {typed}")[0] == [str(row.pk)]


def test_a_code_of_today_cites_too(school: Case) -> None:
    row = item(school, criterion="1.3")
    assert row.code == "MC.1.3.01"
    assert read(school, "Có (MC.1.3.01) rồi.")[0] == [str(row.pk)]


def test_an_unknown_code_stays_as_it_was_typed_and_is_listed(school: Case) -> None:
    assert read(school, "Có [H1-1.1-77], [H1-1.1-77].") == (
        [],
        "Có [H1-1.1-77], [H1-1.1-77].",
        ["H1-1.1-77"],
    )


def test_of_a_group_the_known_are_cited_and_the_unknown_stay(school: Case) -> None:
    row, _old = with_old_code(school)
    cited, words, unknown = read(school, "Có [H1-1.1-01]; [H1-1.1-99].")
    assert (cited, unknown) == ([str(row.pk)], ["H1-1.1-99"])
    assert words == "Có [H1-1.1-99]."


def test_another_schools_code_is_unknown(school: Case) -> None:
    with_old_code(make_case())
    assert read(school, "Có [H1-1.1-01].")[0] == []


def test_a_removed_items_code_is_unknown(school: Case) -> None:
    row, _old = with_old_code(school)
    row.removed_at = row.created_at
    row.save()
    assert read(school, "Có [H1-1.1-01].")[2] == ["H1-1.1-01"]


def test_a_table_stays_a_table_with_its_citations(school: Case) -> None:
    row, _old = with_old_code(school)
    line = Line("", rows=(("Việc", "Minh chứng"), ("Kế hoạch", "[H1-1.1-01]")))
    body = validate(body_of([line], code_book(school.school.pk, ["[H1-1.1-01]"])))
    assert body["content"][0]["type"] == "table"
    assert citations(body) == [str(row.pk)]


def test_a_table_too_wide_for_a_text_keeps_its_words(school: Case) -> None:
    line = Line("", rows=(tuple(f"ô {number}" for number in range(MOST_COLUMNS + 1)),))
    body = validate(body_of([line], code_book(school.school.pk, [])))
    assert plain_text(body).startswith("ô 0 | ô 1")


def test_no_lines_are_an_empty_text(school: Case) -> None:
    assert body_of([], code_book(school.school.pk, [])) == {"type": "doc", "content": [{"type": "paragraph"}]}
