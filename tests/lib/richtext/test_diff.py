import time

from minhdinh.lib.richtext import Citation, diff_html, from_text
from tests.lib.richtext.builders import cite, doc, par, text


def test_equal_texts_have_no_marks():
    body = from_text("Một câu.\nCâu hai.")
    assert diff_html(body, body) == "<p>Một câu.</p><p>Câu hai.</p>"


def test_a_changed_word_is_marked_alone():
    assert diff_html(from_text("Trường có 12 lớp."), from_text("Trường có 14 lớp.")) == (
        "<p>Trường có <del>12</del><ins>14</ins> lớp.</p>"
    )


def test_paragraphs_added_and_removed_are_marked_whole():
    old, new = from_text("A.\nB."), from_text("A.\nC mới.\nB.")
    assert diff_html(old, new) == "<p>A.</p><p><ins>C mới.</ins></p><p>B.</p>"
    assert diff_html(new, old) == "<p>A.</p><p><del>C mới.</del></p><p>B.</p>"


def test_from_nothing_all_is_new():
    assert diff_html(None, from_text("Mới")) == "<p><ins>Mới</ins></p>"
    assert diff_html(from_text("Mới"), {}) == "<p><del>Mới</del></p>"


def test_a_citation_counts_as_a_word():
    old, new = doc(par(text("Đủ "), cite("1"))), doc(par(text("Đủ "), cite("2")))
    assert (
        diff_html(old, new, lambda one: Citation(f"MC.{one}"))
        == "<p>Đủ <del>(MC.1)</del><ins>(MC.2)</ins></p>"
    )


def test_text_is_escaped():
    assert diff_html(from_text("a <b>"), from_text("a <i>")) == "<p>a &lt;<del>b</del><ins>i</ins>&gt;</p>"


def test_a_long_text_is_compared_quickly():
    words = " ".join(f"từ{number}" for number in range(6000))
    started = time.process_time()
    html = diff_html(from_text(words), from_text(words.replace("từ3000 ", "khác ")))
    assert "<del>từ3000</del><ins>khác</ins>" in html
    assert time.process_time() - started < 5
