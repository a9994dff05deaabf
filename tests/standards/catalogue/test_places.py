import pytest

from minhdinh.standards.catalogue import CorrectionError, packaged_set
from minhdinh.standards.catalogue.places import Place, place_of, rule_targets

CONTENT = packaged_set("tt57-2026-pho-thong").content


@pytest.mark.parametrize(
    ("target", "label", "unit"),
    [
        ("rule_value:council_min_members", "Số thành viên tối thiểu của hội đồng tự đánh giá", "person"),
        ("rule_value:approval_deadline", "Hội đồng thông qua báo cáo", "day_month"),
        ("set:effective_to", "Ngày hết hiệu lực", "date"),
        ("set:confidence", "Mức độ chắc chắn của bộ", "confidence"),
        ("set:level_rule", "Quy tắc xác định mức của trường", "json"),
        ("code_convention:separator", "Dấu giữa các mã", "text"),
        ("code_convention:grouping", "Các mã đặt chung hay riêng dấu ngoặc", "grouping"),
        ("code_convention:id", "id", "text"),
        ("mandatory:1.3", "Tiêu chí 1.3 là tiêu chí bắt buộc", "boolean"),
        ("criterion:1.3", "Tên tiêu chí 1.3", "text"),
        ("requirement:1.3.1a", "Yêu cầu 1.3.1a", "text"),
        ("label:requirement", "Cách gọi requirement", "text"),
        ("label:levels", "Cách gọi levels", "json"),
    ],
)
def test_every_kind_of_place_has_a_name_and_a_unit(target, label, unit):
    place = place_of(CONTENT, target)
    assert place.target == target
    assert place.label.startswith(label)
    assert place.unit == unit
    assert place.legal_reference


def test_a_rule_value_carries_its_own_reference_and_note():
    place = place_of(CONTENT, "rule_value:council_chairs")
    assert place.legal_reference == "Điều 9 Thông tư 57/2026/TT-BGDĐT"
    assert place.note.startswith("Quy định kiểm tra của phần mềm")


@pytest.mark.parametrize(
    "target", ["", "rule_value:x", "set:standards", "criterion:9.9", "khac:1", "mandatory:x"]
)
def test_a_place_that_is_not_there_is_refused(target):
    with pytest.raises(CorrectionError):
        place_of(CONTENT, target)


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("person", 5, "5 người"),
        ("criteria", 0, "0 tiêu chí"),
        ("percent", 62.5, "62,50%"),
        ("percent", 70, "70%"),
        ("boolean", True, "có"),
        ("boolean", False, "không"),
        ("date", "2028-12-31", "31/12/2028"),
        ("day_month", "15/6", "15/6"),
        ("list", ["Cuối học kỳ I", "Cuối năm học"], "Cuối học kỳ I, Cuối năm học"),
        ("list", [], ""),
        ("text", "Câu", "Câu"),
        ("text", "", ""),
        ("confidence", "low", "Cần đối chiếu"),
        ("confidence", "la", "la"),
        ("grouping", "each", "mỗi mã một ngoặc"),
        ("json", {"a": "ê"}, '{\n  "a": "ê"\n}'),
        ("year", None, "chưa rõ"),
    ],
)
def test_a_value_reads_as_people_write_it(unit, value, shown):
    assert Place("x", "X", unit).shown(value) == shown


def test_a_set_without_an_end_is_in_force():
    assert place_of(CONTENT, "set:effective_to").shown(None) == "đang có hiệu lực"


def test_the_targets_of_a_set_are_all_places():
    targets = list(rule_targets(CONTENT))
    assert len(targets) == len(set(targets)) == len(CONTENT["rule_values"]) + 10 + 6
    assert [place_of(CONTENT, target).target for target in targets] == targets
