from pathlib import Path

from minhdinh.improvement.domain.texts import CUSTOMARY
from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, text_of, xml_of
from tests.documents.making import make

FORM = "bieu-2"
GOLDEN = Path(__file__).parent / "golden"
SECTIONS = (
    "I. THÔNG TIN CHUNG",
    "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH",
    "III. MỤC ĐÍCH, YÊU CẦU",
    "IV. TÓM TẮT CÁC VẤN ĐỀ TRỌNG TÂM CẦN CẢI TIẾN",
    "V. KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG",
    "VI. THEO DÕI VÀ ĐÁNH GIÁ THỰC HIỆN (GIÁM SÁT NỘI BỘ)",
    "VII. TỔ CHỨC THỰC HIỆN",
    "VIII. CƠ CHẾ ĐÁNH GIÁ VÀ BÁO CÁO",
)


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_it_has_the_eight_sections_in_order_and_lies_on_its_side():
    content = make(FORM, sample.dossier())
    headings = [line[3:] for line in text_of(content).splitlines() if line.startswith("## ")]
    assert tuple(headings) == SECTIONS
    assert 'w:orient="landscape"' in xml_of(content)


def test_the_table_of_actions_has_ten_numbered_columns():
    lines = text_of(make(FORM, sample.dossier())).splitlines()
    numbers = next(line for line in lines if line.startswith("|| (1)"))
    assert numbers == "|| " + " | ".join(f"({n})" for n in range(1, 11)) + " |"


def test_issues_left_open_are_not_in_the_plan():
    text = text_of(make(FORM, sample.dossier()))
    assert "Kiến nghị mở rộng sân chơi" not in text
    assert "Tiêu chí 2.1. Cán bộ quản lý cơ sở giáo dục (yêu cầu 2.1.2a)" in text


def test_the_forms_own_purpose_stands_where_the_school_wrote_none():
    dossier = sample.dossier()
    dossier["improvement"]["texts"]["purpose"] = CUSTOMARY["purpose"]
    text = text_of(make(FORM, dossier))
    assert "\n1. Mục đích\na) Khắc phục" in text
    assert "\nđ) Có cơ chế theo dõi" in text
    assert "Khắc phục hạn chế đã nêu trong báo cáo." not in text


def test_both_monitorings_have_their_line_before_they_are_held():
    dossier = sample.dossier()
    dossier["improvement"]["monitorings"] = []
    lines = text_of(make(FORM, dossier)).splitlines()
    assert "| Cuối học kỳ I |  |  |  |  |" in lines
    assert "| Cuối năm học |  |  |  |  |" in lines


def test_what_must_be_approved_outside_is_named_with_the_office():
    text = text_of(make(FORM, sample.dossier()))
    assert "Cần phê duyệt: Ủy ban nhân dân xã Bình Minh (đã trình, chờ trả lời)" in text


def test_without_a_plan_every_gap_shows():
    content = make(FORM, sample.unfinished())
    assert "<watermark>" in text_of(content)
    assert highlighted(content).count("[chưa có dữ liệu]") == 5


def test_a_complete_plan_is_ready_to_sign():
    content = make(FORM, sample.dossier())
    assert highlighted(content) == []
    assert "<watermark>" not in text_of(content)


def test_an_action_without_a_measure_shows_the_gap_and_is_a_draft():
    dossier = sample.dossier()
    dossier["improvement"]["actions"][0]["activity"] = ""
    content = make(FORM, dossier)
    assert highlighted(content) == ["[chưa có dữ liệu]"]
    assert "<watermark>" in text_of(content)
