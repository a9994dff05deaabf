import datetime as dt

import pytest
import yaml

from minhdinh.standards.catalogue import SetFileError
from minhdinh.standards.catalogue.files import DATA
from minhdinh.standards.catalogue.reading import plain, read


def test_yaml_data_becomes_what_json_has():
    data = {1: {"day": dt.date(2026, 7, 7)}, "list": [dt.date(2020, 1, 2), None, 1.5, True]}
    assert plain(data) == {"1": {"day": "2026-07-07"}, "list": ["2020-01-02", None, 1.5, True]}


def test_a_mapping_is_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("tên: Bộ thử\n1: {2: x}\n", encoding="utf-8")
    assert read(path) == {"tên": "Bộ thử", "1": {"2": "x"}}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"- 1\n- 2\n", "không chứa"),
        (b"null", "không chứa"),
        (b"", "tệp rỗng"),
        (b" \n\n", "tệp rỗng"),
        (b"\xef\xbb\xbf", "tệp rỗng"),
        (b"a: [1, 2\nb: }", "dòng 2"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: !!python/object/apply:os.system ['true']", "YAML"),
    ],
)
def test_anything_else_is_refused_in_vietnamese(tmp_path, content, word):
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(SetFileError) as caught:
        read(path)
    assert word in caught.value.problems[0]
    assert caught.value.path == path


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(SetFileError, match="không đọc được"):
        read(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: 1\nb: {c: 1, c: 2}\n", "dòng 2: khóa “c” viết hai lần"),
        (b"1: a\n'1': b\n", "dòng 2: khóa “1” viết hai lần"),
        (b"x: 1\nday: 2026-02-30\n", "dòng 2: giá trị “2026-02-30” không dùng được"),
        (b"a: &x [1, 2]\nb: *x\n", "không dùng bí danh"),
        (b"a: .inf\n", "số không hợp lệ"),
        (b'a: "b\\0c"\n', "ký tự điều khiển"),
        (b"a: " + b"[" * 200_000, "lồng nhau quá sâu"),
        (b"".join(b" " * depth + b"a:\n" for depth in range(60)), "lồng nhau quá sâu"),
    ],
)
def test_what_yaml_takes_in_silence_is_refused(tmp_path, content, said):
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(SetFileError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert said in problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{\n"a": 1,\n}', "dòng 3: sai cú pháp"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "khóa “c” viết hai lần"),
        (b'{"a": NaN}', "số không hợp lệ"),
        (b'{"a": ' + b"[" * 100_000, "lồng nhau quá sâu"),
        (b"[]", "không chứa"),
    ],
)
def test_json_is_read_as_strictly(tmp_path, content, said):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(SetFileError) as caught:
        read(path)
    assert said in caught.value.problems[0]


def test_json_escapes_and_tabs_are_no_hindrance(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'{\n\t"a": "\\ud83d\\ude00 \\/ \\u00ea"\n}')
    assert read(path) == {"a": "\U0001f600 / ê"}


def test_a_merge_of_nothing_shared_is_still_a_mapping(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: {<<: {b: 1}, c: 2}\n", encoding="utf-8")
    assert read(path) == {"a": {"b": 1, "c": 2}}


def test_a_byte_order_mark_is_no_letter(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(path) == {"a": 1}


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_file_says_what_a_plain_loader_reads(path):
    assert read(path) == plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: !!str 1\nb: !!map {c: !!int '2'}\n", {"a": "1", "b": {"c": 2}}),
        ("a: 1\n...\n", {"a": 1}),
        ("{a: null, b: ~, c: '', d: [], e: {}, f: yes, g: 0o7, h: 1e3, i: 2026-07-07}",
         {"a": None, "b": None, "c": "", "d": [], "e": {}, "f": True, "g": "0o7", "h": "1e3", "i": "2026-07-07"}),
    ],
)  # fmt: skip
def test_what_is_seldom_written_is_read_as_yaml_has_it(tmp_path, content, found):
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    assert read(path) == found


@pytest.mark.parametrize("content", ["a: 1\n---\nb: 2\n", "? [1, 2]\n: x\n"])
def test_two_documents_and_lists_as_keys_are_no_set(tmp_path, content):
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetFileError, match="sai cú pháp"):
        read(path)
