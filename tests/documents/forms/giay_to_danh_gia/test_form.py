"""The papers of an examination: their golden texts, what they show of unfinished work, what they never show."""

import re
from pathlib import Path

import pytest

from minhdinh.documents.options import Options
from minhdinh.documents.registry import case_forms, form
from tests.documents import sample, sample_case
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

GOLDEN = Path(__file__).parent / "golden"
TT57, OF_2018 = "tt57-2026-pho-thong", "tt18-2018-trung-hoc"
CASES = {TT57: sample_case.council_case, OF_2018: sample_case.team_case}
PAPERS = [(one.id, set_id) for set_id in CASES for one in case_forms(set_id)]
LONG = "Trường có nhiều hoạt động. " * 3000
HOSTILE = 'Ký tự \x00\x0b\ud800 lạ <w:p> & "{{ school.name }}" {% for %} 𝕄ức 🏫 e\u0302\u0301 ] [chưa'


def dossier(set_id=TT57, **changes):
    """Return the dossier of a registration; `changes` replace parts of the registration."""
    known = sample.dossier()
    known["standard_set"] |= {"id": set_id}
    known["case"] = CASES[set_id]() | changes
    return known


def text(form_id, set_id=TT57, *, criterion="", **changes):
    return text_of(make(form_id, dossier(set_id, **changes), criterion=criterion))


def replaced(value, by):
    """Return a structure with every text of people replaced."""
    if isinstance(value, dict):
        kept = ("id", "kind", "role", "track", "criterion", "act", "from", "verdict", "key")
        return {key: one if key in kept or _is_day(one) else replaced(one, by) for key, one in value.items()}
    if isinstance(value, list):
        return [replaced(one, by) for one in value]
    return by if isinstance(value, str) and value else value


def _is_day(value):
    return isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value) is not None


def test_which_papers_each_regime_has():
    of_2018 = [one.id for one in case_forms(OF_2018)]
    of_2026 = [one.id for one in case_forms(TT57)]
    assert set(of_2018) - set(of_2026) == {"bao-cao-so-bo"}
    assert set(of_2026) - set(of_2018) == {"phieu-y-kien-tham-dinh", "thong-bao-ket-qua-tham-dinh"}


@pytest.mark.parametrize(("form_id", "set_id"), PAPERS)
def test_it_reads_as_its_golden_text(form_id, set_id):
    assert_golden(make(form_id, dossier(set_id)), GOLDEN / f"{form_id}.{set_id[:4]}.txt")


@pytest.mark.parametrize(("form_id", "set_id"), PAPERS)
def test_what_nobody_wrote_down_in_the_law_is_marked_as_ours(form_id, set_id):
    assert form(form_id).proposed
    assert "2018" in form(form_id).basis(OF_2018) or set_id == TT57


@pytest.mark.parametrize(("form_id", "set_id"), PAPERS)
def test_no_character_and_no_length_spoils_it(form_id, set_id):
    for words in (HOSTILE, LONG):
        known = dossier(set_id)
        known["case"] = replaced(known["case"], words)
        made = text_of(make(form_id, known))
        assert "\x00" not in made
        assert "{{ school.name }}" in made or words is LONG or form_id.startswith("phieu-tiep")


@pytest.mark.parametrize(("form_id", "set_id"), PAPERS)
def test_of_an_empty_registration_it_is_still_a_form_to_fill(form_id, set_id):
    known = sample.unfinished()
    known["standard_set"] |= {"id": set_id}
    made = text_of(make(form_id, known))
    assert "None" not in made
    assert "{{" not in made


@pytest.mark.parametrize(("form_id", "set_id"), PAPERS)
def test_private_notes_are_in_no_paper_even_if_somebody_passed_them(form_id, set_id):
    known = dossier(set_id)
    for member in known["case"]["body"]["members"]:
        member["private_note"] = sample_case.PRIVATE
        for slip in member["slips"]:
            slip["private_note"] = sample_case.PRIVATE
    assert sample_case.PRIVATE not in text_of(make(form_id, known))


