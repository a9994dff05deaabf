"""Every proposition has at least three wordings to choose from, each built in its own way."""

import difflib
import itertools
import re

import pytest

from minhdinh.standards.suggestions import library_ids, open_wordings
from minhdinh.standards.suggestions.guards import NAME
from tests.standards.suggestions.sample_values import of_set

LEAST, MOST = 3, 5
NEARLY_THE_SAME = 0.95


@pytest.mark.parametrize("name", library_ids())
def test_every_proposition_has_three_to_five_wordings(name):
    found = {one.id: len(one.wordings) for one in of_set(name)}
    assert found
    assert {key: number for key, number in found.items() if not LEAST <= number <= MOST} == {}


@pytest.mark.parametrize("name", library_ids())
def test_every_wording_tells_each_value_as_often_as_the_first(name):
    for one in of_set(name):
        first = sorted(NAME.findall(one.wordings[0].text))
        for wording in one.wordings[LEAST - 1 :]:
            assert sorted(NAME.findall(wording.text)) == first, (one.id, wording.text)


@pytest.mark.parametrize("name", library_ids())
def test_no_wording_is_nearly_another_one(name):
    for one in of_set(name):
        for left, right in itertools.combinations([wording.text for wording in one.wordings], 2):
            alike = difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()
            assert alike < NEARLY_THE_SAME, (one.id, left, right)


@pytest.mark.parametrize("name", library_ids())
def test_a_wording_is_one_tidy_sentence(name):
    for one in of_set(name):
        for text in (wording.text for wording in one.wordings):
            assert text[0] == "{" or text[0].isupper(), (one.id, text)
            assert text.endswith("."), (one.id, text)
            assert not re.search(r"\.\s|\(\s|\s\)|,,|;;", text), (one.id, text)
            assert text.count("(") == text.count(")"), (one.id, text)


@pytest.mark.parametrize("name", library_ids())
def test_where_a_direction_need_not_be_told_there_is_a_wording_that_leaves_it_out(name):
    for one in of_set(name):
        if not one.needs_direction:
            assert open_wordings(one), one.id


@pytest.mark.parametrize("name", library_ids())
def test_a_count_of_nought_has_as_many_wordings_to_choose_from(name):
    for one in of_set(name):
        for slot, wordings in one.zero.items():
            texts = [wording.text for wording in wordings]
            assert LEAST <= len(set(texts)) <= MOST, (one.id, slot, texts)
