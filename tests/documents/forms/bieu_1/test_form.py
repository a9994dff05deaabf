import copy
import re
import time
from pathlib import Path

import pytest

from minhdinh.documents.wordml import MISSING
from minhdinh.lib.richtext import citations
from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, links_of, text_of, xml_of
from tests.documents.making import make, make_sealed

FORM = "bieu-1"
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "dossier"),
    [("full", sample.dossier), ("unfinished", sample.unfinished), ("several-levels", sample.several_levels)],
)
def test_a_draft_reads_as_its_golden_text(name, dossier):
    assert_golden(make(FORM, dossier()), GOLDEN / f"{name}.txt")


def test_a_sealed_report_reads_as_its_golden_text():
    assert_golden(make_sealed(FORM, sample.dossier()), GOLDEN / "sealed.txt")


def statements(dossier):
    return [
        one["body"] for track in dossier["tracks"] for sheet in track["sheets"] for one in sheet["statements"]
    ]


def test_every_citation_is_a_link_to_its_evidence():
    dossier = sample.dossier()
    cited = [one for body in statements(dossier) for one in citations(body)]
    by_id = {one["id"]: one for one in dossier["evidence"]}
    links = links_of(make(FORM, dossier))
    for identity in cited:
        assert (by_id[identity]["code"], sample.BASE_URL + by_id[identity]["url"]) in links
    in_text = len(cited)
    in_catalogue = len(dossier["evidence"])
    assert sum(text.startswith("MC.") for text, _ in links) == in_text + in_catalogue


def test_citations_stand_in_one_pair_of_brackets_before_the_stop():
    text = re.sub(r"\]\([^)]*\)", "]", text_of(make(FORM, sample.dossier())))
    assert "xác định mục tiêu trở thành trường học hạnh phúc ([MC.1.1.01])." in text
    assert "sau khi lấy ý kiến giáo viên ([MC.1.1.03], [MC.1.1.02])." in text
    assert "và mua 18 bộ thiết bị ([MC.4.1.01], [MC.4.1.02])." in text
    assert ". (" not in text.split("Phần IV")[0].split("TỔNG QUAN")[-1]


def test_without_a_server_address_codes_print_plain():
    content = make(FORM, sample.dossier(), base_url="")
    assert [text for text, _ in links_of(content) if text.startswith("MC.")] == []
    assert "(MC.1.1.01)." in text_of(content)


def test_a_citation_of_lost_evidence_is_shown():
    dossier = sample.dossier()
    dossier["evidence"] = [one for one in dossier["evidence"] if one["code"] != "MC.1.1.01"]
    content = make(FORM, dossier)
    assert "hạnh phúc ([minh chứng không còn])." in text_of(content)
    assert "[minh chứng không còn]" in highlighted(content)


def test_mandatory_criteria_are_marked():
    text = text_of(make(FORM, sample.dossier()))
    assert "### Tiêu chí 1.3. Quản lý kế hoạch, nguồn lực, thông tin và dữ liệu (bắt buộc)" in text
    assert len(re.findall(r"^### Tiêu chí .*\(bắt buộc\)$", text, re.MULTILINE)) == 8


def criterion_part(text, code):
    return text.split(f"### Tiêu chí {code}. ")[1].split("### Tiêu chí")[0]


@pytest.mark.parametrize(
    ("level", "rows", "closing"),
    [
        (2, ["| Mức 1 |", "| Mức 2 |"], "Tự đánh giá: Tiêu chí đạt Mức 2."),
        (1, ["| Mức 1 |", "| Mức 2 |"], "Tự đánh giá: Tiêu chí đạt Mức 1."),
        (0, ["| Mức 1 |"], "Tự đánh giá: Tiêu chí không đạt Mức 1."),
        (None, ["| Mức 1 |", "| Mức 2 |"], f"Tự đánh giá: {MISSING}"),
    ],
)
def test_the_second_level_is_shown_only_when_the_first_is_reached(level, rows, closing):
    dossier = sample.dossier()
    dossier["tracks"][0]["sheets"][0]["level"] = level
    part = criterion_part(text_of(make(FORM, dossier)), "1.1")
    assert [row for row in ("| Mức 1 |", "| Mức 2 |") if row in part] == rows
    assert closing in part