def test_a_place_without_level_shows_and_makes_the_report_a_draft():
    content = make("bao-cao-danh-gia-ngoai", dossier())
    assert highlighted(content) == ["[chưa có dữ liệu]"]
    assert "<watermark>" in text_of(content)


def test_a_kept_report_says_what_it_said_then_whatever_stands_now():
    kept = {
        "criteria": [sample_case.conclusions()[0] | {"strengths": "Như đã gửi."}],
        "parts": [{"key": "proposal", "label": "", "text": "Đề nghị như đã gửi."}],
        "result": {"concluded": {"level": 2, "grade": None, "degree": 2}},
    }
    draft = {"number": 2, "final": False, "made_at": "2027-08-20T09:00:00+07:00", "sha256": "ab" * 32}
    made = text("bao-cao-danh-gia-ngoai", asked_content=kept, asked_draft=draft)
    assert "(Dự thảo lần 2)" in made
    assert "Như đã gửi." in made
    assert "Mục tiêu rõ" not in made
    assert "Mức kết luận: Mức 2, chuẩn quốc gia mức độ 2." in made
    assert f"SHA-256: {'ab' * 32}" in made
    assert "ngày 20 tháng 8 năm 2027" in made
    assert "(Bản hoàn thiện)" in text(
        "bao-cao-danh-gia-ngoai", asked_content=kept, asked_draft=draft | {"final": True}
    )


def test_items_of_the_fourth_level_are_met_or_not():
    item = sample_case.conclusions()[0] | {
        "criterion": "m4:4.1",
        "title": "Thực hiện chương trình",
        "self_level": 1,
        "level": 0,
    }
    made = text("bao-cao-danh-gia-ngoai", OF_2018, asked_content={"criteria": [item], "parts": []})
    assert "Mức 4, mục 4.1. Thực hiện chương trình" in made
    assert "Trường tự đánh giá: Đạt. Kết luận: Không đạt." in made


def test_what_the_school_said_and_what_became_of_it_stand_in_the_report():
    made = text("bao-cao-danh-gia-ngoai", OF_2018)
    assert "Nhà trường đã bổ sung số liệu." in made
    assert "Xử lý: Bảo lưu." in made
    assert "Số liệu chưa qua một chu kỳ." in made


def test_the_tally_is_the_reports_and_a_team_has_none():
    assert "Phiếu ý kiến đã nhận: 03/03; đồng ý 02, không đồng ý 01" in text("bien-ban-tham-dinh")
    assert "Phiếu ý kiến của thành viên: 03/03" in text("to-trinh-cong-nhan")
    assert "Phiếu ý kiến" not in text("bien-ban-tham-dinh", OF_2018)


def test_the_number_of_the_form_is_only_that_of_its_own_regulation():
    assert form("bien-ban-tham-dinh").code_for(TT57) == "Mẫu số 5"
    assert form("bien-ban-tham-dinh").code_for(OF_2018) == "Biên bản"
    assert form("to-trinh-cong-nhan").code_for(OF_2018) == "Tờ trình"


def test_votes_nobody_counted_leave_dots():
    meeting = sample_case.council_case()["visits"][2] | {
        "votes": {"for": None, "against": None, "blank": None}
    }
    made = text("bien-ban-tham-dinh", visits=[meeting], asked_content={})
    assert "Biểu quyết tại cuộc họp: …… phiếu" in made
    assert "Phiếu ý kiến đã nhận" not in made


def test_a_slip_of_one_criterion_alone():
    one, every = text("phieu-danh-gia-cua-doan", criterion="4.1"), text("phieu-danh-gia-cua-doan")
    assert "Tiêu chí 3.1." in every
    assert "Tiêu chí 3.1." not in one
    assert "Điểm mạnh của 4.1." in one
    assert "<page>" in every
    assert "<page>" not in one


def test_an_opinion_slip_not_written_is_a_form_without_a_cross():
    made = text("phieu-y-kien-tham-dinh", asked_member=sample_case.LEADER)
    assert "Ngô Thị Hạnh" in made
    assert "×" not in made
    assert "………" in made


