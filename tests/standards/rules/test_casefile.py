import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.rules import Case
from minhdinh.standards.rules.casefile import Fault, FaultyCaseError, check_case, parse_case

TT57 = packaged_set("tt57-2026-pho-thong")
TT19 = packaged_set("tt19-2018-mam-non")
TT42 = packaged_set("tt42-2012-tieu-hoc")


def faults(text, standard_set=TT57, first_line=1):
    with pytest.raises(FaultyCaseError) as caught:
        parse_case(text, standard_set, first_line)
    return [(fault.line, fault.key, fault.message) for fault in caught.value.faults]


def test_a_plain_case():
    assert parse_case('{"criteria": {"1.1": 2, "1.3": null}}', TT57) == Case({"1.1": 2, "1.3": None})


def test_a_case_with_level_4():
    text = '{"criteria": {"1.1": 3}, "level_4": {"4.1": true, "4.2": null}}'
    assert parse_case(text, TT19) == Case({"1.1": 3}, {"4.1": True, "4.2": None})


@pytest.mark.parametrize("text", ['{"criteria": {}, "level_4": null}', '{"criteria": {}}'])
def test_level_4_may_be_null_or_left_out(text):
    assert parse_case(text, TT19) == Case({})


def test_tracks_give_one_case_each():
    text = '{"tracks": {"tieu_hoc": {"criteria": {"1.1": 1}}, "thcs": {"criteria": {}}}}'
    assert parse_case(text, TT57) == {"tieu_hoc": Case({"1.1": 1}), "thcs": Case({})}


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ('{"criteria": {"9.9": 1}}', 'criteria["9.9"]', "không có tiêu chí"),
        ('{"criteria": {"1.1": 3}}', 'criteria["1.1"]', "từ 0 đến 2"),
        ('{"criteria": {"1.1": -1}}', 'criteria["1.1"]', "từ 0 đến 2"),
        ('{"criteria": {"1.1": true}}', 'criteria["1.1"]', "không phải true"),
        ('{"criteria": {"1.1": 1.0}}', 'criteria["1.1"]', "số nguyên"),
        ('{"criteria": {"1.1": "2"}}', 'criteria["1.1"]', "số nguyên"),
        ('{"criteria": [1, 2]}', "criteria", "đối tượng JSON"),
        ('{"levels": {}}', '["levels"]', "không được biết"),
        ("{}", "criteria", "thiếu khóa"),
        ("[]", "", "đối tượng JSON"),
        ("3", "", "đối tượng JSON"),
        ('{"criteria": {}, "level_4": {"4.1": true}}', 'level_4["4.1"]', "không có yêu cầu Mức 4"),
        ('{"criteria": {}, "level_4": 4}', "level_4", "đối tượng JSON"),
        ('{"tracks": {}}', "tracks", "ít nhất một cấp học"),
        ('{"tracks": {"dai_hoc": {"criteria": {}}}}', 'tracks["dai_hoc"]', "cấp học không có"),
        ('{"tracks": {"thcs": 1}}', 'tracks["thcs"]', "đối tượng JSON"),
        (
            '{"tracks": {"thcs": {"criteria": {"1.9": 1}}}}',
            'tracks["thcs"].criteria["1.9"]',
            "không có tiêu chí",
        ),
        ('{"tracks": {"thcs": {"criteria": {}}}, "criteria": {}}', "criteria", "không dùng cùng"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(text, key, word):
    found = faults(text)
    assert key in [fault[1] for fault in found]
    assert any(word in message for _, named, message in found if named == key)


def test_a_level_above_what_the_criterion_has_is_refused():
    assert faults('{"criteria": {"1.2": 3}}', TT19)[0][1] == 'criteria["1.2"]'
    assert parse_case('{"criteria": {"1.1": 3}}', TT19) == Case({"1.1": 3})


def test_a_criterion_of_2012_is_0_or_1():
    assert parse_case('{"criteria": {"1.1": 1, "1.2": 0, "1.3": null}}', TT42)
    assert "từ 0 đến 1" in faults('{"criteria": {"1.1": 2}}', TT42)[0][2]


def test_an_item_of_level_4_is_true_false_or_null():
    assert "true, false hoặc null" in faults('{"criteria": {}, "level_4": {"4.1": 1}}', TT19)[0][2]


def test_every_fault_has_the_line_of_its_key():
    text = '{\n  "criteria": {\n    "1.1": 2,\n    "9.9": 1,\n    "1.2": 5\n  },\n  "nhap": 1\n}'
    assert [(line, key) for line, key, _ in faults(text)] == [
        (7, '["nhap"]'), (4, 'criteria["9.9"]'), (5, 'criteria["1.2"]'),
    ]  # fmt: skip


def test_the_same_code_in_two_tracks_is_told_apart_by_line():
    text = '{"tracks": {\n"tieu_hoc": {"criteria": {"1.1": 1}},\n"thcs": {"criteria": {"1.1": 7}}}}'
    assert [(line, key) for line, key, _ in faults(text)] == [(3, 'tracks["thcs"].criteria["1.1"]')]


def test_lines_count_from_the_place_of_the_case_in_its_file():
    assert faults('{"criteria": {"9.9": 1}}', first_line=41)[0][0] == 41


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('{\n"criteria": {"1.1": 2,\n"1.2": }\n}', 3, 'criteria["1.2"]'),
        ('{\n"criteria": {"1.1": 2', 2, 'criteria["1.1"]'),
        ('{"criteria": {"1.1": NaN}}', 1, ""),
        ("", 1, ""),
        ("{", 1, ""),
        ("không phải JSON", 1, ""),
        ('{"criteria": {"1.1": 2}} thừa', 1, 'criteria["1.1"]'),
    ],
)
def test_malformed_json_is_placed_by_line_and_nearest_key(text, line, key):
    found = faults(text)
    assert (found[0][0], found[0][1]) == (line, key)
    assert "JSON sai cú pháp" in found[0][2]


def test_a_key_given_twice_is_refused_because_json_would_keep_only_the_last():
    found = faults('{"criteria": {\n"1.1": 2,\n"1.1": 0}}')
    assert found == [(3, 'criteria["1.1"]', "khóa xuất hiện hai lần")]


def test_a_key_spelled_with_escapes_is_found_again():
    assert faults('{\n"criteria": {\n"9\\u002e9": 1}}')[0][:2] == (3, 'criteria["9.9"]')


def test_very_deep_json_is_refused_and_not_a_crash():
    assert "JSON sai cú pháp" in faults("[" * 100_000)[0][2]


def refused(text, standard_set):
    """Return the error of a text that is no case, None for a case."""
    try:
        parse_case(text, standard_set)
    except FaultyCaseError as error:
        return error
    return None


@given(st.text(max_size=60))
def test_any_text_is_a_case_or_a_fault(text):
    error = refused(text, TT57)
    assert error is None or (error.faults and str(error))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["criteria", "level_4", "tracks", "thcs", "1.1", "4.1", "x"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_a_case_or_a_fault_with_a_line(raw):
    error = refused(json.dumps(raw, indent=1), TT19)
    found = error.faults if error else []
    assert all(fault.line >= 1 for fault in found)
    assert [fault.path for fault in found] == [fault.path for fault in check_case(raw, TT19)]


def test_a_fault_writes_its_key_as_people_do():
    assert Fault(("tracks", "thcs", "criteria", "1.1"), "").key == 'tracks["thcs"].criteria["1.1"]'
    assert Fault((), "").key == ""
