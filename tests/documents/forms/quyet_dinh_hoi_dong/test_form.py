from pathlib import Path

from tests.documents import sample, sample_2018
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "quyet-dinh-hoi-dong"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_a_complete_decision_is_ready_to_sign():
    content = make(FORM, sample.dossier())
    assert highlighted(content) == []
    assert "<watermark>" not in text_of(content)


def test_a_decision_without_a_council_is_a_draft():
    content = make(FORM, sample.unfinished())
    assert "<watermark>" in text_of(content)
    assert "gồm [chưa có dữ liệu] ông (bà)" in text_of(content)


def test_number_and_date_not_yet_given_leave_room_to_write():
    dossier = sample.dossier()
    dossier["council"] |= {"decision_number": "", "decision_date": None}
    text = text_of(make(FORM, dossier))
    assert "Số: ……/QĐ-……" in text
    assert "Bình Minh, ngày … tháng … năm …" in text


def test_members_come_in_the_order_of_the_decision():
    text = text_of(make(FORM, sample.dossier()))
    assert (
        text.index("| 1 | Nguyễn Thị Bình")
        < text.index("| 2 | Lê Văn Hòa")
        < text.index("| 7 | Hoàng Văn Sơn")
    )
    assert "gồm 07 ông (bà)" in text


def test_groups_are_left_out_when_there_are_none():
    dossier = sample.dossier()
    dossier["council"]["groups"] = []
    assert "NHÓM CÔNG TÁC" not in text_of(make(FORM, dossier))


def test_a_centre_has_a_director():
    dossier = sample.dossier()
    dossier["school"]["school_type"] = "gdtx"
    dossier["people"]["head"] = {"name": "Nguyễn Thị Bình", "position": "Giám đốc"}
    assert "GIÁM ĐỐC TRƯỜNG THCS SAO MAI" in text_of(make(FORM, dossier))


def test_the_day_of_2026_is_not_printed_for_a_set_of_2018():
    words = "thông qua báo cáo tự đánh giá trước ngày 15 tháng 6 của năm học;"
    assert words in text_of(make(FORM, sample.dossier()))
    text = text_of(make(FORM, sample_2018.dossier()))
    assert "thông qua báo cáo tự đánh giá;" in text
    assert "Căn cứ Thông tư 19/2018/TT-BGDĐT" in text


def test_a_set_of_2018_names_the_ministrys_letter_and_those_who_help():
    dossier = sample_2018.dossier()
    dossier["council"]["groups"] = sample.dossier()["council"]["groups"]
    text = text_of(make(FORM, dossier))
    assert "Căn cứ Công văn số 5942/BGDĐT-QLCL ngày 28/12/2018" in text
    assert "Giúp việc Hội đồng có nhóm thư ký và các nhóm công tác" in text
    dossier["standard_set"]["id"] = "tt18-2018-trung-hoc"
    assert "Công văn số 5932/BGDĐT-QLCL" in text_of(make(FORM, dossier))
    today = text_of(make(FORM, sample.dossier()))
    assert "Công văn số" not in today
    assert "Giúp việc Hội đồng" not in today
