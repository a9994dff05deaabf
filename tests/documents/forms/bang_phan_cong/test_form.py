from pathlib import Path

from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, text_of, xml_of
from tests.documents.making import make

FORM = "bang-phan-cong"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_criteria_nobody_has_are_named():
    dossier = sample.dossier()
    dossier["council"]["members"][0]["criteria"] = ["1.4"]
    assert "Tiêu chí chưa có người phụ trách: 1.1." in text_of(make(FORM, dossier))


def test_when_all_are_given_nothing_is_said():
    assert "chưa có người phụ trách" not in text_of(make(FORM, sample.dossier()))


def test_without_members_the_table_says_so():
    content = make(FORM, sample.unfinished())
    assert highlighted(content) == ["[chưa có dữ liệu]"]
    assert "<watermark>" in text_of(content)


def test_the_page_lies_on_its_side():
    assert 'w:orient="landscape"' in xml_of(make(FORM, sample.dossier()))
