from pathlib import Path

from tests.documents import sample_2018
from tests.documents.docx_text import assert_golden, text_of
from tests.documents.making import make

FORM = "ke-hoach-tu-danh-gia-2018"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample_2018.dossier()), GOLDEN / "full.txt")


def test_it_has_nine_sections_and_seven_steps():
    lines = text_of(make(FORM, sample_2018.dossier())).splitlines()
    sections = [line[3:].split(".")[0] for line in lines if line.startswith("## ")]
    assert sections == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert [line[:7] for line in lines if line.startswith("Bước ")] == [f"Bước {n}." for n in range(1, 8)]


def test_a_training_among_the_steps_fills_its_section():
    dossier = sample_2018.dossier()
    step = {"content": "Tập huấn nghiệp vụ.", "from": "2024-09-20", "to": "2024-09-20", "owner": "Thư ký"}
    dossier["plan"]["steps"].append(step)
    text = text_of(make(FORM, dossier))
    assert "- Tập huấn nghiệp vụ. Thời gian: Từ 20/09/2024 đến 20/09/2024. Phụ trách: Thư ký." in text


def test_without_evidence_the_section_says_where_it_comes_from():
    dossier = sample_2018.dossier()
    dossier["evidence"] = []
    assert "Lập theo phiếu xác định nội hàm của từng tiêu chí." in text_of(make(FORM, dossier))


def test_a_criterion_nobody_has_shows():
    dossier = sample_2018.dossier()
    dossier["council"] |= {"groups": [], "members": []}
    text = text_of(make(FORM, dossier))
    assert "| 1.2. Hội đồng trường | [chưa có dữ liệu] |  |" in text
