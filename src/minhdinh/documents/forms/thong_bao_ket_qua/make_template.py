"""Makes template.docx of the notice of a result; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import RECIPIENTS, statement, text
from minhdinh.documents.authoring.case_blocks import (
    begin,
    heading,
    keep,
    paragraphs,
    result_table,
    signed,
    title,
)


def make() -> WordDocument:
    """Return the template of the notice."""
    document = begin("Số: ……/TB-……")
    title(document, "THÔNG BÁO", "Kết quả thẩm định đề nghị công nhận đạt chuẩn quốc gia năm học {{ year }}")
    text(document, "Kính gửi: {{ school.name }}", "MD Centre")
    text(document, "Căn cứ {{ case.law }};")
    text(
        document,
        "Căn cứ kết quả làm việc của {{ body.title }} (Quyết định số {{ body.number }} {{ body.date }}), {{ office.name }} "
        "thông báo kết quả thẩm định hồ sơ số {{ case.number }} của nhà trường như sau:",
    )
    heading(document, "1. Kết quả chung")
    text(document, "Mức kết luận: **{{ result }}**.")
    statement(document, "for one in counts")
    text(document, "- {{ one.label }}: {{ one.count }} tiêu chí.")
    statement(document, "endfor")
    heading(document, "2. Kết quả từng tiêu chí")
    result_table(document)
    statement(document, "if differences")
    text(document, "Lý do của các tiêu chí kết luận khác với tự đánh giá:")
    statement(document, "for one in differences")
    text(document, "- {{ one.name }}: {{ one.own }} → {{ one.level }}.")
    statement(document, "for line in one.reason")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "endif")
    heading(document, "3. Kiến nghị với nhà trường")
    paragraphs(document, "advice", "Nhà trường tiếp tục thực hiện kế hoạch cải tiến chất lượng.")
    statement(document, "if proposal")
    heading(document, "4. Đề nghị của {{ body.title }}")
    paragraphs(document, "proposal")
    statement(document, "endif")
    keep(document, "{{ office.name }} thông báo để nhà trường biết, thực hiện./.")
    signed(
        document,
        [RECIPIENTS, "- Như trên;", "- {{ school.managing_body }};", "- Lưu: VT."],
        ["**{{ office.signs }}**", "(Ký tên, đóng dấu)", ""],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
