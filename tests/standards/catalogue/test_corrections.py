import copy

import pytest

from minhdinh.standards.catalogue import (
    Correction,
    CorrectionError,
    apply_corrections,
    checksum,
    current_value,
    packaged_set,
    parse_content,
)
from minhdinh.standards.rules import Case, evaluate

CONTENT = packaged_set("tt19-2018-mam-non").content


def corrected(target, value):
    return parse_content(apply_corrections(CONTENT, [Correction(target, value)]))


def test_a_rule_value():
    item = corrected("rule_value:council_min_members", 9)
    assert item.rule_value("council_min_members").value == 9
    assert packaged_set("tt19-2018-mam-non").rule_value("council_min_members").value == 7


@pytest.mark.parametrize(
    ("target", "value", "read"),
    [
        ("label:requirement", "Yêu cầu", lambda item: item.labels.requirement),
        ("code_convention:separator", ", ", lambda item: item.code_convention.separator),
        ("requirement:1.1.1a", "Câu đã sửa", lambda item: item.requirement("1.1.1a").text),
        ("requirement:4.2", "Mục đã sửa", lambda item: item.requirement("4.2").text),
        ("criterion:1.10", "Tên đã sửa", lambda item: item.criterion("1.10").title),
        ("set:confidence_note", "Đã đối chiếu.", lambda item: item.confidence_note),
        ("mandatory:1.2", True, lambda item: item.criterion("1.2").mandatory),
    ],
)
def test_every_kind_of_place(target, value, read):
    item = corrected(target, value)
    assert read(item) == value
    assert current_value(item.content, target) == value


def test_a_corrected_rule_value_shows_the_reference_of_the_correction():
    target = "rule_value:council_min_members"
    with_reference = parse_content(apply_corrections(CONTENT, [Correction(target, 9, "Điều 9 mới")]))
    assert with_reference.rule_value("council_min_members").legal_reference == "Điều 9 mới"
    assert corrected(target, 9).rule_value("council_min_members").legal_reference.startswith("Điều ")
    title = parse_content(apply_corrections(CONTENT, [Correction("set:title", "Khác", "Điều 9 mới")]))
    assert title.legal_basis == CONTENT["legal_basis"]


def test_the_file_stays_as_it_was():
    before, content = checksum(CONTENT), copy.deepcopy(CONTENT)
    changed = apply_corrections(
        CONTENT, [Correction("set:title", "Khác"), Correction("criterion:1.1", "Khác")]
    )
    assert content == CONTENT
    assert checksum(CONTENT) == before
    assert checksum(changed) != before


def test_the_later_of_two_corrections_stands():
    twice = [Correction("set:title", "Một"), Correction("set:title", "Hai")]
    assert apply_corrections(CONTENT, twice)["title"] == "Hai"


def test_no_corrections_change_nothing():
    assert apply_corrections(CONTENT, []) == CONTENT


@pytest.mark.parametrize(
    "target",
    [
        "", "x", "rule_value:khong_co", "label:khong_co", "criterion:9.9", "requirement:x", "set:id", "set:standards",
        "code_convention:khac",
    ],
)  # fmt: skip
def test_a_place_that_is_not_there_is_refused(target):
    with pytest.raises(CorrectionError, match="không có mục"):
        apply_corrections(CONTENT, [Correction(target, 1)])
    with pytest.raises(CorrectionError):
        current_value(CONTENT, target)


def test_a_value_that_does_not_fit_is_found_when_the_content_is_read():
    with pytest.raises(ValueError, match="rule_values"):
        corrected("rule_value:council_min_members", "chín")


def test_a_whole_level_rule_may_be_put_in_where_the_law_became_known():
    known = packaged_set("tt42-2012-trung-hoc")
    rule = {
        "kind": "percentage",
        "legal_reference": "khoản 2 Điều 31",
        "confidence": "high",
        "gates": [{"level": 1, "min_percent": "grade_1_min_percent"}],
    }
    item = parse_content(apply_corrections(known.content, [Correction("set:level_rule", rule)]))
    full = Case({each.code: 1 for each in item.iter_criteria()})
    assert evaluate(item, full).level == 1
    assert evaluate(known, full).level is None
