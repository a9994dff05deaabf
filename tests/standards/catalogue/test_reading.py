import datetime as dt

import pytest

from minhdinh.standards.catalogue import SetFileError
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
