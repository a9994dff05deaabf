"""Every Vietnamese letter is drawn, and no two of them alike."""

import itertools
import unicodedata

import pytest
from PIL import Image, ImageDraw

from minhdinh.demo.lettering import Letterer

TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + [
    "đ",
    "Đ",
    "d",
    "D",
]


def drawn(text: str) -> bytes:
    image = Image.new("L", (90, 80), 255)
    Letterer(ImageDraw.Draw(image), 29, 0).write(20, 20, text)
    return image.tobytes()


def test_the_whole_alphabet_is_there():
    assert len(LETTERS) == 12 * 2 * 6 + 4


def test_no_two_letters_look_the_same():
    pictures = {letter: drawn(letter) for letter in LETTERS}
    same = [f"{a}{b}" for a, b in itertools.combinations(LETTERS, 2) if pictures[a] == pictures[b]]
    assert same == []


@pytest.mark.parametrize("letter", ["ế", "Ợ", "đ", "ĩ"])
def test_composed_and_decomposed_text_look_the_same(letter):
    assert drawn(letter) == drawn(unicodedata.normalize("NFD", letter))


def test_a_letter_from_elsewhere_becomes_a_question_mark():
    assert drawn("字") == drawn("?")


def test_typographic_signs_have_plain_stand_ins():
    assert drawn("–“”") == drawn('-""')


def test_length_counts_the_base_letters():
    letterer = Letterer(ImageDraw.Draw(Image.new("L", (1, 1))), 29, 0)
    assert letterer.length("trường") == letterer.length("truong") > 0


def test_wrapping_keeps_every_word_within_the_width():
    letterer = Letterer(ImageDraw.Draw(Image.new("L", (1, 1))), 29, 0)
    text = "Nhà trường quản lý hồ sơ của 612 học sinh ở 18 lớp và 31 cán bộ, giáo viên, nhân viên"
    lines = letterer.wrap(text, 400)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(letterer.length(line) <= 400 for line in lines)


def test_an_empty_text_is_one_empty_line():
    assert Letterer(ImageDraw.Draw(Image.new("L", (1, 1))), 29, 0).wrap("", 400) == [""]
