from pathlib import Path

import pytest

from minhdinh.common.problems import NotHere
from minhdinh.lib.richtext import from_text
from tests.documents import sample_2018
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "phieu-danh-gia-tieu-chi"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample_2018.dossier()), GOLDEN / "full.txt")


def test_one_criterion_can_be_had_alone():
    text = text_of(make(FORM, sample_2018.dossier(), criterion="1.2"))
    assert text.count("PHIẾU ĐÁNH GIÁ TIÊU CHÍ (MỨC 1, 2, 3)") == 1
    assert "Tiêu chí 1.2. Hội đồng trường" in text


def test_an_unknown_criterion_is_not_here():
    with pytest.raises(NotHere):
        make(FORM, sample_2018.dossier(), criterion="9.9")


def test_a_level_that_the_criterion_does_not_have_is_a_dash():
    lines = text_of(make(FORM, sample_2018.dossier(), criterion="1.2")).splitlines()
    assert [line for line in lines if line.startswith("| a |")] == ["| a | Đạt | * | Đạt | - | - |"]


def test_answers_decide_below_the_level_reached_and_nothing_is_judged_beyond():
    lines = text_of(make(FORM, sample_2018.dossier(), criterion="2.1")).splitlines()
    assert "| a | Đạt | a | Đạt | * | - |" in lines
    assert "| b | Đạt | b | Không đạt | - | - |" in lines


def test_what_is_not_written_shows():
    dossier = sample_2018.dossier()
    dossier["tracks"][0]["sheets"][0]["parts"] = {}
    assert len(highlighted(make(FORM, dossier, criterion="1.1"))) == 3


def test_a_complete_sheet_is_ready_to_sign():
    content = make(FORM, sample_2018.dossier())
    assert highlighted(content) == []
    assert "<watermark>" not in text_of(content)


def test_the_sheet_of_the_last_level_stands_only_where_it_is_assessed():
    dossier = sample_2018.dossier()
    assert "TIÊU CHÍ MỨC 4" not in text_of(make(FORM, dossier))
    dossier["tracks"][0]["level_4"] = {"4.1": True, "4.2": False}
    text = text_of(make(FORM, dossier))
    sheets = text.split("PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 4")[1:]
    assert ["Tiêu chí (Khoản 1 Điều 22)" in sheets[0], "Tiêu chí (Khoản 2 Điều 22)" in sheets[1]] == [
        True,
        True,
    ]
    assert ["Kết quả: Đạt." in sheets[0], "Kết quả: Không đạt." in sheets[1]] == [True, True]
    for part in ("1. Mô tả hiện trạng", "2. Điểm mạnh", "3. Điểm yếu", "4. Kế hoạch cải tiến chất lượng"):
        assert all(f"{part}\n………" in sheet for sheet in sheets)


def test_what_was_written_of_the_last_level_stands_in_the_place_of_the_lines():
    dossier = sample_2018.dossier()
    dossier["tracks"][0]["level_4"] = {"4.1": True}
    blank = text_of(make(FORM, dossier)).split("PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 4")[1]
    dossier["tracks"][0]["level_4_texts"] = {"4.1": {"plan": from_text("Giữ vững kết quả đã đạt.")}}
    sheet = text_of(make(FORM, dossier)).split("PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 4")[1]
    assert "Giữ vững kết quả đã đạt." in sheet
    assert blank.count("………………") - sheet.count("………………") >= 3
