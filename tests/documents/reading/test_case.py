"""A registration's values as papers print them: known ones, dots for what is not known, names in order."""

import pytest

from minhdinh.documents.reading import case as reading
from minhdinh.documents.wordml import MISSING
from tests.documents import sample, sample_case


def dossier(**changes):
    known = sample.dossier()
    known["case"] = sample_case.council_case() | changes
    return known


def test_an_assessment_alone_has_no_registration():
    assert reading.case_of({"school": {}}) == {}
    shared = reading.common(sample.dossier() | {"case": {}})
    assert shared["member_rows"] == []
    assert shared["case"]["number"] == reading.NO_NUMBER
    assert MISSING not in str(shared)


def test_the_department_writes_under_its_peoples_committee():
    office = reading.office(sample_case.DEPARTMENT)
    assert office["above"] == "ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG"
    assert office["head"] == "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTỈNH LAM GIANG"
    assert office["place"] == "Lam Giang"
    assert office["chief"] == "GIÁM ĐỐC"


def test_the_commune_signs_for_its_committee():
    office = reading.office(sample_case.COMMUNE)
    assert office["signs"] == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    assert office["chief"] == "CHỦ TỊCH"
    assert reading.office(None)["name"] == reading.DOTS


def test_members_stand_in_the_order_of_the_decision_with_where_they_work_and_what_they_do():
    rows = reading.members(sample_case.council_case())
    assert [one["number"] for one in rows] == ["1", "2", "3"]
    assert rows[0]["place"] == "Phó Giám đốc, Sở Giáo dục và Đào tạo tỉnh Lam Giang"
    assert rows[0]["duties"] == "Chỉ đạo chung; Tiêu chí 1.1, 1.2"
    assert rows[2]["duties"] == "Tiêu chí 3.1, 4.1"


def test_the_criteria_of_several_tracks_are_told_apart_by_name():
    member = {"criteria": ["thcs:1.1", "tieu_hoc:1.1", "thcs:1.2"]}
    case = {"track_labels": {"thcs": "THCS", "tieu_hoc": "Tiểu học"}}
    assert reading.member_line(case, member)["criteria"] == "THCS: 1.1, 1.2; Tiểu học: 1.1"


def test_the_body_names_its_leader_and_secretary():
    body = reading.body(sample_case.team_case())
    assert (body["leader"], body["secretary"]) == ("Ngô Thị Hạnh", "Bùi Văn Khải")
    assert body["leader_title"] == "Trưởng đoàn"
    assert body["size"] == "03"
    assert not body["is_council"]
    assert reading.body({})["size"] == reading.NO_NUMBER


def test_what_is_asked_for_is_found_and_nothing_else():
    assert reading.member_asked(dossier(asked_member=sample_case.LEADER))["name"] == "Ngô Thị Hạnh"
    assert reading.member_asked(dossier(asked_member=999)) is None
    assert reading.visit_asked(dossier(asked_visit=sample_case.FIRST))["kind_label"] == "Khảo sát sơ bộ"
    assert reading.visit_asked(dossier(asked_visit=None)) is None


def test_the_last_step_of_an_act_or_the_one_of_a_number():
    assert reading.step_of(dossier(), "send")["sequence"] == 3
    assert reading.step_of(dossier(), "send", 1)["sequence"] == 1
    assert reading.step_of(dossier(), "send", 2) is None
    assert reading.step_of(dossier(), "decide") is None


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"level": 2, "grade": 2, "degree": 1}, "Mức 2, cấp độ 2, chuẩn quốc gia mức độ 1"),
        ({"level": 1, "grade": None, "degree": None}, "Mức 1"),
        ({"level": 0, "grade": None, "degree": None}, "Không đạt"),
        ({"level": 4, "grade": 4, "degree": 2}, "Mức 4, cấp độ 4, chuẩn quốc gia mức độ 2"),
        ({"level": None, "grade": None, "degree": None}, MISSING),
        (None, MISSING),
    ],
)
def test_a_level_says_what_it_is_worth(known, text):
    assert reading.worth(dossier(), known) == text


def test_a_criterion_is_named_with_its_track_where_there_are_several():
    assert reading.criterion_line(dossier(), "1.1", "thcs").startswith("Tiêu chí 1.1. Tầm nhìn")
    several = sample.several_levels()
    assert reading.criterion_line(several, "1.1", "tieu_hoc").startswith("Tiêu chí 1.1 (Tiểu học). ")
    assert reading.criterion_line(several, "9.9") == "Tiêu chí 9.9"


def test_conditions_say_what_is_known_and_that_unknown_is_not_unmet():
    first, second = reading.conditions(dossier())
    assert (first["state"], first["note"]) == ("Đáp ứng", "Khóa 2022–2026 đã tốt nghiệp.")
    assert second["state"] == "Chưa xét"


def test_the_sealed_report_is_the_first_of_what_was_sent():
    names = [one["name"] for one in reading.files(dossier())]
    assert names == ["Báo cáo tự đánh giá (bản niêm phong)", "cong-van-61.pdf"]
    assert reading.files({"case": {}})[0]["number"] == "1"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2027-08-10T01:30:00+00:00", "08 giờ 30, ngày 10 tháng 8 năm 2027"),
        ("2027-08-10", "ngày 10 tháng 8 năm 2027"),
        ("", "ngày … tháng … năm …"),
        ("T không phải giờ", "ngày … tháng … năm …"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_a_moment_by_the_clocks_here(value, text):
    assert reading.moment(value) == text


def test_a_text_is_its_lines_without_empty_ones():
    assert reading.lines(" một \n\n  hai\r\n") == ["một", "hai"]
    assert reading.lines(None) == []
