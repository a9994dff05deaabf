from pathlib import Path

from tests.documents import sample, sample_2018
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "ke-hoach-cai-tien"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_the_figures_of_2018_name_the_denominator_of_each_level():
    text = text_of(make(FORM, sample_2018.dossier()))
    assert "- Số tiêu chí đạt Mức 2: 02/03, tỷ lệ 66,67%." in text
    assert "- Số tiêu chí đạt Mức 3: 01/02, tỷ lệ 50%." in text
    assert "- Số tiêu chí chưa đạt Mức 3: 01/02, tỷ lệ 50%." in text


def test_the_table_has_three_columns_and_says_who_and_with_what_money():
    lines = text_of(make(FORM, sample.dossier())).splitlines()
    assert "|| TT | Nội dung công việc | Thời điểm thực hiện |" in lines
    first = next(line for line in lines if line.startswith("| 1 |"))
    assert first.endswith(
        "(Tiêu chí 1.4; phụ trách: Phó Hiệu trưởng; kinh phí: Ngân sách) | Từ tháng 9/2027 đến 5/2028 |"
    )


def test_times_stay_as_people_wrote_them():
    dossier = sample.dossier()
    dossier["improvement"]["actions"][2]["time_text"] = "Từ năm 2020-2025"
    assert "| Từ năm 2020-2025 |" in text_of(make(FORM, dossier))


def test_an_unwritten_text_shows_the_gap():
    dossier = sample.dossier()
    dossier["improvement"]["texts"]["strengths"] = " \n "
    assert highlighted(make(FORM, dossier)) == ["[chưa có dữ liệu]"]


def test_without_a_plan_it_is_a_draft():
    content = make(FORM, sample.unfinished())
    assert "<watermark>" in text_of(content)
