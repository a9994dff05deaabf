import pytest

from minhdinh.standards.catalogue import Correction, apply_corrections, packaged_set, parse_content
from minhdinh.standards.rules.statement import not_computed, rule_statements
from tests.standards import samples


def words(item):
    return {one.level: (one.name, *one.conditions) for one in rule_statements(item)}


def test_tt57_in_words():
    mandatory = "1.3, 1.4, 2.1, 2.2, 3.1, 3.2, 4.1, 4.2"
    assert words(packaged_set("tt57-2026-pho-thong")) == {
        1: (
            "Đạt Mức 1",
            f"cả 08 tiêu chí bắt buộc ({mandatory}) đạt Mức 1 trở lên",
            "ít nhất 05 trong số 07 tiêu chí còn lại đạt Mức 1 trở lên",
        ),
        2: (
            "Đạt Mức 2",
            "đã đạt Mức 1",
            f"cả 08 tiêu chí bắt buộc ({mandatory}) đạt Mức 2",
            "cả 07 tiêu chí còn lại (1.1, 1.2, 2.3, 3.3, 3.4, 3.5, 4.3) đạt Mức 1 trở lên",
            "ít nhất 05 trong số 07 tiêu chí còn lại đạt Mức 2",
        ),
    }


def test_a_corrected_quota_changes_the_words():
    content = packaged_set("tt57-2026-pho-thong").content
    item = parse_content(apply_corrections(content, [Correction("rule_value:others_quota_level_1", 4)]))
    assert words(item)[1][2] == "ít nhất 04 trong số 07 tiêu chí còn lại đạt Mức 1 trở lên"


def test_the_2018_sets_in_words():
    found = words(packaged_set("tt19-2018-mam-non"))
    assert found[1] == ("Đạt Mức 1", "cả 25 tiêu chí đạt Mức 1 trở lên")
    assert found[2] == ("Đạt Mức 2", "đã đạt Mức 1", "cả 25 tiêu chí đạt Mức 2 trở lên")
    assert found[3][2].startswith("cả 19 tiêu chí có Mức 3 (1.1, 1.3,")
    assert found[4] == ("Đạt Mức 4", "đã đạt Mức 3", "đạt cả 06 yêu cầu của Mức 4")


def test_the_older_sets_say_shares_and_what_is_not_known():
    found = words(packaged_set("tt42-2012-tieu-hoc"))
    assert found[1] == ("Cấp độ 1", "ít nhất 17 trong số 28 tiêu chí (từ 60%) đạt")
    assert found[2][1] == "đã đạt cấp độ 1"
    assert found[2][-1] == "ít nhất 20 trong số 28 tiêu chí (từ 70%) đạt"
    assert found[3][-1].endswith("không tự tính, nhập kết quả đã công nhận")


@pytest.mark.parametrize("name", ["tt25-2014-mam-non", "tt42-2012-trung-hoc"])
def test_a_set_that_cannot_be_computed_says_so(name):
    item = packaged_set(name)
    assert rule_statements(item) == ()
    assert not_computed(item).endswith("không tự tính, nhập kết quả đã công nhận.")


def test_without_a_note_the_sentence_is_the_engines():
    content = {**samples.quota_content(1, 2), "rule_values": []}
    content["level_rule"] = {"kind": "not_computable", "legal_reference": "Điều 1", "confidence": "low"}
    assert not_computed(parse_content(content)) == (
        "Quy định chưa rõ: không tự tính, nhập kết quả đã công nhận."
    )


def test_the_levels_of_a_small_set():
    found = words(samples.quota_set(2, 3, quotas=(2, 3)))
    assert found[2] == (
        "Đạt Mức 2",
        "đã đạt Mức 1",
        "cả 02 tiêu chí bắt buộc (1.1, 1.2) đạt Mức 2",
        "cả 03 tiêu chí còn lại (1.3, 1.4, 1.5) đạt Mức 1 trở lên",
        "ít nhất 03 trong số 03 tiêu chí còn lại đạt Mức 2",
    )
