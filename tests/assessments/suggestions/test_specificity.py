"""The index of how specific a report is: by hand for known cases, bounded and monotone for all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.suggestions.specificity import Counts, count_sentences, sentences_of

COUNTS = st.integers(1, 40).flatmap(
    lambda most: st.builds(
        Counts,
        sentences=st.just(most),
        with_data=st.integers(0, most),
        requirements=st.just(most),
        declared=st.integers(0, most),
        groups=st.frozensets(st.sampled_from(["ton_tai", "quy_trinh", "thuc_hien", "ra_soat", "ket_qua"])),
        cited=st.just(most),
        valid=st.integers(0, most),
    )
)


@pytest.mark.parametrize(
    ("counts", "index"),
    [
        (Counts(), 0),
        (Counts(10, 10, 8, 8, frozenset("12345"), 6, 6), 100),
        (Counts(10, 5, 8, 4, frozenset("12"), 4, 2), 48),
        (Counts(10, 0, 8, 8, frozenset("1"), 0, 0), 34),
        (Counts(3, 1, 3, 1, frozenset(), 3, 1), 27),
    ],
)
def test_known_indexes(counts: Counts, index: int) -> None:
    assert counts.index == index


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts(), "Chưa có mô tả"),
        (Counts(1, 1, 178, 1, frozenset("1"), 1, 1), "dưới một nửa"),
        (Counts(10, 0, 8, 8, frozenset("1"), 0, 0), "liệt kê"),
        (Counts(10, 5, 8, 4, frozenset("12"), 4, 2), "còn mỏng"),
        (Counts(10, 10, 8, 8, frozenset("12345"), 6, 6), "số liệu thật"),
    ],
)
def test_it_is_said_in_words(counts: Counts, words: str) -> None:
    assert words in counts.reading


@given(COUNTS, COUNTS)
def test_a_sum_lies_in_bounds_and_adds_up(one: Counts, two: Counts) -> None:
    both = one + two
    assert 0 <= both.index <= 100
    assert both.sentences == one.sentences + two.sentences
    assert both.groups == one.groups | two.groups
    assert one + Counts() == one


@given(COUNTS)
def test_more_own_data_never_lowers_it(counts: Counts) -> None:
    more = Counts(
        counts.sentences,
        counts.sentences,
        counts.requirements,
        counts.declared,
        counts.groups,
        counts.cited,
        counts.valid,
    )
    assert more.index >= counts.index


def test_sentences_are_cut_at_stops_and_lines() -> None:
    text = "Trường có 12 lớp. Kế hoạch số 3/KH ngày 05/09/2026; đã họp.\nTốt!"
    assert len(sentences_of(text)) == 4
    assert count_sentences([text, ""]) == (4, 2)


def test_a_number_with_a_decimal_or_a_date_is_not_cut() -> None:
    assert sentences_of("Đạt 95,5% vào 05.09.2026") == ["Đạt 95,5% vào 05.09.2026"]
