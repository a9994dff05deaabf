from pathlib import Path

from tests.documents import sample
from tests.documents.docx_text import assert_golden, text_of
from tests.documents.making import make

FORM = "bao-cao-cai-tien"
GOLDEN = Path(__file__).parent / "golden"


def changed(**action):
    dossier = sample.dossier()
    dossier["improvement"]["actions"][1] |= action
    return text_of(make(FORM, dossier))


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_it_is_ready_to_sign_though_its_number_comes_later():
    text = text_of(make(FORM, sample.dossier()))
    assert "<watermark>" not in text
    assert "Số: ……/BC-……" in text


def test_a_result_shows_both_figures_with_their_days():
    assert "Cả bốn tổ đã thực hiện. 25% (31/05/2027) → 100% (10/01/2028)" in changed()


def test_an_unfinished_action_says_why():
    assert (
        "- Trang bị thêm 12 máy tính cho học sinh – gặp vướng mắc (chậm). Lý do: Chưa có kinh phí."
        in changed()
    )


def test_a_finished_action_is_not_among_the_unfinished():
    text = changed(state="done", state_label="Đã hoàn thành", late=False, state_reason="")
    assert "Trang bị thêm 12 máy tính cho học sinh –" not in text


def test_what_the_school_left_open_is_told_with_its_reason():
    assert "- Kiến nghị mở rộng sân chơi. Lý do: Chưa có quỹ đất." in changed()


def test_nothing_unfinished_and_nothing_adjusted_is_said_so():
    dossier = sample.dossier()
    plan = dossier["improvement"]
    plan["actions"], plan["monitorings"], plan["issues"] = plan["actions"][:1], [], []
    text = text_of(make(FORM, dossier))
    assert "Chưa giám sát lần nào." in text
    assert "Không có.\n" in text
    assert "Không có điều chỉnh." in text
