from pathlib import Path

from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, text_of, xml_of
from tests.documents.making import make

FORM = "phieu-giao-viec"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_every_member_has_a_page():
    content = make(FORM, sample.dossier())
    members = sample.dossier()["council"]["members"]
    assert text_of(content).count("\nPHIẾU GIAO VIỆC\n") == len(members) == 7
    assert xml_of(content).count("<w:pageBreakBefore/>") == len(members)


def test_criteria_carry_their_titles_and_marks():
    text = text_of(make(FORM, sample.dossier()))
    assert "| 2 | 1.4 | Tự đánh giá, cải tiến, công khai và trách nhiệm giải trình | Bắt buộc |" in text


def test_a_member_without_criteria_is_told_so():
    dossier = sample.dossier()
    dossier["council"]["members"][2]["criteria"] = []
    assert "Không phụ trách riêng tiêu chí nào." in text_of(make(FORM, dossier))


def test_without_a_council_it_says_so():
    content = make(FORM, sample.unfinished())
    assert highlighted(content) == ["[chưa có dữ liệu]"]


def test_without_steps_the_gap_shows_on_every_sheet():
    dossier = sample.dossier()
    dossier["plan"]["steps"] = []
    assert len(highlighted(make(FORM, dossier))) == 7
