"""The part of a template that the sheet and the report of 2018 share."""

import re

from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.forms.phieu_danh_gia_2018.template_criterion import situation, verdict_table


def paragraphs(name, style="Heading 4"):
    document = new_document()
    situation(document, name, style)
    return [(one.style.name, one.text) for one in document.paragraphs]


def test_the_five_parts_stand_in_the_order_of_the_guidance():
    headings = [text for style, text in paragraphs("sheet") if style == "Heading 4"]
    assert headings == [
        "1. Mô tả hiện trạng",
        "2. Điểm mạnh",
        "3. Điểm yếu",
        "4. Kế hoạch cải tiến chất lượng",
        "5. Tự đánh giá",
    ]


def test_every_text_is_read_from_the_loops_own_variable():
    texts = [text for _style, text in paragraphs("criterion")]
    used = {name for text in texts for name in re.findall(r"\b(criterion|sheet)\.", text)}
    assert used == {"criterion"}
    assert "{{p criterion.plan }}" in texts


def test_headings_take_the_style_asked_for():
    assert [style for style, text in paragraphs("one", "Heading 3") if text[:2] in {"1.", "5."}] == [
        "Heading 3",
        "Heading 3",
    ]


def test_loops_are_closed():
    texts = [text for _style, text in paragraphs("sheet")]
    assert sum("{%p for" in text for text in texts) == sum("{%p endfor" in text for text in texts) == 2


def test_the_table_has_two_columns_a_level_and_its_result():
    document = new_document()
    verdict_table(document, "sheet")
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells][::2] == ["Mức 1", "Mức 2", "Mức 3"]
    assert [cell.text for cell in table.rows[1].cells][:2] == ["Chỉ báo", "Đạt/ Không đạt"]
    cells = [cell.text for cell in table.rows[3].cells]
    assert cells == [f"{{{{ row.{part}_{level} }}}}" for level in (1, 2, 3) for part in ("label", "verdict")]
    assert document.paragraphs[-1].text == "Kết quả: {{ sheet.outcome }}."
