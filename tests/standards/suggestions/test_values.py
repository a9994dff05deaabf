"""Values of a whole proposition: empty, wrong, computed, tidy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.suggestions import Severity, check_values, library_ids, library_of, tidy_values
from tests.standards.suggestions.sample_values import drawn, every, library, of_set, sample

PLAN = library().proposition("1.1.1b-1")
SHARE = library().proposition("4.1.1b-1")


def errors(proposition, values):
    return [one for one in check_values(proposition, values) if one.severity == Severity.ERROR]


def test_every_empty_slot_is_named_by_its_label():
    problems = check_values(PLAN, {"nam_hoc": " "})
    assert [one.slot for one in problems] == ["nam_hoc", "so", "ngay"]
    assert all(one.empty for one in problems)
    assert problems[0].message == "Ô “Năm học” còn trống."


def test_a_wrong_value_is_not_called_empty():
    (problem,) = check_values(PLAN, {"nam_hoc": "2026", "so": "12/KH-BM", "ngay": "5/9/2026"})
    assert problem.slot == "nam_hoc"
    assert not problem.empty
    assert "2026-2027" in problem.message


@pytest.mark.parametrize("name", library_ids())
def test_every_packaged_proposition_can_be_filled_in(name):
    wrong = {one.id: errors(one, sample(one)) for one in of_set(name) if errors(one, sample(one))}
    assert wrong == {}


def test_a_percentage_is_worked_out_and_what_is_typed_instead_is_pointed_out():
    values = sample(SHARE)
    assert tidy_values(SHARE, {**values, "ty_le": ""})["ty_le"] == "90%"
    assert check_values(SHARE, {**values, "ty_le": ""}) == []
    (warning,) = check_values(SHARE, {**values, "ty_le": "95"})
    assert warning.severity == Severity.WARNING
    assert "90%" in warning.message
    assert tidy_values(SHARE, {**values, "ty_le": "95"})["ty_le"] == "90%"
    assert check_values(SHARE, {**values, "ty_le": "90"}) == []


def test_a_percentage_of_nothing_is_typed():
    values = {**sample(SHARE), "tong_thiet_bi": "0", "so_su_dung_duoc": "0", "ty_le": ""}
    assert "ty_le" in {one.slot for one in errors(SHARE, values)}


def test_tidy_values_keep_what_cannot_be_read_and_drop_what_is_no_slot():
    tidy = tidy_values(PLAN, {"nam_hoc": "năm nay", "ngay": "5/9/2026", "la": "x"})
    assert tidy == {"nam_hoc": "năm nay", "so": "", "ngay": "05/09/2026"}


@given(st.data())
def test_tidying_twice_changes_nothing_more(data):
    _, proposition = data.draw(st.sampled_from(every()))
    values = data.draw(drawn(proposition))
    once = tidy_values(proposition, values)
    assert tidy_values(proposition, once) == once
    assert errors(proposition, once) == errors(proposition, values)


@given(st.dictionaries(st.sampled_from(["nam_hoc", "so", "ngay", "khac"]), st.text(max_size=30)))
def test_hostile_values_never_break_the_check(values):
    for problem in check_values(PLAN, values):
        assert problem.message
        assert PLAN.slot(problem.slot)


def test_an_unknown_slot_is_a_key_error():
    with pytest.raises(KeyError):
        PLAN.slot("khong_co")
    assert not library_of("tt57-2026-pho-thong").has("khong-co")
