"""Makes template.docx of the evidence catalogue; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import letterhead, signature, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.forms.bieu_1.template_conclusion import catalogue_table


def make() -> WordDocument:
    """Return the template of the evidence catalogue."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, place="{{ place_date }}")
    text(document, "DANH MỤC MINH CHỨNG", "MD Title")
    text(document, "Năm học {{ year }}", "MD Centre")
    text(document, "", "MD Plain")
    catalogue_table(document)
    text(document, "Danh mục gồm {{ catalogue|length }} minh chứng; mỗi minh chứng mang một mã.", "MD Body")
    signature(
        document,
        ["**THƯ KÝ**", "(Ký, ghi rõ họ tên)", "**{{ signers.secretary }}**"],
        ["**TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ**", "**CHỦ TỊCH**", "(Ký, ghi rõ họ tên)", "**{{ signers.chair }}**"],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
