import pytest

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.rules import Case, evaluate
from minhdinh.standards.rules.reasons import LISTED, listing, lowered, school_label
from tests.standards import oracle, samples

TT57 = packaged_set("tt57-2026-pho-thong")
BASIS_57 = "Căn cứ: khoản 3 Điều 5 Thông tư 57/2026/TT-BGDĐT."


def tt57(mandatory, others):
    levels = dict(zip(oracle.TT57_MANDATORY, mandatory, strict=True))
    levels |= dict(zip(oracle.TT57_OTHERS, others, strict=True))
    return list(evaluate(TT57, Case(levels)).reasons)


def test_the_top_level_says_what_made_it():
    assert tt57([2] * 8, [2] * 6 + [1]) == [
        "8/8 tiêu chí bắt buộc đạt Mức 2.",
        "7/7 tiêu chí còn lại đạt Mức 1 trở lên.",
        "6/7 tiêu chí còn lại đạt Mức 2; cần ít nhất 05.",
        BASIS_57,
    ]


def test_level_1_says_what_made_it_and_why_not_more():
    assert tt57([1] + [2] * 7, [2] * 4 + [1, 1, 0]) == [
        "8/8 tiêu chí bắt buộc đạt Mức 1 trở lên.",
        "6/7 tiêu chí còn lại đạt Mức 1 trở lên; cần ít nhất 05.",
        "Chưa đạt Mức 2: 1/8 tiêu chí bắt buộc chưa đạt Mức 2: 1.3 (đạt Mức 1).",
        "Chưa đạt Mức 2: 1/7 tiêu chí còn lại chưa đạt Mức 1: 4.3 (không đạt Mức 1).",
        "Chưa đạt Mức 2: mới có 4/7 tiêu chí còn lại đạt Mức 2, cần ít nhất 05, còn thiếu 01.",
        BASIS_57,
    ]


def test_a_failed_school_is_told_only_what_is_missing():
    assert tt57([0] + [1] * 7, [1] * 4 + [0] * 3) == [
        "Chưa đạt Mức 1: 1/8 tiêu chí bắt buộc chưa đạt Mức 1: 1.3 (không đạt Mức 1).",
        "Chưa đạt Mức 1: mới có 4/7 tiêu chí còn lại đạt Mức 1 trở lên, cần ít nhất 05, còn thiếu 01.",
        BASIS_57,
    ]


def test_an_open_criterion_is_named_and_bounds_are_told():
    said = tt57([None] + [2] * 7, [2] * 7)
    assert said[0] == "Còn 01/15 tiêu chí chưa xét: 1.3."
    assert said[1] == (
        "Chưa kết luận khi còn nội dung chưa xét; theo phần đã xét, thấp nhất là: Không đạt Mức 1, cao nhất là: Đạt Mức 2."
    )
    assert said[-1] == BASIS_57


def test_what_is_open_is_never_called_failed():
    said = tt57([None] * 8, [None] * 7)
    assert not any("Chưa đạt" in sentence for sentence in said)


def test_a_level_that_is_certain_although_something_is_open_is_told():
    said = tt57([0, None] + [2] * 6, [2] * 7)
    assert "theo phần đã xét, kết quả sẽ là: Không đạt Mức 1" in said[1]
    assert said[2] == "Chưa đạt Mức 1: 1/8 tiêu chí bắt buộc chưa đạt Mức 1: 1.3 (không đạt Mức 1)."


def test_a_quota_out_of_reach_counts_the_open_ones_in_favour():
    said = tt57([2] * 8, [2, 2, 1, 1, 1, None, None])
    assert (
        "Chưa đạt Mức 2: mới có 2/7 tiêu chí còn lại đạt Mức 2, cần ít nhất 05, còn thiếu ít nhất 01." in said
    )


def test_recognition_of_2018_is_told_with_its_condition():
    tt18 = packaged_set("tt18-2018-trung-hoc")
    levels = {item.code: min(2, item.top_level) for item in tt18.iter_criteria()}
    said = list(evaluate(tt18, Case(levels)).reasons)
    assert said[0] == "28/28 tiêu chí đạt Mức 2 trở lên."
    assert said[1].startswith("Chưa đạt Mức 3: 20/20 tiêu chí có Mức 3 chưa đạt Mức 3: 1.1 (đạt Mức 2), 1.3")
    assert said[1].endswith("và 8 mục khác.")
    assert "cấp độ 2 kiểm định chất lượng và mức độ 1 chuẩn quốc gia (Điều 34, Điều 37" in said[2]
    assert "ít nhất một khóa học sinh" in said[3]


def test_level_1_of_2018_has_a_grade_and_no_degree():
    tt18 = packaged_set("tt18-2018-trung-hoc")
    said = evaluate(tt18, Case({item.code: 1 for item in tt18.iter_criteria()})).reasons
    assert any("ứng với cấp độ 1 kiểm định chất lượng (Điều 34" in sentence for sentence in said)


def test_level_4_reached_and_missed():
    small = samples.cumulative_set([3], items=2)
    assert (
        "Đạt cả 2 yêu cầu của Mức 4." in evaluate(small, Case({"1.1": 3}, {"4.1": True, "4.2": True})).reasons
    )
    missed = evaluate(small, Case({"1.1": 3}, {"4.1": True, "4.2": False})).reasons
    assert "Chưa đạt Mức 4: 1/2 yêu cầu của Mức 4 chưa đạt: 4.2." in missed
    opened = evaluate(small, Case({"1.1": 3}, {"4.1": True})).reasons
    assert opened[0] == "Còn 01 yêu cầu của Mức 4 chưa xét: 4.2."


def test_a_share_is_told_in_percent():
    tt42 = packaged_set("tt42-2012-tieu-hoc")
    levels = {item.code: 1 for item in tt42.iter_criteria()}
    said = evaluate(tt42, Case(dict.fromkeys(levels, 0) | dict.fromkeys(list(levels)[:10], 1))).reasons
    assert said[0] == "Chưa đạt Cấp độ 1: mới có 10/28 tiêu chí đạt (35,71%), cần từ 60%, còn thiếu 07."


def test_an_unknown_list_is_told_with_what_is_certain():
    tt42 = packaged_set("tt42-2012-tieu-hoc")
    said = evaluate(tt42, Case({item.code: 1 for item in tt42.iter_criteria()})).reasons
    assert "15/15 tiêu chí bắt buộc của Cấp độ 2 đạt." in said
    assert any(
        sentence.startswith("Chắc chắn đạt Cấp độ 2. Cấp độ 3: chưa rõ các tiêu chí bắt buộc")
        for sentence in said
    )


def test_a_set_without_a_known_rule_says_its_note():
    tt25 = packaged_set("tt25-2014-mam-non")
    said = evaluate(tt25, Case({})).reasons
    assert said[0].startswith("Còn 29/29 tiêu chí chưa xét: 1.1, 1.2")
    assert said[1] == tt25.level_rule.note


@pytest.mark.parametrize(("size", "tail"), [(LISTED, None), (LISTED + 3, "và 3 mục khác")])
def test_long_listings_are_cut(size, tail):
    written = listing([f"1.{number}" for number in range(1, size + 1)])
    assert written.count(",") == LISTED - 1
    assert written.endswith(tail or f"1.{LISTED}")


def test_labels_of_a_school():
    assert school_label(TT57, 0, complete=True) == "Không đạt Mức 1"
    assert school_label(TT57, None, complete=False) == "Chưa xét xong"
    assert school_label(TT57, None, complete=True) == "Không tự tính"
    assert lowered("Đạt Mức 2") == "đạt Mức 2"
    assert lowered("") == ""