@pytest.mark.parametrize(
    ("level", "verdicts"), [(2, ["Đạt", "Đạt"]), (1, ["Đạt", "Không đạt"]), (0, ["Không đạt"])]
)
def test_each_level_has_its_verdict(level, verdicts):
    dossier = sample.dossier()
    dossier["tracks"][0]["sheets"][0]["level"] = level
    part = criterion_part(text_of(make(FORM, dossier)), "1.1")
    assert re.findall(r"^\| Mức \d \|.*\| (Đạt|Không đạt) \|$", part, re.MULTILINE) == verdicts


def test_a_second_level_not_claimed_needs_no_text():
    part = criterion_part(text_of(make(FORM, sample.dossier())), "1.2")
    assert "| Mức 2 | Chưa đáp ứng đầy đủ các yêu cầu của Mức 2. | Không đạt |" in part


def test_official_wording_is_printed_where_it_is_known():
    dossier = sample.dossier()
    for standard in dossier["standard_set"]["standards"]:
        for criterion in standard["criteria"]:
            for number, level in criterion["levels"].items():
                level["official"] = f"Nguyên văn {criterion['code']} mức {number}."
    text = text_of(make(FORM, dossier))
    assert "Mức 1: Nguyên văn 1.1 mức 1." in text
    assert "diễn đạt gọn" not in text


def test_our_own_wording_says_that_it_is():
    assert (
        text_of(make(FORM, sample.dossier())).count("được diễn đạt gọn theo từng yêu cầu; nguyên văn theo")
        == 1
    )


def test_the_level_printed_is_the_level_computed():
    dossier = sample.dossier()
    dossier["result"]["label"] = "Đạt Mức 2"
    assert "Kết quả tự đánh giá của nhà trường: Đạt Mức 2." in text_of(make(FORM, dossier))


def test_an_unfinished_result_is_not_printed_as_a_level():
    assert f"Kết quả tự đánh giá của nhà trường: {MISSING}." in text_of(make(FORM, sample.unfinished()))


def test_the_heading_for_other_proposals_appears_only_with_a_text():
    dossier = sample.dossier()
    assert "Đối với tổ chức, cá nhân khác" not in text_of(make(FORM, dossier))
    dossier["report"]["III.4.c"] = sample.rich("Hội cha mẹ học sinh cùng xây dựng thư viện.")
    assert "##### c) Đối với tổ chức, cá nhân khác" in text_of(make(FORM, dossier))


def test_printed_purpose_gives_way_to_the_schools_own():
    dossier = sample.dossier()
    assert "- Xác định điểm mạnh, điểm hạn chế" in text_of(make(FORM, dossier))
    dossier["report"]["I.3.a"] = sample.rich("Mục đích riêng của nhà trường.")
    text = text_of(make(FORM, dossier))
    assert "Mục đích riêng của nhà trường." in text
    assert "- Xác định điểm mạnh, điểm hạn chế" not in text


def test_the_council_list_with_signatures_can_be_left_out():
    assert "DANH SÁCH VÀ CHỮ KÝ" in text_of(make(FORM, sample.dossier()))
    assert "DANH SÁCH VÀ CHỮ KÝ" not in text_of(make(FORM, sample.dossier(), signatures=False))


def test_abbreviations_are_left_out_when_there_are_none():
    dossier = sample.dossier()
    dossier["abbreviations"] = []
    assert "CHỮ VIẾT TẮT" not in text_of(make(FORM, dossier))


def test_missing_data_are_visible_everywhere():
    content = make(FORM, sample.unfinished())
    marked = highlighted(content)
    assert len(marked) > 100
    assert set(marked) == {MISSING}
    assert marked.count(MISSING) == xml_of(content).count(MISSING)


def test_a_full_dossier_lacks_only_what_it_lacks():
    assert highlighted(make(FORM, sample.dossier())) == [MISSING]


