"""How much two texts say the same."""

from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.health.near import MOST_HOLDERS, STEP_EVERY, likeness, near_pairs, sketch

MINUTES = " ".join(f"Nội dung thứ {number} được tổ thảo luận và thống nhất" for number in range(40))


def test_a_copy_is_wholly_alike_whatever_its_spacing_and_case() -> None:
    assert likeness(sketch(MINUTES), sketch(MINUTES.upper().replace(" ", "\n "))) == 100


def test_a_few_changed_words_are_still_nearly_the_same() -> None:
    changed = MINUTES.replace("thứ 7 được tổ", "thứ 7 được cả nhóm")
    assert 90 <= likeness(sketch(MINUTES), sketch(changed)) < 100


def test_another_text_is_not_alike() -> None:
    other = " ".join(f"Kế hoạch chi tiêu quý {number} do kế toán lập rồi trình" for number in range(40))
    assert likeness(sketch(MINUTES), sketch(other)) == 0


def test_short_texts_are_not_compared() -> None:
    assert sketch("Cộng hòa xã hội chủ nghĩa Việt Nam") == frozenset()
    assert likeness(frozenset(), frozenset()) == 0


def test_pairs_name_the_smaller_first() -> None:
    sketches = {9: sketch(MINUTES), 4: sketch(MINUTES + " thêm một câu ở cuối"), 5: frozenset({1})}
    found = near_pairs(sketches)
    assert list(found) == [(4, 9)]
    assert found[4, 9] >= 90


def test_words_that_all_forms_share_make_no_pairs() -> None:
    same = frozenset({1, 2, 3})
    assert near_pairs(dict.fromkeys(range(MOST_HOLDERS + 1), same)) == {}
    assert len(near_pairs(dict.fromkeys(range(3), same))) == 3


def test_a_long_comparison_gives_signs_of_life() -> None:
    steps: list[int] = []
    apart = {number: frozenset({number, -number - 1}) for number in range(STEP_EVERY)}
    assert near_pairs(apart, step=lambda: steps.append(1)) == {}
    assert len(steps) == 2, "two thousand runs, no pair"
    groups = {number: frozenset({number // 40}) for number in range(120)}
    assert len(near_pairs(groups, step=lambda: steps.append(1))) == 3 * 40 * 39 // 2
    assert len(steps) == 4, "three runs, 2,340 pairs"


@given(st.sets(st.integers(0, 40), max_size=12), st.sets(st.integers(0, 40), max_size=12))
def test_likeness_is_the_share_in_common_while_the_sketches_are_whole(one: set[int], other: set[int]) -> None:
    expected = len(one & other) * 100 // len(one | other) if one | other else 0
    assert (
        likeness(frozenset(one), frozenset(other)) == expected == likeness(frozenset(other), frozenset(one))
    )
