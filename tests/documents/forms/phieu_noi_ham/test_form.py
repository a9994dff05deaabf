from pathlib import Path

import pytest

from minhdinh.common.problems import NotHere
from tests.documents import sample
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
