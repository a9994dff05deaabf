"""Forms of many rows: one more on request, empty ones left out, the first complaint in words."""

import pytest
from django import forms
from django.http import QueryDict

from minhdinh.assessments.forms.rows import MOST_ROWS, filled, first_error, line_field, rows_of, with_one_more


class WordForm(forms.Form):
    word = line_field("Chữ", 5)
    count = forms.IntegerField(label="Số", required=False)


def rows(*values: dict[str, str]) -> forms.BaseFormSet[WordForm]:
    data = {"words-TOTAL_FORMS": str(len(values)), "words-INITIAL_FORMS": "0"}
    for number, row in enumerate(values):
        data |= {f"words-{number}-{name}": value for name, value in row.items()}
    return rows_of(WordForm)(data, prefix="words")


@pytest.mark.parametrize(("before", "after"), [("2", "3"), ("0", "1"), ("", "1"), ("x", "1"), ("200", "200")])
def test_one_more_row_up_to_the_most(before: str, after: str) -> None:
    data = QueryDict(mutable=True)
    data["words-TOTAL_FORMS"] = before
    more = with_one_more(data, "words")
    assert more["words-TOTAL_FORMS"] == after
    assert data["words-TOTAL_FORMS"] == before


def test_rows_without_a_word_are_left_out() -> None:
    given = [{"word": "", "count": None}, {"word": "a", "count": None}, {"word": "", "count": 2}]
    assert filled(given, "word") == [given[1]]
    assert filled(given, "word", "count") == given[1:]


def test_the_first_complaint_names_row_and_field() -> None:
    made = rows({"word": "vừa"}, {"word": "dài quá rồi"}, {"count": "mười"})
    assert not made.is_valid()
    assert first_error(made).startswith("Dòng 2: Chữ: ")


def test_a_form_before_the_rows_speaks_first() -> None:
    head = WordForm({"count": "mười"})
    assert first_error(head, rows({"word": "dài quá rồi"})).startswith("Số: ")
    assert first_error(WordForm({"word": "vừa"}), rows({"word": "vừa"})) == ""


def test_missing_counters_are_a_complaint_and_no_crash() -> None:
    made = rows_of(WordForm)({}, prefix="words")
    assert not made.is_valid()
    assert first_error(made)


def test_more_rows_than_anybody_writes_are_not_read() -> None:
    made = rows_of(WordForm)({"words-TOTAL_FORMS": "5000", "words-INITIAL_FORMS": "0"}, prefix="words")
    assert len(made.forms) <= MOST_ROWS
