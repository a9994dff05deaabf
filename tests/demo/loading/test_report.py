from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.domain.tables import school_size, table_view
from minhdinh.assessments.models import DataCell, Passage, SelfAssessment
from minhdinh.demo.content import MAIN_SCHOOL, read_dossier
from minhdinh.demo.loading.report import cells_of
from minhdinh.lib.school_year import latest


def of_school(code):
    return SelfAssessment.objects.get(school__code=code)


def test_every_text_of_the_sample_is_written(province):
    dossier, assessment = read_dossier(MAIN_SCHOOL), of_school("thcs-sao-mai")
    slots = set(Passage.objects.filter(assessment=assessment).values_list("slot", flat=True))
    assert {f"report:{key}" for key in dossier.report} <= slots
    assert {f"remark:{code}:{part}" for code, parts in dossier.remarks.items() for part in parts} <= slots
    assert {one["short"] for one in assessment.abbreviations} >= {"UBND", "THCS"}


def test_tables_have_no_doubtful_cell(province):
    for code in ("thcs-sao-mai", "th-sao-mai-1"):
        findings = table_view(of_school(code)).findings()
        assert [one.message for one in findings if one.suspicious] == []
    assert school_size(of_school("thcs-sao-mai"))["pupils"] == "612"


def test_worked_out_cells_are_not_typed(province):
    rows = set(DataCell.objects.filter(assessment=of_school("thcs-sao-mai")).values_list("table", "row"))
    assert ("classes", "khoi_6") in rows
    assert ("classes", "cong") not in rows
    assert ("pupils", "binh_quan_lop") not in rows


def test_cells_of_a_sample():
    form = form_of_school_type("thcs").laid_out(["thcs"], latest("2026-2027", 3))
    cells = cells_of(read_dossier(MAIN_SCHOOL).tables, form)
    assert cells["results", "hoc_tap_tot", "2024-2025"] == "18.96"
    assert cells["classes", "khoi_6", "2026-2027"] == "5"
    assert cells["staff_now", "giao_vien", "total"] == "26"
    assert cells["staff_now", "giao_vien", "note"] == "Chưa có giáo viên Tin học"
    assert ("results", "hoc_tap_tot", "2026-2027") not in cells
    assert ("staff_now", "hieu_truong", "note") not in cells
