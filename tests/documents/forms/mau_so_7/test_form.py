from pathlib import Path

from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "mau-so-7"
GOLDEN = Path(__file__).parent / "golden"
LEVELS = ["schools", "completed", "level_0", "level_1", "level_2", "level_3", "level_4", "level_none"]


def dossier(**changes):
    known = sample.dossier()
    known["office_report"] |= changes
    return known


def test_it_reads_as_its_golden_text():
    known = dossier(
        opening=["Sở Giáo dục và Đào tạo Mẫu báo cáo như sau:"],
        results=["- Toàn đơn vị: 08/10 trường hoàn thành.", "- Đã công nhận 02 trường."],
        recipients=["Bộ GDĐT (để báo cáo);", "- Lưu: VT."],
    )
    known["office_report"]["tables"]["levels-reached"] = {
        "columns": LEVELS,
        "rows": [
            {"label": "Trường THCS", "line": "row", "cells": ["10", "08", "0", "05", "01", "01", "01", "0"]},
            {"label": "Cộng", "line": "total", "cells": ["10", "08", "0", "05", "01", "01", "01", "0"]},
        ],
        "footnotes": [],
    }
    assert_golden(make(FORM, known), GOLDEN / "full.txt")


def test_an_issued_report_is_ready_to_sign_and_a_draft_is_marked():
    content = make(FORM, dossier())
    assert highlighted(content) == []
    assert "<watermark>" not in text_of(content)
    assert "<watermark>" in text_of(make(FORM, dossier(issued=False)))


def test_a_draft_without_number_and_day_leaves_room_to_write():
    text = text_of(make(FORM, dossier(number="", day=None, issued=False)))
    assert "Số: ……/BC-……" in text
    assert "ngày … tháng … năm …" in text


def test_a_table_that_was_not_sent_is_said_to_be_missing():
    known = dossier()
    del known["office_report"]["tables"]["recognition"]
    text = text_of(make(FORM, known))
    assert text.count("(Không có bảng số liệu này trong báo cáo đã ban hành.)") == 1
    assert "PHỤ LỤC" not in text
    assert "Hết hạn mức độ 1" in text


def test_words_of_people_are_printed_as_they_are():
    text = text_of(make(FORM, dossier(proposals=["{{ 7 * 7 }} & <b>đậm</b>\x00 {% for %}"])))
    assert "{{ 7 * 7 }} & <b>đậm</b> {% for %}" in text


def test_parts_without_words_say_so():
    text = text_of(
        make(FORM, dossier(last_tasks=[], key_tasks=[], specific_tasks=[], proposals=[], results=[]))
    )
    assert "I. Nhiệm vụ đã đề ra" not in text.replace("II. ", "")
    assert text.count("Không có nội dung.") == 2
    assert "Không có.\n" in text