@pytest.mark.parametrize(
    ("verdict", "row"), [("agree", "| × |  |  |"), ("disagree", "|  | × |  |"), ("abstain", "|  |  | × |")]
)
def test_the_cross_stands_where_the_member_put_it(verdict, row):
    case = sample_case.council_case()
    case["body"]["members"][2]["opinion"]["verdict"] = verdict
    assert row in text("phieu-y-kien-tham-dinh", body=case["body"])


def test_the_notice_of_what_is_missing_is_the_offices_that_gave_it_back():
    assert "ỦY BAN NHÂN DÂN\nXÃ BÌNH MINH".replace("\n", " ") in text("thong-bao-bo-sung-ho-so").replace(
        "\n", " "
    )
    step = sample_case.council_case()["steps"][1] | {"from": "receiving", "note": "Thiếu kế hoạch."}
    made = text("thong-bao-bo-sung-ho-so", steps=[step])
    assert "SỞ GIÁO DỤC VÀ ĐÀO TẠO" in made
    assert "- Thiếu kế hoạch." in made


def test_each_returning_has_its_own_notice():
    first = sample_case.council_case()["steps"][1]
    steps = [first, first | {"sequence": 9, "note": "Lần sau."}]
    assert "- Lần sau." in text("thong-bao-bo-sung-ho-so", steps=steps)
    assert "- Thiếu công văn đăng ký." in text("thong-bao-bo-sung-ho-so", steps=steps, asked_step=2)


def test_who_decides_follows_from_the_regime_and_the_wish():
    assert "Kính gửi: Giám đốc Sở Giáo dục và Đào tạo tỉnh Lam Giang" in text("to-trinh-cong-nhan")
    assert "Kính gửi: Giám đốc Sở" in text("to-trinh-cong-nhan", OF_2018)
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh" in text("to-trinh-cong-nhan", OF_2018, wish="both")


def test_another_issuer_than_the_department_signs_its_decision():
    body = sample_case.council_case()["body"] | {"issuer": "Chủ tịch UBND tỉnh Lam Giang"}
    made = text("quyet-dinh-thanh-lap-doan", body=body)
    assert made.count("CHỦ TỊCH UBND TỈNH LAM GIANG") == 2


def test_the_duties_are_those_of_a_team_or_of_a_council():
    assert "ghi phiếu ý kiến" in text("quyet-dinh-thanh-lap-doan")
    assert "lập báo cáo đánh giá ngoài" in text("quyet-dinh-thanh-lap-doan", OF_2018)


def test_somebody_who_left_is_not_on_the_list():
    body = sample_case.council_case()["body"]
    body["members"][1]["ended"] = True
    made = text("quyet-dinh-thanh-lap-doan", body=body)
    assert "Bùi Văn Khải" not in made
    assert "gồm 02 ông (bà)" in made


def test_a_template_of_an_office_prints_the_same_content():
    known = dossier()
    own = form("to-trinh-cong-nhan").template()
    made = form("bien-ban-tham-dinh").fill(known, Options(template=form("bien-ban-tham-dinh").template()))
    assert made.paragraphs
    assert text_of(make("to-trinh-cong-nhan", known, template=own)) == text_of(
        make("to-trinh-cong-nhan", known)
    )


def test_the_report_carries_the_sealed_annex_of_places():
    site = {"name": "Đồi Chè", "main": False, "level_1": "unmet", "level_2": "", "situation": "Phòng tạm"}
    annex = {
        "title": "Điều kiện tại từng địa điểm",
        "legal_reference": "Công văn mẫu",
        "criteria": [{"criterion": "1.4", "sites": [site | {"lacking": "02 phòng"}]}],
    }
    without = text_of(make("bao-cao-danh-gia-ngoai", dossier()))
    made = text_of(make("bao-cao-danh-gia-ngoai", dossier() | {"site_conditions": annex}))
    assert "PHỤ LỤC" not in without
    assert "đã niêm phong của nhà trường" in made
    assert "| Đồi Chè | Chưa đạt | - | Phòng tạm | 02 phòng |" in made
