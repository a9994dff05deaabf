"""The regulation's checks of a council: they warn, and say what they are based on."""

from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.rules.council import CouncilFacts, CouncilRule, CouncilWarning, check_council

RULE = CouncilRule(least_members=5, odd=True, reference="khoản 1 Điều 9")
OLD_RULE = CouncilRule(least_members=7, odd=False, reference="Điều 24")
FITTING = ("chair", "vice_chair", "secretary", "member", "member")
roles = st.lists(st.sampled_from(["chair", "vice_chair", "secretary", "member"]), max_size=15)


def check(*members: str, rule: CouncilRule = RULE, decided: bool = True) -> list[CouncilWarning]:
    return check_council(CouncilFacts(members, trained=0, has_decision=decided), rule)


def messages(*members: str, **more: object) -> list[str]:
    return [warning.message for warning in check(*members, **more)]  # type: ignore[arg-type]


def test_a_council_of_five_with_one_chair_and_one_secretary_fits() -> None:
    assert check(*FITTING) == []


def test_a_missing_decision_is_said_first_and_needs_no_reason() -> None:
    found = check(*FITTING, decided=False)
    assert [warning.needs_reason for warning in found] == [False]
    assert "quyết định" in found[0].message


def test_too_few_members_names_both_numbers_and_the_article() -> None:
    found = messages("chair", "secretary", "member")
    assert found == ["Hội đồng có 03 thành viên, quy định ít nhất 05 (khoản 1 Điều 9)."]


def test_an_even_number_is_a_departure_that_needs_a_reason() -> None:
    found = check(*FITTING, "member")
    assert ["số lẻ" in warning.message and warning.needs_reason for warning in found] == [True]


def test_two_chairs_and_no_secretary_are_both_said() -> None:
    found = messages("chair", "chair", "vice_chair", "member", "member")
    assert found == [
        "Hội đồng cần đúng 01 Chủ tịch, hiện có 02.",
        "Hội đồng cần đúng 01 Thư ký, hiện có 0.",
    ]


def test_older_regulations_ask_seven_and_do_not_mind_even_numbers() -> None:
    eight = (*FITTING, "member", "member", "member")
    assert check(*eight, rule=OLD_RULE) == []
    assert messages(*FITTING, rule=OLD_RULE) == ["Hội đồng có 05 thành viên, quy định ít nhất 07 (Điều 24)."]


def test_an_empty_council_is_told_everything_it_lacks() -> None:
    assert len(check(decided=False)) == 5


@given(roles)
def test_nothing_is_warned_about_exactly_when_the_rule_is_kept(members: list[str]) -> None:
    fits = (
        len(members) >= 5
        and len(members) % 2 == 1
        and members.count("chair") == 1
        and members.count("secretary") == 1
    )
    assert (check(*members) == []) == fits


@given(roles, st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter(members: list[str], random: object) -> None:
    shuffled = list(members)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert check(*members) == check(*shuffled)


@given(roles, st.integers(min_value=0, max_value=15))
def test_training_never_matters(members: list[str], trained: int) -> None:
    facts = CouncilFacts(members, trained=trained, has_decision=True)
    assert check_council(facts, RULE) == check(*members)
