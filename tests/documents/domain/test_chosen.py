"""What was chosen from the library, as the requirement sheet prints it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.documents.domain.chosen import chosen_part
from minhdinh.documents.domain.make import make_document
from tests.assessments.cases import Case, make_case
from tests.assessments.suggestions.desk import FIRST, REQUIREMENT, pick, proof, proposition, sheet_of
from tests.documents.office import words_of


@pytest.fixture
def case(db: None, no_office: None, _scopes_open: None) -> Case:
    return make_case()


def test_a_choice_is_its_sentence_and_the_codes_that_prove_it(case: Case) -> None:
    item = proof(case)
    pick(case, items=(item,))
    found = chosen_part(case.assessment)
    assert [(one["requirement"], one["track"], one["negative"]) for one in found] == [
        (REQUIREMENT, "thcs", False)
    ]
    assert found[0]["codes"] == [item.code]
    assert "12/KH-THCS" in found[0]["text"]


def test_a_choice_without_its_data_is_told_in_the_words_of_the_library(case: Case) -> None:
    pick(case, values={}, items=())
    assert chosen_part(case.assessment)[0]["text"] == proposition(case, FIRST).text


def test_what_is_not_there_is_told_as_a_weakness(case: Case) -> None:
    choose_nothing(
        actor=case.system,
        sheet=sheet_of(case),
        requirement=REQUIREMENT,
        weakness="Chưa có kế hoạch chiến lược.",
    )
    found = chosen_part(case.assessment)[0]
    assert (found["negative"], found["text"]) == (True, "Chưa có kế hoạch chiến lược.")
    assert found["codes"] == []


def test_the_sheet_prints_what_was_chosen(case: Case) -> None:
    item = proof(case)
    pick(case, items=(item,))
    made = make_document(
        actor=case.system,
        assessment=case.assessment,
        form="phieu-noi-ham",
        file_format="docx",
        criterion="1.1",
    )
    text = words_of(made)
    assert f"Đã có: {item.code}" in text
    assert "Nhà trường chọn: " in text


def test_any_number_of_choices_asks_the_same(
    case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pick(case)
    with django_assert_max_num_queries(12) as before:
        chosen_part(case.fresh())
    pick(case, "1.1.1b-1", values={}, items=(proof(case), proof(case)))
    with django_assert_max_num_queries(len(before.captured_queries)):
        assert len(chosen_part(case.fresh())) == 2
