import json

import pytest
import yaml

from minhdinh.standards.catalogue import OfficialLevel, SetFileError, read_official
from minhdinh.standards.catalogue.official import tidy

FILE = """\
id: bo-thu
legal_basis: "Thông tư  thử,  Phụ lục I"
note: "không đọc"
standards:
  - code: "1"
    title: "Tiêu chuẩn một"
    criteria:
      - code: "1.1"
        title: "Tầm nhìn"
        mandatory: false
        levels:
          1: "Câu chữ của  Mức 1."
          2:
            text: |
              Đoạn một.

              Đoạn hai.
            article: "Điều 7"
  - code: "2"
    criteria:
      - {code: "2.3", levels: {1: "Một câu."}}
"""


def read(text, name="nguyen-van.yaml"):
    return read_official(text.encode(), name)


def problems(text, name="nguyen-van.yaml"):
    with pytest.raises(SetFileError) as caught:
        read_official(text if isinstance(text, bytes) else text.encode(), name)
    return caught.value.problems


def test_the_levels_are_read_in_order():
    found = read(FILE)
    assert (found.set_id, found.version, found.legal_basis) == ("bo-thu", "", "Thông tư thử, Phụ lục I")
    assert found.levels == (
        OfficialLevel("1.1", "Tầm nhìn", 1, "Câu chữ của Mức 1.", ""),
        OfficialLevel("1.1", "Tầm nhìn", 2, "Đoạn một.\n\nĐoạn hai.", "Điều 7"),
        OfficialLevel("2.3", "", 1, "Một câu.", ""),
    )


def test_the_same_file_as_json_reads_the_same():
    data = yaml.safe_load(FILE)
    text = json.dumps(data, ensure_ascii=False)
    assert read(text, "nguyen-van.json") == read(FILE)
    assert read(text) == read(FILE)


def test_a_file_may_come_from_windows():
    assert read_official(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode(), "a.yaml") == read(FILE)


def test_a_version_may_be_named():
    assert read(FILE.replace("id: bo-thu", 'id: bo-thu\nversion: "2020.2"')).version == "2020.2"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tệp rỗng"),
        (b"   \n\n", "tệp rỗng"),
        (b"\xff\xfe", "không phải văn bản UTF-8"),
        (b"- 1\n- 2\n", "không chứa một bộ tiêu chuẩn"),
        (b"a: [1, 2\nb: }", "dòng 2: sai cú pháp"),
        (b"[" * 100_000, "lồng nhau quá sâu"),
        (b"id: x\nid: y\n", "dòng 2: khóa “id” viết hai lần"),
    ],
)
def test_a_file_that_is_none_is_refused(content, said):
    (problem,) = problems(content)
    assert said in problem


def test_what_is_missing_is_named():
    assert any("thiếu khóa “standards”" in one for one in problems("id: bo-thu\n"))
    assert any("thiếu khóa “id”" in one for one in problems("standards: []\n"))


def test_every_fault_is_named_with_its_line():
    text = FILE.replace('1: "Câu chữ của  Mức 1."', '1: ""').replace('code: "2.3"', "code: 2.3")
    found = problems(text)
    assert found[0].startswith("dòng 12: standards/0/criteria/0/levels/1: không được để trống")
    assert found[1].startswith("dòng 21: standards/1/criteria/0/code: phải là chuỗi ký tự")


def test_a_level_is_a_digit_and_its_text_a_text():
    assert any("levels" in one for one in problems(FILE.replace('1: "Một câu."', 'mot: "Một câu."')))
    assert any("levels/1" in one for one in problems(FILE.replace('"Một câu."', "[1, 2]")))


def test_a_criterion_stands_once():
    (found,) = problems(FILE.replace('code: "2.3"', 'code: "1.1"'))
    assert found == "dòng 21: standards/1/criteria/0: tiêu chí 1.1 xuất hiện nhiều lần"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Một\t câu  dài. ", "Một câu dài."),
        ("Một.\r\nHai.\n\n", "Một.\nHai."),
        ("\n\nMột.\n\n  Hai. ", "Một.\n\nHai."),
        ("e\u0302", "ê"),
    ],
)
def test_a_wording_keeps_its_lines(given, kept):
    assert tidy(given) == kept
