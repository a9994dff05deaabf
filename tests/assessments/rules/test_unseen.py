import pytest

from minhdinh.assessments.rules.unseen import unseen_up_to
from minhdinh.standards.catalogue import packaged_set

SET = packaged_set("tt57-2026-pho-thong")
CRITERION = SET.criterion("1.3")
IDS = {level.number: [one.id for one in level.requirements if not one.derived] for level in CRITERION.levels}


def words(answers: dict[str, str | None], level: int) -> list[str]:
    return [one.words for one in unseen_up_to(CRITERION, answers, SET.labels, level)]


def test_nothing_looked_at_is_said_of_every_level_up_to_the_one() -> None:
    first, second = len(IDS[1]), len(IDS[2])
    assert words({}, 0) == []
    assert words({}, 1) == [f"Chưa xét {first}/{first} yêu cầu của Mức 1"]
    assert words({}, 2) == [
        f"Chưa xét {first}/{first} yêu cầu của Mức 1",
        f"Chưa xét {second}/{second} yêu cầu của Mức 2",
    ]


@pytest.mark.parametrize("value", ["met", "unmet"])
def test_any_answer_is_a_look(value: str) -> None:
    first = IDS[1]
    found = list(unseen_up_to(CRITERION, {first[0]: value}, SET.labels, 1))
    assert [(one.count, one.total, one.requirement, one.level) for one in found] == [
        (len(first) - 1, len(first), first[1], 1)
    ]


def test_all_looked_at_says_nothing() -> None:
    assert words(dict.fromkeys(IDS[1] + IDS[2], "met"), 2) == []


def test_what_the_system_answers_itself_does_not_count() -> None:
    derived = [
        (found, criterion, level)
        for found in (packaged_set("tt57-2026-pho-thong"), packaged_set("tt18-2018-trung-hoc"))
        for criterion in found.iter_criteria()
        for level in criterion.levels
        if any(one.derived for one in level.requirements)
    ]
    for found, criterion, level in derived:
        (*_, last) = unseen_up_to(criterion, {}, found.labels, level.number)
        assert last.total == sum(not one.derived for one in level.requirements)
