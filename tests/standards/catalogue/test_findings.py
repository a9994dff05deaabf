import json

import pytest

from minhdinh.standards.catalogue.checks import findings_of, schema_findings
from minhdinh.standards.catalogue.findings import Finding, with_lines
from tests.standards import samples

TEXT = """\
a: 1
b:
  c:
    - x: 1
    - x: 2
      y: 3
d: {e: 4}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("a",), 1),
        (("b", "c"), 4),
        (("b", "c", 1), 5),
        (("b", "c", 1, "y"), 6),
        (("b", "c", 1, "missing"), 5),
        (("b", "c", 7, "x"), 4),
        (("d", "e"), 7),
        (("d", "e", "deeper"), 7),
        (("khong", "co"), 1),
    ],
)
def test_a_place_is_found_in_the_text(path, line):
    (sentence,) = with_lines(TEXT, [Finding("sai", path)])
    assert sentence.startswith(f"dòng {line}: ")
    assert sentence.endswith("sai")


def test_findings_come_in_the_order_of_the_text():
    found = with_lines(TEXT, [Finding("ba", ("d",)), Finding("một", ("a",)), Finding("hai", ("b", "c", 0))])
    assert [sentence.split(" ")[1] for sentence in found] == ["1:", "4:", "7:"]


def test_a_text_that_yaml_sees_nothing_in_has_no_lines():
    assert with_lines("", [Finding("sai", ("a",))]) == ["a: sai"]


def test_a_finding_reads_as_path_and_sentence():
    assert str(Finding("sai", ("a", 0, "b"))) == "a/0/b: sai"
    assert str(Finding("sai")) == "sai"


@pytest.mark.parametrize(
    ("rule", "value", "sentence"),
    [
        ({"required": ["tên"]}, {}, "thiếu khóa “tên”"),
        (
            {"properties": {"a": {}}, "additionalProperties": False},
            {"a": 1, "b": 2, "c": 3},
            "khóa lạ: “b”, “c”",
        ),
        ({"type": "integer"}, "x", "phải là số nguyên"),
        ({"type": ["integer", "null"]}, "x", "phải là số nguyên hoặc null"),
        ({"type": "string"}, 1.2, "phải là chuỗi ký tự; đặt giá trị trong ngoặc kép"),
        ({"type": "array"}, {}, "phải là danh sách"),
        ({"enum": ["a", "b"]}, "c", "“c” không thuộc các giá trị: a, b"),
        ({"const": "a"}, "c", "phải là “a”"),
        ({"minLength": 1}, "", "không được để trống"),
        ({"maxLength": 2}, "abc", "dài quá 2 ký tự"),
        ({"pattern": "^[a-z]+$"}, "X", "“X” không đúng dạng"),
        ({"pattern": "^a$"}, "x" * 100, f"“{'x' * 60}…” không đúng dạng"),
        ({"format": "date"}, "2026-02-30", "“2026-02-30” không phải ngày hợp lệ dạng năm-tháng-ngày"),
        ({"minItems": 1}, [], "danh sách không được rỗng"),
        ({"maxItems": 1}, [1, 2], "danh sách có quá 1 mục"),
        ({"uniqueItems": True}, [1, 1], "danh sách có mục trùng nhau"),
        ({"minProperties": 1}, {}, "nhóm khóa không được rỗng"),
        ({"minimum": 0}, -1, "“-1” nhỏ hơn 0"),
        ({"maximum": 100}, 101, "“101” lớn hơn 100"),
        ({"anyOf": [{"type": "null"}, {"minLength": 3}]}, "ab", "không được để trống"),
        ({"anyOf": [{"type": "null"}, {"type": "string"}]}, 1, "“1” không thuộc dạng nào được phép"),
        ({"multipleOf": 2}, 3, "3 is not a multiple of 2"),
    ],
)
def test_every_rule_of_the_schema_speaks_vietnamese(rule, value, sentence):
    (found,) = schema_findings(rule, value)
    assert found.message == sentence


def test_a_semantic_fault_stands_at_its_line():
    content = samples.quota_content(1, 2)
    content["rule_values"][1]["id"] = "quota_1"
    content["effective_to"] = "2019-01-01"
    text = json.dumps(content, indent=1, ensure_ascii=False)
    lines = text.split("\n")
    sentences = with_lines(text, findings_of(content))
    assert len(sentences) >= 2
    for sentence in sentences:
        number, place = sentence.removeprefix("dòng ").split(": ")[:2]
        if place == "effective_to":
            assert '"effective_to"' in lines[int(number) - 1]
        if place == "rule_values/1":
            assert lines[int(number) - 1].strip() == "{"
            assert '"quota_1"' in lines[int(number)]
