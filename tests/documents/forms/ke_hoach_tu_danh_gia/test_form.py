from pathlib import Path

import pytest

from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "ke-hoach-tu-danh-gia"
GOLDEN = Path(__file__).parent / "golden"


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_a_complete_plan_is_ready_to_sign():
    content = make(FORM, sample.dossier())
    assert highlighted(content) == []
    assert "<watermark>" not in text_of(content)


def test_an_empty_plan_shows_every_gap():
    content = make(FORM, sample.unfinished())
    assert highlighted(content) == ["[chưa có dữ liệu]"] * 7
    assert "<watermark>" in text_of(content)


def test_texts_may_be_plain_or_rich():
    dossier = sample.dossier()
    dossier["plan"]["purpose"] = sample.rich("Mục đích có trích dẫn. {1.1.1}")
    dossier["plan"]["scope"] = "Dòng một\nDòng hai"
    text = text_of(make(FORM, dossier))
    assert "Mục đích có trích dẫn ([MC.1.1.01]" in text
    assert "Dòng một\nDòng hai" in text


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [
        ("2026-09-05", "2026-09-15", "Từ 05/09/2026 đến 15/09/2026"),
        ("2026-09-05", None, "05/09/2026"),
        (None, "2026-09-15", "15/09/2026"),
        (None, None, "[chưa có dữ liệu]"),
    ],
)
def test_a_step_shows_its_days(starts, ends, shown):
    dossier = sample.dossier()
    dossier["plan"]["steps"] = [{"content": "Họp", "from": starts, "to": ends, "owner": "Thư ký"}]
    assert f"| 1 | Họp | {shown} | Thư ký |" in text_of(make(FORM, dossier))


def test_the_five_steps_of_the_circular_are_printed():
    text = text_of(make(FORM, sample.dossier()))
    assert [line[:7] for line in text.splitlines() if line.startswith("Bước ")] == [
        f"Bước {n}." for n in range(1, 6)
    ]
