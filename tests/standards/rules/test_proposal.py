import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import packaged_set, packaged_sets
from minhdinh.standards.enums import Answer
from minhdinh.standards.rules import Case, derived_answers, evaluate, missing_for, propose, propose_all
from tests.standards import samples

SET = samples.cumulative_set([3, 2])
CRITERION = SET.criterion("1.1")
IDS = [item.id for item in CRITERION.iter_requirements()]
MET, UNMET = Answer.MET, Answer.UNMET
GDTX = next(item for item in packaged_sets() if item.id == "tt57-2026-gdtx")


def answers(*values):
    """Return answers to the six requirements of the criterion, two a level."""
    return dict(zip(IDS, values, strict=True))


def level(*values):
    return propose(CRITERION, answers(*values), SET.labels).level


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([MET] * 6, 3),
        ([MET] * 4 + [MET, UNMET], 2),
        ([MET, MET, MET, UNMET, MET, MET], 1),
        ([MET, UNMET, MET, MET, MET, MET], 0),
        ([UNMET] * 6, 0),
        ([None] * 6, None),
        ([MET] * 5 + [None], None),
        ([MET, None] + [MET] * 4, None),
        ([MET, None, UNMET, None, None, None], None),
        ([UNMET, None, None, None, None, None], 0),
        ([MET, MET, UNMET, None, None, None], 1),
    ],
)
def test_levels_are_climbed_one_by_one(values, expected):
    assert level(*values) == expected


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([MET] * 2 + [None] * 4, (1, 3)),
        ([None] * 6, (0, 3)),
        ([MET, None, UNMET, None, None, None], (0, 1)),
        ([MET, MET, MET, None, UNMET, None], (1, 2)),
    ],
)
def test_bounds_say_what_is_certain(values, bounds):
    proposal = propose(CRITERION, answers(*values), SET.labels)
    assert (proposal.lower, proposal.upper) == bounds


def test_plain_strings_serve_as_answers():
    assert level("met", "met", "unmet", "met", None, None) == 1


def test_a_missing_answer_is_chua_xet_and_foreign_answers_are_ignored():
    assert propose(CRITERION, {"9.9.9z": UNMET}, SET.labels).level is None


@given(st.lists(st.sampled_from([MET, UNMET, None]), min_size=6, max_size=6))
def test_bounds_are_exactly_what_the_open_answers_leave_possible(values):
    def closed(fill):
        return [fill if value is None else value for value in values]

    proposal = propose(CRITERION, answers(*values), SET.labels)
    assert proposal.lower == level(*closed(UNMET))
    assert proposal.upper == level(*closed(MET))
    assert proposal.level == (proposal.lower if proposal.lower == proposal.upper else None)


@given(st.lists(st.sampled_from([MET, UNMET, None]), min_size=6, max_size=6), st.integers(0, 5))
def test_one_more_requirement_met_never_lowers_the_proposal(values, index):
    before = propose(CRITERION, answers(*values), SET.labels)
    values[index] = MET
    after = propose(CRITERION, answers(*values), SET.labels)
    assert after.lower >= before.lower
    assert after.upper >= before.upper


def test_reasons_name_the_exact_requirement():
    proposal = propose(CRITERION, answers(MET, MET, MET, UNMET, None, None), SET.labels)
    assert [item.id for item in proposal.unmet] == ["1.1.2b"]
    assert proposal.reasons == ("Chưa đạt Mức 2 vì nội hàm 1.1.2b chưa đạt: “Yêu cầu b của Mức 2”",)


def test_reasons_name_what_is_still_open():
    proposal = propose(CRITERION, answers(MET, MET, MET, None, None, UNMET), SET.labels)
    assert [item.id for item in proposal.unanswered] == ["1.1.2b"]
    assert proposal.reasons[0] == "Mức 2 chưa xét xong, còn nội hàm: 1.1.2b."
    assert proposal.reasons[1].startswith("Chưa đạt Mức 3 vì nội hàm 1.1.3b chưa đạt")
    assert proposal.reasons[2] == "Đủ điều kiện đạt Mức 1."


def test_reasons_of_a_criterion_that_meets_everything():
    assert propose(CRITERION, answers(*[MET] * 6), SET.labels).reasons == ("Mọi nội hàm đều đạt: đạt Mức 3.",)


def test_the_requirement_that_repeats_level_1_is_answered_by_the_system():
    criterion = GDTX.criterion("1.1")
    derived = [item.id for item in criterion.iter_requirements() if item.derived]
    assert derived == ["1.1.2a"]
    asked = {item.id: MET for item in criterion.iter_requirements() if not item.derived}
    assert propose(criterion, asked, GDTX.labels).level == 2
    assert derived_answers(criterion, asked)["1.1.2a"] is MET
    first = criterion.levels[0].requirements[0].id
    assert derived_answers(criterion, {**asked, first: UNMET})["1.1.2a"] is UNMET
    assert derived_answers(criterion, {**asked, first: None})["1.1.2a"] is None
    assert derived_answers(criterion, asked)[first] is MET


def test_missing_for_lists_exactly_what_a_level_still_needs():
    given_answers = answers(MET, UNMET, None, MET, None, None)
    assert [item.id for item in missing_for(CRITERION, given_answers, 1)] == ["1.1.1b"]
    assert [item.id for item in missing_for(CRITERION, given_answers, 2)] == ["1.1.1b", "1.1.2a"]
    assert missing_for(CRITERION, answers(*[MET] * 6), 3) == ()


def test_missing_for_never_asks_for_what_the_system_answers():
    missing = missing_for(GDTX.criterion("1.1"), {}, 2)
    assert all(not item.derived for item in missing)
    assert len(missing) == len(list(GDTX.criterion("1.1").iter_requirements())) - 1


def test_proposals_of_a_whole_set_feed_the_engine():
    tt57 = packaged_set("tt57-2026-pho-thong")
    given_answers = {item.id: MET for item in tt57.iter_requirements()}
    proposals = propose_all(tt57, given_answers)
    assert list(proposals) == [item.code for item in tt57.iter_criteria()]
    result = evaluate(tt57, Case({code: item.level for code, item in proposals.items()}))
    assert (result.level, result.label) == (2, "Đạt Mức 2")
    one_less = propose_all(tt57, {**given_answers, "1.3.2b": UNMET})
    assert evaluate(tt57, Case({code: item.level for code, item in one_less.items()})).level == 1


def test_an_old_set_speaks_of_its_own_words():
    tt42 = packaged_set("tt42-2012-tieu-hoc")
    proposal = propose(tt42.criterion("1.1"), {"1.1a": MET, "1.1b": UNMET, "1.1c": MET}, tt42.labels)
    assert proposal.level == 0
    assert proposal.reasons[0].startswith("Chưa đạt vì chỉ số 1.1b chưa đạt")
