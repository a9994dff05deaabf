"""Sentences: only slots and the wording's own text, nothing lost, nothing left over, the same each time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.suggestions import (
    NotReadyError,
    library_ids,
    library_of,
    open_wordings,
    sentence,
    wording_for,
)
from minhdinh.standards.suggestions.guards import NAME
from minhdinh.standards.suggestions.sentences import fill
from minhdinh.standards.suggestions.values import read_values
from tests.standards.suggestions.sample_values import drawn, every, library, of_set, sample

FACT = re.compile(r"\d+(?:[.,]\d+)*%?")
CAPITAL = re.compile(r"\b[A-ZĐÁÀẢÃẠÂĂÊÔƠƯ][\w]*")


def facts(text: str) -> set[str]:
    return set(FACT.findall(text))


@given(st.data())
def test_a_sentence_holds_no_fact_that_is_not_in_a_slot_or_in_its_wording(data):
    _, proposition = data.draw(st.sampled_from(every()))
    values = data.draw(drawn(proposition))
    at = data.draw(st.integers(0, 9))
    written = sentence(proposition, values, at, direction_confirmed=True)
    wording = proposition.wordings[at % len(proposition.wordings)].text
    known, _ = read_values(proposition, values)
    told = " ".join([NAME.sub(" ", wording), *(read.text for read in known.values())])
    assert facts(written) <= facts(told) | {f"{one}%" for one in facts(told)}
    assert set(CAPITAL.findall(written)) <= set(CAPITAL.findall(told)) | {written.split()[0].strip(",:;.")}


@given(st.data())
def test_every_value_appears_and_no_brace_is_left(data):
    _, proposition = data.draw(st.sampled_from(every()))
    values = data.draw(drawn(proposition))
    written = sentence(proposition, values, data.draw(st.integers(0, 9)), direction_confirmed=True)
    known, _ = read_values(proposition, values)
    for name, read in known.items():
        assert read.text.lower() in written.lower(), name
    assert not re.search(r"[{}]", written)
    assert written.endswith(".")
    assert not re.search(r"\.\.| ,| \.|  ", written)
    assert written[0] == written[0].upper()


@given(st.data())
def test_the_same_values_and_wording_are_the_same_sentence(data):
    _, proposition = data.draw(st.sampled_from(every()))
    values = data.draw(drawn(proposition))
    at = data.draw(st.integers(0, 99))
    first = sentence(proposition, values, at, direction_confirmed=True)
    assert first == sentence(proposition, dict(reversed(values.items())), at, direction_confirmed=True)
    assert first == sentence(proposition, values, at + len(proposition.wordings), direction_confirmed=True)


@pytest.mark.parametrize("name", library_ids())
def test_every_wording_of_the_package_can_be_written(name):
    for one in of_set(name):
        values = sample(one)
        many = range(len(one.wordings))
        assert len({sentence(one, values, at, direction_confirmed=True) for at in many}) == len(many), one.id


def test_a_missing_slot_is_never_written_around():
    plan = library().proposition("1.1.1b-1")
    values = sample(plan)
    for slot in plan.slots:
        with pytest.raises(NotReadyError, match="còn trống"):
            sentence(plan, {**values, slot.name: ""}, 0)


def test_an_example_reads_as_intended():
    plan = library().proposition("1.1.1b-1")
    values = {"nam_hoc": "2025-2026", "so": "số 12/KH-BM", "ngay": "2025-09-05"}
    assert sentence(plan, values, 0) == (
        "Nhà trường xây dựng và ban hành Kế hoạch năm học 2025-2026 số 12/KH-BM ngày 05/09/2025."
    )


def test_a_unit_in_brackets_goes_to_the_numbers():
    change = library().proposition("1.1.2d-1")
    values = {
        **sample(change),
        "chi_so": "tỷ lệ nhiệm vụ xong (%)",
        "gia_tri_dau": "80",
        "gia_tri_cuoi": "92,5",
    }
    written = sentence(change, values, 1, direction_confirmed=True)
    assert "tỷ lệ nhiệm vụ xong: ngày" in written
    assert "là 80%," in written
    assert "là 92,5%." in written
    written = sentence(change, {**values, "chi_so": "thời gian xử lý (ngày)"}, 1, direction_confirmed=True)
    assert "là 80 ngày," in written


def test_a_unit_goes_to_a_value_that_stays_the_same_too():
    kept = library().proposition("2.2.2c-2")
    values = {**sample(kept), "chi_so": "tỷ lệ giáo viên đạt chuẩn (%)", "gia_tri": "97,5"}
    for at in range(len(kept.wordings)):
        written = sentence(kept, values, at)
        assert "97,5%" in written
        assert "(%)" not in written


def test_wordings_that_tell_a_direction_wait_for_a_person():
    staff = library().proposition("2.2.2c-1")
    assert [one.directed for one in staff.wordings] == [True, False, False]
    assert open_wordings(staff) == (1, 2)
    assert open_wordings(staff, direction_confirmed=True) == (0, 1, 2)
    assert "nâng lên" not in sentence(staff, sample(staff), 0)
    assert "nâng lên" in sentence(staff, sample(staff), 0, direction_confirmed=True)


def test_where_every_wording_tells_a_direction_nothing_is_written_unconfirmed():
    closed = [one for _, one in every() if not open_wordings(one)]
    assert closed
    for one in closed:
        assert one.needs_direction
        with pytest.raises(NotReadyError, match="chiều thay đổi"):
            sentence(one, sample(one), 0)


def test_a_direction_told_by_the_first_word_of_a_sentence_waits_too():
    progress = library_of("tt57-2026-mam-non").proposition("3.2.2e-1")
    assert progress.wordings[0].text.startswith("Tiến bộ của trẻ")
    assert progress.needs_direction
    with pytest.raises(NotReadyError, match="chiều thay đổi"):
        sentence(progress, sample(progress), 0)
    assert "Tiến bộ của trẻ" in sentence(progress, sample(progress), 0, direction_confirmed=True)


def test_only_group_five_tells_directions():
    assert {one.group.value for _, one in every() if any(w.directed for w in one.wordings)} == {"ket_qua"}


def test_a_count_of_nought_has_its_own_words():
    teachers = library().proposition("2.2.1c-2")
    written = sentence(teachers, {**sample(teachers), "so_vi_pham": "0"}, 0)
    assert "không có giáo viên bị xử lý do vi phạm" in written
    assert " 0" not in written


def test_words_for_nought_are_used_only_where_nothing_else_is_left_out():
    safety = library_of("tt57-2026-gdtx").proposition("1.3.1d-2")
    values = {**sample(safety), "so_ghi_nhan": "0", "so_xu_ly": "0"}
    assert "không ghi nhận nguy cơ" in sentence(safety, values, 0)
    strange = sentence(safety, {**values, "so_xu_ly": "2"}, 0)
    assert "2" in strange


def test_the_first_wording_is_the_same_for_a_school_and_differs_between_schools():
    plan = library().proposition("1.1.1b-1")
    assert wording_for(plan, "thcs-an-binh") == wording_for(plan, "thcs-an-binh")
    assert {wording_for(plan, f"truong-{number}") for number in range(60)} == set(range(len(plan.wordings)))


@pytest.mark.parametrize(
    ("pattern", "value", "written"),
    [
        ("Theo Quyết định số {x}.", "số 12/QĐ", "Theo Quyết định số 12/QĐ."),
        ("Theo Quyết định số {x}.", "Quyết định số 12/QĐ", "Theo Quyết định số 12/QĐ."),
        ("{x} được ban hành.", "kế hoạch", "Kế hoạch được ban hành."),
        ("Ở cấp {x}.", "cấp tiểu học", "Ở cấp tiểu học."),
        ("Lớp ({x}).", "lớp 1", "Lớp (lớp 1)."),
    ],
)
def test_a_value_does_not_repeat_the_word_before_it(pattern, value, written):
    assert fill(pattern, {"x": value}) == written
