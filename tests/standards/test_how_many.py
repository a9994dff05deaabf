"""The words for how many are needed."""

from minhdinh.standards.catalogue import HowMany
from minhdinh.standards.how_many import asked_in_words, missing_in_words

LAW, PRACTICE = HowMany(2, "Biểu 2", yearly=True), HowMany(3)


def test_law_names_its_reference_and_practice_says_that_it_is_none():
    assert asked_in_words(LAW) == "ít nhất 2 lần trong năm học, mỗi lần một ngày (Biểu 2)"
    assert asked_in_words(PRACTICE) == "nên có ít nhất 3 lần, mỗi lần một ngày (thông lệ)"


def test_what_is_still_missing():
    assert missing_in_words(PRACTICE, 1) == "nên có ít nhất 3 lần, mới có 1 (thông lệ)"
    assert missing_in_words(LAW, 0) == "trong năm học cần ít nhất 2 lần, mới có 0"
    assert missing_in_words(HowMany(2, "Biểu 2"), 1) == "cần ít nhất 2 lần, mới có 1"
    assert missing_in_words(PRACTICE, 1, 2) == (
        "nên có ít nhất 3 lần, mới có 1 (thông lệ); 2 minh chứng chưa ghi ngày nên chưa tính"
    )
