"""Names in a pack: taken by every system as they are, each once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.pack.names import LONGEST, Names, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MC.1.3.01 Kế hoạch giáo dục", "MC.1.3.01 Ke hoach giao duc"),
        ("Đề án / đường dẫn: số 15?", "De an duong dan so 15"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ("con", "_con"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("COM1.báo cáo", "_COM1.bao cao"),
        ("Tên có dấu chấm cuối. . ", "Ten co dau cham cuoi"),
        ("", "_"),
        ("日本", "_"),
        ("H1-1.1-01 [mới]", "H1-1.1-01 [moi]"),
        ("a\u202eb\x00c", "a_bc"),
        ("Kế hoạch #2", "Ke hoach _2"),
    ],
)
def test_a_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=200))
def test_any_text_gives_a_name_that_windows_takes(text: str) -> None:
    name = safe_name(text)
    assert 1 <= len(name) <= LONGEST + 1
    assert re.fullmatch(r"[A-Za-z0-9 ._()\[\],&+=@-]+", name)
    assert name[-1] not in " ."
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name)
    assert safe_name(name) == name


def test_each_path_once_whatever_its_case() -> None:
    names = Names()
    assert [names.path("TC 1", stem, "pdf") for stem in ("A", "a", "A")] == [
        "TC 1/A.pdf",
        "TC 1/a (2).pdf",
        "TC 1/A (3).pdf",
    ]
    assert names.path("TC 2", "A", "pdf") == "TC 2/A.pdf"


@given(st.lists(st.text(max_size=6), max_size=30))
def test_paths_of_a_pack_are_all_different(stems: list[str]) -> None:
    names = Names()
    paths = [names.path("TC", safe_name(stem), "pdf").lower() for stem in stems]
    assert len(set(paths)) == len(paths)
