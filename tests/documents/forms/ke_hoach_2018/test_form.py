import io
import re
from pathlib import Path

from docx import Document

from minhdinh.documents.forms.ke_hoach_2018 import form as forms
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


def section(text, number):
    """Return the lines of one of the nine sections."""
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"## {number}. "))
    heads = (at for at, line in enumerate(lines) if at > start and line.startswith("## "))
    end = next(heads, len(lines))
    return lines[start + 1 : end]


def test_means_stand_in_the_table_of_the_form():
    lines = section(text_of(make(FORM, sample_2018.dossier())), "VI")
    assert lines[-4:] == [
        "|| Tiêu chuẩn | Tiêu chí | Nguồn lực cần huy động | Thời điểm huy động | Ghi chú |",
        "| 1 |  | Nhân lực: Nhóm 1 | Tuần 4 – 9 |  |",
        "| 2 | 2.1 | Hồ sơ cán bộ của ba năm học | Tháng 10/2024 | Văn thư cung cấp |",
        "| Chung |  | Kinh phí in ấn: 3.000.000 đồng | Tháng 5/2025 | Chi thường xuyên |",
    ]


def test_words_of_an_earlier_plan_stay_above_the_table():
    dossier = sample_2018.dossier()
    text = text_of(make(FORM, dossier))
    assert dossier["plan"]["resources"] in section(text, "VI")[0]
    dossier["plan"]["resources"] = ""
    assert section(text_of(make(FORM, dossier)), "VI")[0].startswith("|| Tiêu chuẩn")


def test_a_plan_without_the_tables_prints_as_before():
    dossier = sample_2018.dossier()
    for name in ("training", "means", "experts"):
        del dossier["plan"][name]
    text = text_of(make(FORM, dossier))
    assert section(text, "V")[0] == "Thời gian, thành phần, nội dung:"
    assert set(section(text, "V")[1]) == {"…"}
    assert section(text, "VI") == [dossier["plan"]["resources"]]
    assert [set(line) for line in section(text, "VII")] == [{"…"}]


def test_a_training_among_the_steps_fills_its_section():
    dossier = sample_2018.dossier()
    del dossier["plan"]["training"]
    step = {"content": "Tập huấn nghiệp vụ.", "from": "2024-09-20", "to": "2024-09-20", "owner": "Thư ký"}
    dossier["plan"]["steps"].append(step)
    lines = section(text_of(make(FORM, dossier)), "V")
    assert lines[-1] == "| 1 | Từ 20/09/2024 đến 20/09/2024 | Thư ký | Tập huấn nghiệp vụ. |"


def test_what_a_person_wrote_into_a_table_is_only_text():
    dossier = sample_2018.dossier()
    dossier["plan"]["means"][0]["resource"] = "{{ 7 * 7 }} <w:p/> & {% if %}"
    assert "{{ 7 * 7 }} <w:p/> & {% if %}" in text_of(make(FORM, dossier))


def test_without_evidence_the_section_says_where_it_comes_from():
    dossier = sample_2018.dossier()
    dossier["evidence"] = []
    assert "Lập theo phiếu xác định nội hàm của từng tiêu chí." in text_of(make(FORM, dossier))


def test_a_criterion_nobody_has_shows():
    dossier = sample_2018.dossier()
    dossier["council"] |= {"groups": [], "members": []}
    text = text_of(make(FORM, dossier))
    assert "| 1.2. Hội đồng trường | [chưa có dữ liệu] |  |" in text


def test_steps_stand_in_weeks_counted_from_the_first():
    lines = section(text_of(make(FORM, sample_2018.dossier())), "IX")
    weeks = [line.split(" | ")[1] for line in lines if re.match(r"\| \d", line)]
    assert weeks == ["1 – 3", "3 – 35", "35 – 41"]


def test_a_step_without_days_has_no_week():
    dossier = sample_2018.dossier()
    dossier["plan"]["steps"][1] |= {"from": None}
    lines = section(text_of(make(FORM, dossier)), "IX")
    assert [line.split(" | ")[1] for line in lines if re.match(r"\| \d", line)][1] == ""


def test_expected_evidence_says_where_and_by_whom_it_is_collected():
    dossier = sample_2018.dossier()
    dossier["evidence"][0] |= {"criteria": ["1.1", "1.2"], "issuer": "Văn phòng trường"}
    line = next(one for one in section(text_of(make(FORM, dossier)), "VIII") if one.startswith("| 1 |"))
    assert line.endswith("| Văn phòng trường | Nhóm 1; Nguyễn Thị Bình; Lê Văn Hòa |")


def test_a_template_of_an_office_from_before_the_tables_still_fills():
    document = Document(Path(forms.__file__).with_name("template.docx"))
    document.add_paragraph("{% for one in training %}Phụ trách: {{ one.owner }}.{% endfor %}")
    own = io.BytesIO()
    document.save(own)
    text = text_of(make(FORM, sample_2018.dossier(), template=own.getvalue()))
    assert "Phụ trách: Hội đồng tự đánh giá, các nhóm công tác." in text
