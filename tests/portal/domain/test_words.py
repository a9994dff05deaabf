import pytest

from minhdinh.portal.domain.words import written


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  một   hai ", "một hai"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("một\n\n\n\n\nhai", "một\n\nhai"),
        ("a\x00b\x07c", "abc"),
        ("\n \t ", ""),
        ("e\u0301", "é"),
    ],
)
def test_words_of_outsiders_are_plain(text: str, kept: str) -> None:
    assert written(text) == kept
