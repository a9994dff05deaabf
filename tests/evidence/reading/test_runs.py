"""Runs of two words."""

import pytest

from minhdinh.evidence.reading.runs import holds_together, rarity, runs_of


def test_runs_stay_within_a_part_of_a_sentence_and_between_telling_words() -> None:
    assert [run.key for run in runs_of("An toàn trường học, phòng cháy")] == [
        "an toan", "toan truong", "phong chay",
    ]  # fmt: skip
    assert [run.written for run in runs_of("Sổ của lớp 6A\nbảng kiểm")] == ["bảng kiểm"]


def test_places_count_words_and_followers_share_one() -> None:
    runs = runs_of("ban đại diện và cha mẹ")
    assert [(run.written, run.place, run.follows) for run in runs] == [
        ("ban đại", 0, False),
        ("đại diện", 1, True),
        ("cha mẹ", 4, False),
    ]


@pytest.mark.parametrize("notion", ["an toan", "cha me", "bo sung", "ho so"])
def test_notions_hold_together(notion: str) -> None:
    assert holds_together(notion)


@pytest.mark.parametrize("chance", ["qua giao", "so giao", "viec thuc", "toan hoac"])
def test_neighbours_by_chance_do_not(chance: str) -> None:
    assert not holds_together(chance)


def test_what_many_criteria_have_is_less_rare() -> None:
    assert 0 < rarity("an toan") < rarity("cha me") < rarity("nguy co") < rarity("chưa ai viết") == 1
