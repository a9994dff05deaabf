"""What a suggestion file is refused for."""

import copy

import pytest
import yaml

from minhdinh.standards.catalogue import SetFileError
from minhdinh.standards.catalogue.reading import read
from minhdinh.standards.suggestions import library_ids
from minhdinh.standards.suggestions.checks import (
    PRAISE,
    is_library,
    library_findings,
    load_library,
    schema,
)
from minhdinh.standards.suggestions.reading import library_path

CONTENT = read(library_path("tt17-2018-tieu-hoc"))
FIRST = "1.1.1a"


@pytest.fixture
def content():
    return copy.deepcopy(CONTENT)


def entry(content):
    return content["requirements"][FIRST]


def first(content):
    return entry(content)["propositions"][0]


def said(content):
    return " | ".join(str(one) for one in library_findings(content))


@pytest.mark.parametrize("name", library_ids())
def test_every_packaged_file_is_valid(name):
    found = load_library(library_path(name))
    assert found.set_id == name
    assert found.version == "2026.3"


@pytest.mark.parametrize("name", library_ids())
def test_no_packaged_text_praises_or_names_a_place_to_fetch_from(name):
    text = library_path(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.strip().startswith(("ask:", "pitfall:", "#")):
            assert not PRAISE.search(line), line
    assert "http" not in text


def test_a_file_is_told_from_a_standard_set():
    assert is_library(CONTENT)
    assert not is_library({"id": "bo-thu", "standards": []})
    assert schema()["$id"] == "minhdinh.suggestions/1"


def change(path, value):
    def apply(content):
        place = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return apply


HERE = ("requirements", FIRST)
ONE = (*HERE, "propositions", 0)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("set",), "bo-khong-co", "không có bộ tiêu chuẩn"),
        (("version",), "mới", "không đúng dạng"),
        (("la",), 1, "khóa lạ"),
        ((*HERE, "ask"), "", "không được để trống"),
        ((*HERE, "evidence"), ["giay_to"], "không có loại minh chứng giay_to"),
        ((*ONE, "group"), "khac", "không thuộc các giá trị"),
        ((*ONE, "id"), "1.1.1b-1", "không thuộc riêng yêu cầu 1.1.1a"),
        ((*ONE, "proof"), {"all": ["giay_to"]}, "không có loại minh chứng"),
        ((*ONE, "proof"), {"dates": 2}, "thiếu khóa"),
        ((*ONE, "text"), "Hoạt động rất hiệu quả.", "có lời khen “hiệu quả”"),
        ((*ONE, "text"), "Có văn bản", "thiếu dấu chấm cuối"),
        ((*ONE, "text"), "Có [H1-1.1-01] đây.", "mã minh chứng"),
        ((*ONE, "text"), "Có  văn bản.", "thừa dấu cách"),
        ((*ONE, "sentences", 0), "Ngày {ngay}.", "câu không dùng ô"),
        (
            (*ONE, "sentences", 0),
            "{van_ban} {ngay} {giai_doan} {dinh_huong} {la}.",
            "câu dùng ô không có: la",
        ),
        ((*ONE, "sentences", 0), "{van_ban} {ngay} {giai_doan} {dinh_huong} {}.", "dấu { hoặc } thừa"),
        ((*ONE, "sentences", 0), "{van_ban} {ngay} {giai_doan} {dinh_huong!r}.", "câu không dùng ô"),
        ((*ONE, "sentences"), ["Một câu."], "danh sách"),
        ((*ONE, "slots", 0, "type"), "money", "không thuộc các giá trị"),
        ((*ONE, "slots", 1, "name"), "van_ban", "viết hai lần"),
        ((*ONE, "slots", 0, "quotient"), ["ngay", "giai_doan"], "hai ô số"),
        ((*ONE, "zero"), {"ngay": ["Không có."]}, "không phải ô số"),
    ],
)
def test_a_wrong_entry_is_named(content, path, value, message):
    change(path, value)(content)
    assert message in said(content)


def test_a_requirement_that_is_not_in_the_set_or_is_missing_is_named(content):
    content["requirements"]["1.1.1z"] = content["requirements"].pop(FIRST)
    assert "không có yêu cầu 1.1.1z" in said(content)
    assert "thiếu yêu cầu 1.1.1a" in said(content)


def test_a_whole_file_has_every_criterion_a_separate_one_whole_criteria(content):
    assert library_findings(content) == []
    del content["separate"]
    assert "thiếu yêu cầu 1.5.1a" in said(content)


def test_each_requirement_has_exactly_one_negative(content):
    negative = entry(content)["propositions"].pop()
    assert "cần 1 mệnh đề “chưa có”, đang có 0" in said(content)
    entry(content)["propositions"] += [negative, {**negative, "id": "1.1.1a-9"}]
    assert "đang có 2" in said(content)
    assert "phải mang số 0" in said(content)


def test_a_requirement_has_something_to_say_yes_to(content):
    entry(content)["propositions"] = entry(content)["propositions"][-1:]
    assert "ít nhất một mệnh đề khẳng định" in said(content)


def test_a_proposition_stands_once(content):
    entry(content)["propositions"].insert(0, copy.deepcopy(first(content)))
    assert "1.1.1a-1 không thuộc riêng" in said(content)


def test_words_for_nought_keep_every_other_fact(content):
    meetings = content["requirements"]["1.2.1b"]["propositions"][0]
    meetings["zero"] = {"so_cuoc_hop": ["Năm học {nam_hoc} không họp."]}
    assert "bỏ mất ô noi_dung" in said(content)
    meetings["zero"] = {"so_cuoc_hop": ["Năm học {nam_hoc}, {noi_dung}, họp {so_cuoc_hop}."]}
    assert "dùng chính ô ấy" in said(content)


def test_the_problems_of_a_file_come_with_their_lines(tmp_path, content):
    first(content)["text"] = "Chất lượng cao."
    path = tmp_path / "goi-y.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(SetFileError) as caught:
        load_library(path)
    assert caught.value.problems
    assert all(one.startswith("dòng ") for one in caught.value.problems)
