import copy

import pytest
from jsonschema import Draft202012Validator

from minhdinh.standards.catalogue.checks import MAX_PROBLEMS, problems_of, schema
from minhdinh.standards.catalogue.files import _set_files
from minhdinh.standards.catalogue.reading import read
from tests.standards import samples

VALID = samples.quota_content(1, 2)


def changed(path, value):
    """Return the valid content with one place set (or removed, where ``value`` is the Ellipsis)."""
    content = copy.deepcopy(VALID)
    place = content
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return content


def test_the_schema_itself_is_valid_and_closed():
    Draft202012Validator.check_schema(schema())
    closed = [schema(), *schema()["$defs"].values()]
    objects = [part for part in closed if part.get("type") == "object" and "properties" in part]
    assert all(part["additionalProperties"] is False for part in objects)


@pytest.mark.parametrize("path", _set_files(), ids=lambda path: path.stem)
def test_every_packaged_file_is_valid(path):
    assert problems_of(read(path)) == []


def test_the_sample_is_valid():
    assert problems_of(VALID) == []


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (["id"], "Có Dấu", "id"),
        (["version"], "một", "version"),
        (["format"], "khác", "format"),
        (["effective_from"], "07/7/2026", "effective_from"),
        (["effective_from"], "2026-02-30", "effective_from"),
        (["confidence"], "khá cao", "confidence"),
        (["standards"], [], "standards"),
        (["level_rule", "kind"], "bình quân", "level_rule/kind"),
        (["code_convention", "pattern"], "MC.{0.__class__}", "code_convention/pattern"),
        (["code_convention", "grouping"], "x", "code_convention/grouping"),
        (["rule_values", 0, "unit"], "con", "rule_values/0/unit"),
        (["rule_values", 0, "value"], "năm", "rule_values/0/value"),
        (["rule_values", 0, "value"], -1, "rule_values/0/value"),
        (["rule_values", 0, "legal_reference"], ..., "legal_reference"),
        (["standards", 0, "criteria", 0, "code"], "một", "standards/0/criteria/0/code"),
        (["standards", 0, "criteria", 0, "levels", "1", "requirements"], [], "requirements"),
        (["labels", "school_results"], {"1": "Đạt"}, "school_results"),
        (["labels", "level"], ..., "level"),
        (["extra"], 1, "extra"),
        (["title"], "", "title"),
    ],
)
def test_the_schema_names_the_place(path, value, named):
    problems = problems_of(changed(path, value))
    assert problems
    assert any(named in problem for problem in problems)


@pytest.mark.parametrize(
    ("unit", "value", "valid"),
    [
        ("percent", 62.5, True), ("percent", 101, False), ("boolean", 1, False), ("boolean", False, True),
        ("date", "2028-12-31", True), ("date", "31/12/2028", False), ("day_month", "15/6", True),
        ("day_month", "15/13", False), ("list", "1.1", False), ("list", ["1.1"], True), ("person", 1.5, False),
        ("year", None, True),
    ],
)  # fmt: skip
def test_a_value_fits_its_unit(unit, value, valid):
    content = copy.deepcopy(VALID)
    content["rule_values"].append(samples.rule_value("x", value, unit))
    assert (problems_of(content) == []) is valid


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["effective_to"], "2020-01-01", "effective_to phải sau"),
        (["standards", 0, "criteria", 1, "code"], "1.1", "tiêu chí 1.1 xuất hiện nhiều lần"),
        (["standards", 0, "criteria", 1, "code"], "2.2", "không thuộc tiêu chuẩn 1"),
        (["rule_values", 1, "id"], "quota_1", "quota_1 xuất hiện nhiều lần"),
        (["level_rule", "gates", 0, "others_quota"], "khong_co", "không có giá trị quy định khong_co"),
        (["level_rule", "gates", 0, "others_floor"], ..., "thiếu others_floor"),
        (["level_rule", "gates"], [], "thiếu điều kiện"),
        (["code_convention", "regex"], "MC(", "không hợp lệ"),
        (["code_convention", "regex"], "XX", "không đọc lại được"),
        (["code_convention", "pattern"], "MC.{standard}.{number}", "không đọc lại được"),
        (["criterion_levels"], [1, 2, 3], None),
        (["criterion_levels"], [2], "các mức phải liên tiếp"),
        (["labels", "levels"], {"1": "Mức 1"}, "thiếu tên gọi của mức 2"),
    ],
)
def test_what_no_schema_can_say(path, value, said):
    problems = problems_of(changed(path, value))
    assert problems == [] if said is None else any(said in problem for problem in problems)


def test_a_requirement_given_twice_is_found():
    content = copy.deepcopy(VALID)
    first, second = content["standards"][0]["criteria"][:2]
    second["levels"]["1"]["requirements"] = first["levels"]["1"]["requirements"]
    problems = problems_of(content)
    assert problems[0] == "standards/0/criteria/1/levels/1/requirements/0: yêu cầu 1.1.1a xuất hiện nhiều lần"
    assert len(problems) == 2


def test_a_gap_between_levels_is_found():
    content = copy.deepcopy(VALID)
    del content["standards"][0]["criteria"][0]["levels"]["1"]
    assert any("các mức phải liên tiếp" in problem for problem in problems_of(content))


def test_a_list_that_names_an_unknown_criterion_is_found():
    content = dict(samples.percentage_set(3, 50, 75, ["1.1"]).content)
    content["rule_values"] = [*content["rule_values"][:2], samples.rule_value("list", ["1.1", "7.7"], "list")]
    assert problems_of(content) == ["rule_values/2/value: list không có tiêu chí 7.7"]


def test_a_flood_of_problems_is_cut():
    content = copy.deepcopy(VALID)
    content["standards"] = [{"code": "x"} for _ in range(50)]
    assert len(problems_of(content)) == MAX_PROBLEMS
