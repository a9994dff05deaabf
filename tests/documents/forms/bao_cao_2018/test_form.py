from pathlib import Path

from tests.documents import sample, sample_2018
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make, make_sealed

FORM = "bao-cao-tu-danh-gia-2018"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample_2018.dossier()), GOLDEN / "full.txt")


def test_a_sealed_report_carries_its_seal():
    text = text_of(make_sealed(FORM, sample_2018.dossier()))
    assert "<watermark>" not in text
    assert "Bản đã niêm phong – lần 01" in text


def test_a_complete_report_has_no_gap():
    assert highlighted(make(FORM, sample_2018.dossier())) == []


def test_its_parts_stand_in_the_order_of_the_guidance():
    lines = text_of(make(FORM, sample_2018.dossier())).splitlines()
    assert [line[2:] for line in lines if line.startswith("# ")] == [
        "DANH MỤC CÁC CHỮ VIẾT TẮT",
        "TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ",
        "Phần I. CƠ SỞ DỮ LIỆU",
        "Phần II. TỰ ĐÁNH GIÁ",
        "Phần III. KẾT LUẬN CHUNG",
        "Phần IV. PHỤ LỤC",
    ]


def test_the_data_tables_have_five_years():
    head = next(
        line for line in text_of(make(FORM, sample_2018.dossier())).splitlines() if "2020-2021" in line
    )
    assert all(f"Năm học {year}" in head for year in sample_2018.YEARS)


def test_every_standard_opens_and_concludes_with_its_own_counts():
    text = text_of(make(FORM, sample_2018.dossier()))
    assert "Mở đầu của tiêu chuẩn 2." in text
    assert "Điểm yếu cơ bản của tiêu chuẩn 1." in text
    assert "- Số tiêu chí đạt Mức 3: 01/01 tiêu chí, tỷ lệ 100%." in text
    assert "- Số tiêu chí đạt Mức 3: 01/02 tiêu chí, tỷ lệ 50%." in text


def test_crosses_stand_at_every_level_reached_and_dashes_where_there_is_none():
    lines = text_of(make(FORM, sample_2018.dossier())).splitlines()
    assert "| Tiêu chí 1.1 |  | x | x | x |" in lines
    assert "| Tiêu chí 1.2 |  | x | x | - |" in lines
    assert "| Tiêu chí 2.1 |  | x |  |  |" in lines


def test_a_criterion_below_the_first_level_is_crossed_there():
    dossier = sample_2018.dossier()
    dossier["tracks"][0]["sheets"][1] |= {"level": 0, "answers": {"1.2.1b": "unmet"}}
    lines = text_of(make(FORM, dossier)).splitlines()
    assert "| Tiêu chí 1.2 | x |  |  | - |" in lines
    assert "| b | Không đạt | - | - | - | - |" in lines


def test_what_the_school_asks_for_follows_the_result():
    dossier = sample_2018.dossier()
    dossier["result"] |= {"grade": 2, "degree": 1}
    words = "đạt kiểm định chất lượng giáo dục cấp độ 2, đạt chuẩn quốc gia mức độ 1"
    assert words in text_of(make(FORM, dossier))
    dossier["result"] |= {"grade": None, "degree": None}
    assert "đề nghị được công nhận" not in text_of(make(FORM, dossier))


def test_the_last_level_is_reported_only_where_it_is_assessed():
    dossier = sample_2018.dossier()
    assert "MỨC 4" not in text_of(make(FORM, dossier))
    dossier["tracks"][0]["level_4"] = {"4.1": True, "4.2": None}
    text = text_of(make(FORM, dossier))
    assert "| Khoản 1 Điều 22 | x |  |  |" in text
    assert "Khoản 2 Điều 22: Đủ các điều kiện nâng cao. [chưa có dữ liệu]." in text
    assert "Kết luận: số yêu cầu Mức 4 đạt: 01/02." in text


def test_a_dossier_just_begun_shows_its_gaps():
    dossier = sample.unfinished() | {"standard_set": sample_2018.standard_set()}
    content = make(FORM, dossier)
    assert len(highlighted(content)) > 20
