import pytest

from minhdinh.lib.richtext import RichTextError, empty, from_text, plain_text
from tests.lib.richtext.builders import bullets, cite, doc, par, text

IDS = {"MC.1.1.01": "1", "MC.1.1.02": "2", "H1-1.1-01": "3", "H1-1.1-02": "4", "H3-2-05-12": "5"}


def test_lines_become_paragraphs():
    assert from_text("Một\n\n  Hai  \r\nBa") == doc(par(text("Một")), par(text("Hai")), par(text("Ba")))


def test_dashes_become_a_list():
    assert from_text("Gồm:\n- một\n- hai\nHết") == doc(
        par(text("Gồm:")), bullets(par(text("một")), par(text("hai"))), par(text("Hết"))
    )


@pytest.mark.parametrize("nothing", ["", " \n "])
def test_no_text_is_an_empty_document(nothing):
    assert from_text(nothing) == empty()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đủ (MC.1.1.01).", [text("Đủ "), cite("1"), text(".")]),
        ("Đủ (MC.1.1.01, MC.1.1.02).", [text("Đủ "), cite("1"), cite("2"), text(".")]),
        ("Đủ [H1-1.1-01]; [H1-1.1-02].", [text("Đủ "), cite("3"), cite("4"), text(".")]),
        ("Đủ [H1-1.1-01][H1-1.1-02]", [text("Đủ "), cite("3"), cite("4")]),
        ("Đủ [H3-2-05-12].", [text("Đủ "), cite("5"), text(".")]),
        ("Theo MC.1.1.01 thì", [text("Theo "), cite("1"), text(" thì")]),
        ("Lạ (MC.9.9.99).", [text("Lạ (MC.9.9.99).")]),
        ("Nửa lạ (MC.1.1.01, MC.9.9.99).", [text("Nửa lạ (MC.1.1.01, MC.9.9.99).")]),
    ],
)
def test_known_codes_become_citations(line, expected):
    assert from_text(line, IDS.get) == doc(par(*expected))


def test_without_a_lookup_codes_stay_text():
    assert plain_text(from_text("Đủ (MC.1.1.01).")) == "Đủ (MC.1.1.01)."


def test_bad_characters_are_refused_here_too():
    with pytest.raises(RichTextError):
        from_text("a\x00b")