def test_a_draft_carries_the_watermark_and_no_seal():
    text = text_of(make(FORM, sample.dossier()))
    assert "=== header 1\n<watermark>" in text
    assert "SHA-256" not in text


def test_a_sealed_report_carries_its_seal_and_no_watermark():
    text = text_of(make_sealed(FORM, sample.dossier()))
    assert "<watermark>" not in text
    assert f"SHA-256: {sample.SEAL.digest}" in text
    assert "lần 01, ngày 10/06/2027 – mã niêm phong 3f2a 9c10 3f2a" in text
    assert text.count(f"Kiểm tra bản này tại: {sample.SEAL.verify_url}") == 2
    assert text.count("<picture>") == 2


@pytest.mark.parametrize(
    ("school_type", "words"),
    [
        ("thcs", ["Đặc điểm học sinh", "HIỆU TRƯỞNG", "Tên nhà trường"]),
        ("mam_non", ["Đặc điểm trẻ em", "Tên nhà trường"]),
        ("gdtx", ["Đặc điểm học viên", "GIÁM ĐỐC", "Tên trung tâm", "Kết quả tự đánh giá của trung tâm"]),
    ],
)
def test_the_words_follow_the_type_of_school(school_type, words):
    dossier = sample.dossier()
    dossier["school"]["school_type"] = school_type
    if school_type == "gdtx":
        dossier["people"]["head"]["position"] = ""
    text = text_of(make(FORM, dossier))
    for word in words:
        assert word in text


def test_several_levels_repeat_part_two_and_explain_the_lowest():
    text = text_of(make(FORM, sample.several_levels()))
    assert re.findall(r"^# Phần II\..*$", text, re.MULTILINE) == [
        "# Phần II. TỰ ĐÁNH GIÁ – CẤP HỌC: TIỂU HỌC",
        "# Phần II. TỰ ĐÁNH GIÁ – CẤP HỌC: THCS",
        "# Phần II. TỰ ĐÁNH GIÁ – ĐÁNH GIÁ CHUNG CÁC TIÊU CHUẨN",
    ]
    assert text.count("### Tiêu chí 1.1.") == 2
    assert text.count("1. Điểm mạnh nổi bật") == 4
    assert "- Cấp học Tiểu học: Đạt Mức 2." in text
    assert "là mức thấp nhất trong các cấp học" in text


def test_one_level_says_nothing_of_the_lowest():
    assert "thấp nhất" not in text_of(make(FORM, sample.dossier()))


def test_text_from_people_cannot_become_markup_or_template():
    dossier = sample.dossier()
    dossier["school"]["name"] = "Trường <b>{{ 7*7 }}</b> & “Sao”"
    dossier["report"]["III.1"] = sample.rich("</w:t></w:r> {% for x in y %} & < >")
    text = text_of(make(FORM, dossier))
    assert "Trường <b>{{ 7*7 }}</b> & “Sao”" in text
    assert "</w:t></w:r> {% for x in y %} & < >" in text


def test_control_characters_in_plain_values_do_not_break_the_file():
    dossier = sample.dossier()
    dossier["school"]["address"] = "Thôn\x00 3\ud800\x0b"
    assert "Địa chỉ: Thôn 3." in text_of(make(FORM, dossier))


def test_two_makings_read_the_same():
    assert text_of(make(FORM, sample.dossier())) == text_of(make(FORM, sample.dossier()))


def test_the_dossier_is_left_as_it_was():
    dossier = sample.dossier()
    before = copy.deepcopy(dossier)
    make(FORM, dossier)
    assert dossier == before


def test_fifteen_criteria_with_eight_citations_take_less_than_a_second():
    dossier = sample.dossier()
    eight = "Nhà trường thực hiện đầy đủ kế hoạch, có kiểm tra và điều chỉnh kịp thời. {1.1.1}"
    for sheet in dossier["tracks"][0]["sheets"]:
        for statement in sheet["statements"]:
            statement["body"] = sample.rich("\n".join([eight] * 4), "1.1")
    make(FORM, dossier)
    started = time.process_time()
    make(FORM, dossier)
    assert time.process_time() - started < 1
