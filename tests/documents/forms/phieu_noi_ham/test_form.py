from pathlib import Path

import pytest

from minhdinh.common.problems import NotHere
from tests.documents import sample, sample_2018
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "phieu-noi-ham"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_one_criterion_may_be_chosen():
    text = text_of(make(FORM, sample.dossier(), criterion="3.2"))
    assert text.count("PHIẾU XÁC ĐỊNH NỘI HÀM") == 1
    assert "Tiêu chí 3.2. Đổi mới phương pháp" in text


def test_a_criterion_not_in_the_set_is_not_here():
    with pytest.raises(NotHere, match=r"không có tiêu chí 9\.9"):
        make(FORM, sample.dossier(), criterion="9.9")


def test_all_criteria_otherwise():
    assert text_of(make(FORM, sample.dossier())).count("PHIẾU XÁC ĐỊNH NỘI HÀM") == 15


def test_who_works_on_it_stands_above():
    assert "Nhóm (cá nhân) thực hiện: Nhóm 2; Đỗ Quang Huy" in text_of(
        make(FORM, sample.dossier(), criterion="3.2")
    )


def test_a_set_without_questions_leaves_room_to_write():
    dossier = sample.dossier()
    requirement = dossier["standard_set"]["standards"][0]["criteria"][0]["levels"]["1"]["requirements"][0]
    requirement |= {"ask": "", "evidence_kinds": [], "from": None}
    content = make(FORM, dossier, criterion="1.1")
    assert highlighted(content) == []
    assert f"| Mức 1 | {requirement['text']} |  |  |  |  |" in text_of(content)


def test_a_criterion_nobody_has_makes_it_a_draft():
    content = make(FORM, sample.unfinished(), criterion="1.1")
    assert highlighted(content) == ["[chưa có dữ liệu]"]
    assert "<watermark>" in text_of(content)


def test_the_frequent_mistake_is_the_note():
    dossier = sample.dossier()
    requirement = dossier["standard_set"]["standards"][0]["criteria"][0]["levels"]["1"]["requirements"][0]
    requirement["pitfall"] = "Khẩu hiệu chưa thay được mục tiêu."
    assert "| Khẩu hiệu chưa thay được mục tiêu. |" in text_of(make(FORM, dossier, criterion="1.1"))


def test_the_level_stands_once_before_its_requirements():
    dossier = sample.dossier()
    level = dossier["standard_set"]["standards"][0]["criteria"][0]["levels"]["1"]
    level["requirements"].append(level["requirements"][0] | {"id": "b"})
    assert text_of(make(FORM, dossier, criterion="1.1")).count("| Mức 1 |") == 1


def chosen(**values):
    return {"requirement": "1.1.1a", "track": "thcs", "negative": False, "text": "", "codes": []} | values


def test_what_the_school_chose_stands_beside_its_requirement():
    dossier = sample.dossier()
    dossier["chosen"] = [
        chosen(text="Kế hoạch số 12 được phê duyệt.", codes=["MC.1.1.01", "MC.1.1.02"]),
        chosen(negative=True, text="Chưa rà soát kế hoạch giữa kỳ."),
    ]
    row = next(
        line
        for line in text_of(make(FORM, dossier, criterion="1.1")).splitlines()
        if line.startswith("| Mức 1 |")
    )
    assert "Kế hoạch; Biên bản họp Đã có: MC.1.1.01, MC.1.1.02 |" in row
    assert row.endswith(
        "| Nhà trường chọn: Kế hoạch số 12 được phê duyệt. Chưa có: Chưa rà soát kế hoạch giữa kỳ. |"
    )


def test_two_levels_of_schooling_that_chose_the_same_are_printed_once():
    dossier = sample.dossier()
    dossier["chosen"] = [chosen(text="Đã có."), chosen(track="tieu_hoc", text="Đã có.")]
    assert text_of(make(FORM, dossier, criterion="1.1")).count("Nhà trường chọn: Đã có.") == 1


def test_a_set_of_2018_prints_its_letters_and_the_sheet_of_the_last_level():
    text = text_of(make(FORM, sample_2018.dossier()))
    assert "| Mức 1 | a) Yêu cầu a Mức 1 của 1.1 |" in text
    assert "PHÂN TÍCH TIÊU CHÍ TÌM MINH CHỨNG (MỨC 4)" in text
    assert "| Khoản 2 Điều 22 | Đủ các điều kiện nâng cao. |  |  |  |" in text
    assert "(MỨC 4)" not in text_of(make(FORM, sample_2018.dossier(), criterion="1.1"))


def test_a_set_of_2018_copies_what_the_criterion_asks_above_the_table():
    text = text_of(make(FORM, sample_2018.dossier(), criterion="1.2"))
    head, _table = text.split("| Mức | Nội hàm |", 1)
    assert "Mức 1:" in head
    assert "a) " in head
    today = text_of(make(FORM, sample.dossier(), criterion="1.1"))
    assert "Mức 1:" not in today.split("| Mức | Nội hàm |", 1)[0]
