"""What a card says of suggesting, for all requirements of a criterion in two queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.assessments.domain.queries import passages_of_sheet
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.assessments.suggestions.marks import Mark, marks_of
from tests.assessments.cases import Case, write
from tests.assessments.suggestions.desk import REQUIREMENT, chosen_and_put, pick, sheet_of, slot

pytestmark = pytest.mark.django_db


def mark(case: Case, requirement: str = REQUIREMENT) -> Mark:
    sheet = sheet_of(case)
    return marks_of(sheet, passages_of_sheet(sheet))[requirement]


def test_a_fresh_requirement_only_offers(case: Case) -> None:
    assert mark(case) == Mark(offered=True)


def test_chosen_put_in_and_edited(case: Case) -> None:
    pick(case)
    assert mark(case) == Mark(offered=True, chosen=1)
    chosen_and_put(case)
    put = mark(case)
    assert put.followed
    assert len(put.drafted) == 1
    assert "12/KH-THCS" in put.drafted[0]
    write(case, slot(case), "Câu của trường.")
    edited = mark(case)
    assert (edited.followed, edited.drafted, edited.chosen) == (True, (), 1)


def test_bringing_the_words_back_brings_the_mark_back(case: Case) -> None:
    chosen_and_put(case)
    words = mark(case).drafted[0]
    write(case, slot(case), "Câu của trường.")
    write(case, slot(case), words)
    assert mark(case).drafted == (words,)


def test_nothing_yet_is_said(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement="1.1.1b")
    assert mark(case, "1.1.1b") == Mark(offered=True, nothing=True)
    assert mark(case) == Mark(offered=True)


def test_two_queries_for_a_whole_criterion(case: Case) -> None:
    sheet = sheet_of(case)
    passages = passages_of_sheet(sheet)
    chosen_and_put(case)
    with CaptureQueriesContext(connection) as captured:
        marks_of(sheet, passages)
    assert len(captured) == 2
