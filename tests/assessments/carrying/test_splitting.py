"""A report's lines by criterion, level and letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.carrying.word.reading import Line
from minhdinh.assessments.carrying.word.splitting import Part, WordPiece, split
from tests.assessments.carrying.word_files import REPORT

HEADINGS = [
    "Tiêu chí 1.1: Tên",
    "Tiêu chí 10.12",
    "Mức 1:",
    "Mức 2",
    "1. Mô tả hiện trạng",
    "2. Điểm mạnh",
    "Phần III",
]


def pieces_of(*texts: str) -> list[WordPiece]:
    return split([Line(text) for text in texts])


def shapes(*texts: str) -> list[tuple[str, str, int, str, str]]:
    return [(one.part.value, one.criterion, one.level, one.letter, one.text) for one in pieces_of(*texts)]


def test_the_form_of_2018_is_read_whole() -> None:
    found = shapes(*REPORT)
    assert ("quote", "1.1", 1, "a", "Phù hợp mục tiêu giáo dục;") in found
    statement = next(one for one in found if one[:4] == ("statement", "1.1", 1, "a"))
    assert statement[4].count("\n") == 1
    assert ("statement", "1.1", 2, "", "Trường giám sát việc thực hiện.") in found
    assert ("strengths", "1.1", 0, "", "Chiến lược rõ ràng.") in found
    assert ("weaknesses", "1.1", 0, "", "Chưa lấy ý kiến rộng rãi.") in found
    assert ("plan", "1.1", 0, "", "Lấy ý kiến cha mẹ học sinh.") in found
    assert ("rating", "1.1", 0, "", "Đạt Mức 2") in found
    assert ("statement", "1.2", 1, "a", "Hội đồng thành lập đúng quy định.") in found
    assert found[-1] == ("outside", "", 0, "", "Kết luận về Tiêu chuẩn 1:\nTổ chức chặt chẽ.")


def test_a_report_without_the_heading_of_description_is_all_statement() -> None:
    assert shapes("Tiêu chí 1.1", "Mức 1", "Trường có kế hoạch.", "Mức 2", "Có rà soát.") == [
        ("statement", "1.1", 1, "", "Trường có kế hoạch."),
        ("statement", "1.1", 2, "", "Có rà soát."),
    ]


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ("Tiêu chí 1.1", "1.1"),
        ("Tiêu chí 1.1: Phương hướng", "1.1"),
        ("TIÊU CHÍ 1.10. Đảm bảo an ninh", "1.10"),
        ("1.2. Tiêu chí 1.2 - Hội đồng", "1.2"),
        ("* Tiêu chí 3.5 Thiết bị", "3.5"),
        ("II. Tiêu  chí 2.4:", "2.4"),
        ("Tiêu chí 1.3 Đảng Cộng sản", "1.3"),
    ],
)
def test_headings_of_criteria_in_the_ways_schools_write_them(text: str, criterion: str) -> None:
    assert [one.criterion for one in pieces_of(text, "Nội dung.")] == [criterion]


@pytest.mark.parametrize(
    "text",
    [
        "Tiêu chí 1.1 đạt Mức 2 theo kết quả rà soát.",
        "Tiêu chí 1.1 Đạt",
        "Tiêu chí 1.1.1 gì đó",
        "Theo tiêu chí 1.1: trường có kế hoạch.",
        "Tiêu chí bắt buộc",
        "Tiêu chuẩn 1.1",
        f"Tiêu chí 1.1: {'dài ' * 100}",
    ],
)
def test_sentences_about_a_criterion_are_no_heading(text: str) -> None:
    assert [one.criterion for one in pieces_of(text)] == [""]


@pytest.mark.parametrize(
    "text", ["Mức 1", "Mức 1:", "MỨC 1.", "- Mức 1:", "1.1. Mức 1", "Mức độ 1:", "+ mức 1"]
)
def test_headings_of_levels(text: str) -> None:
    assert [one.level for one in pieces_of("Tiêu chí 1.1", text, "Nội dung.")] == [1]


@pytest.mark.parametrize("text", ["Mức 1 của tiêu chí này đạt.", "Mức 5:", "Mức sống 1:"])
def test_sentences_about_a_level_are_no_heading(text: str) -> None:
    assert [(one.level, one.text) for one in pieces_of("Tiêu chí 1.1", text)] == [(0, text)]


@pytest.mark.parametrize(
    ("text", "letter", "rest"),
    [
        ("a) Có văn bản.", "a", "Có văn bản."),
        ("b ) Có văn bản.", "b", "Có văn bản."),
        ("- c) Có văn bản.", "c", "Có văn bản."),
        ("d. Có văn bản.", "d", "Có văn bản."),
        ("đ) Có văn bản.", "đ", "Có văn bản."),
        ("v.v… và nhiều hơn", "", "v.v… và nhiều hơn"),
        ("ab) Không", "", "ab) Không"),
    ],
)
def test_letters(text: str, letter: str, rest: str) -> None:
    (found,) = pieces_of("Tiêu chí 1.1", "Mức 1", text)
    assert (found.letter, found.text) == (letter, rest)


def test_a_level_with_its_text_on_the_same_line() -> None:
    assert shapes("Tiêu chí 1.1", "Mức 1: a) Có văn bản.") == [("statement", "1.1", 1, "a", "Có văn bản.")]


def test_letters_of_words_own_lists_count() -> None:
    lines = [Line("Tiêu chí 1.1"), Line("Mức 1"), Line("Một.", "a"), Line("Thêm."), Line("Hai.", "b")]
    assert [(one.letter, one.text) for one in split(lines)] == [("a", "Một.\nThêm."), ("b", "Hai.")]


def test_a_table_belongs_to_the_piece_it_stands_in() -> None:
    table = Line("", rows=(("Lớp", "Số"), ("6A", "35")))
    (found,) = split([Line("Tiêu chí 1.1"), Line("Mức 1"), Line("a) Số lớp:"), table])
    assert (found.letter, found.text) == ("a", "Số lớp:\nLớp | Số\n6A | 35")


def test_a_table_of_contents_leaves_nothing_behind() -> None:
    found = shapes(
        "Tiêu chí 1.1: Tên ...... 12", "Tiêu chí 1.2: Tên ...... 15", "Tiêu chí 1.1: Tên", "Nội dung."
    )
    assert found == [("statement", "1.1", 0, "", "Nội dung.")]


def test_nothing_of_nothing() -> None:
    assert split([]) == []


@given(st.lists(st.one_of(st.sampled_from(HEADINGS), st.text("ăbc dđ.)(1: MTĐ", max_size=25)), max_size=25))
def test_no_line_is_lost_and_none_comes_twice(texts: list[str]) -> None:
    """Every line is a heading or stands, all but its letter, in exactly one piece, in the order of the file."""
    marked = [f"{text} ⟨{number}⟩" if text not in HEADINGS else text for number, text in enumerate(texts)]
    pieces = split([Line(text.strip()) for text in marked if text.strip()])
    whole = "\n".join(one.text for one in pieces)
    places = [whole.find(f"⟨{number}⟩") for number, text in enumerate(texts) if text not in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)
    assert all(whole.count(f"⟨{number}⟩") == 1 for number, text in enumerate(texts) if text not in HEADINGS)
    assert all(one.lines for one in pieces)
    assert {one.part for one in pieces} <= set(Part)
