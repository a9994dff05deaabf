"""What the settings say of uploads, read from variables: right ones, wrong ones, and what stands without any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.config.env import Environment, SettingError
from minhdinh.config.uploads import scanner_address, upload_types
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES


def types(text: str) -> frozenset[str]:
    return upload_types(Environment({"MINHDINH_UPLOAD_TYPES": text}))


def address(text: str) -> str:
    return scanner_address(Environment({"MINHDINH_CLAMD": text}))


def test_without_a_word_everything_known_is_taken() -> None:
    assert upload_types(Environment({})) == types("") == types(" , ") == frozenset(MEDIA_TYPES)


def test_a_list_is_read_whatever_its_spaces_and_capitals() -> None:
    assert types(" PDF,jpg , Docx,") == {"pdf", "jpg", "docx"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pdf,exe,svg", "names exe, svg; use some of: pdf, jpg"),
        (".pdf", "names .pdf;"),
        ("jpg,png", "must hold pdf"),
    ],
)
def test_a_wrong_list_stops_the_start(text: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        types(text)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=5))
def test_any_words_are_known_kinds_or_refused(words: list[str]) -> None:
    try:
        found = types(",".join(words))
    except SettingError:
        found = frozenset({"pdf"})
    assert found <= MEDIA_TYPES.keys()
    assert "pdf" in found


@pytest.mark.parametrize("text", ["", "unix:/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310"])
def test_a_scanners_address_is_kept_as_it_is_written(text: str) -> None:
    assert address(text) == text


@pytest.mark.parametrize("text", ["clamd", "/run/clamd.ctl", "http://a:b", "host:99999"])
def test_what_is_no_address_stops_the_start(text: str) -> None:
    with pytest.raises(SettingError, match=r"MINHDINH_CLAMD is .*; use unix:/path or host:port"):
        address(text)
