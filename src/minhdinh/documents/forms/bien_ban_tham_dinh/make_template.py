"""Makes template.docx of the minutes of a body's meeting; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.case_blocks import (
    BODY,
    begin,
    heading,
    keep,
    paragraphs,
    result_table,
    signed,
    title,
)


def make() -> WordDocument:
    """Return the template of the minutes."""
    document = begin("Số: {{ number }}", names=BODY)
    title(document, "BIÊN BẢN", "Họp {{ body.title }} đối với {{ school.name }}, năm học {{ year }}")
    _people(document)
    _course(document)
    _votes(document)
    keep(document, "Biên bản được đọc lại, các thành viên dự họp thống nhất và ký tên dưới đây.")
    signed(
        document,
        ["**THƯ KÝ**", "(Ký, ghi rõ họ tên)", "**{{ body.secretary }}**"],
        ["**{{ body.leader_title|upper }}**", "(Ký, ghi rõ họ tên)", "**{{ body.leader }}**"],
    )
    return document


def _people(document: WordDocument) -> None:
    heading(document, "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    text(document, "1. Bắt đầu: {{ starts }}. Kết thúc: {{ ends }}.")
    text(document, "2. Địa điểm: {{ place }}.")
    text(
        document,
        "3. {{ body.title }} thành lập theo Quyết định số {{ body.number }} {{ body.date }}, gồm {{ body.size }} "
        "thành viên. Thành phần dự:",
    )
    paragraphs(document, "present")
    statement(document, "if absent")
    text(document, "4. Vắng mặt:")
    paragraphs(document, "absent")
    statement(document, "endif")


def _course(document: WordDocument) -> None:
    heading(document, "II. NỘI DUNG")
    text(
        document,
        "1. Hồ sơ xem xét: hồ sơ đăng ký số {{ case.number }} của {{ school.name }}; {{ case.kind }}; {{ case.wish }}.",
    )
    text(document, "2. Diễn biến cuộc họp:")
    paragraphs(document, "content")
    text(document, "3. Kết quả theo từng tiêu chí:").paragraph_format.keep_with_next = True
    result_table(document)
    statement(document, "if differences")
    text(document, "4. Các tiêu chí kết luận khác với tự đánh giá của nhà trường:")
    statement(document, "for one in differences")
    text(document, "- {{ one.name }}: trường tự đánh giá {{ one.own }}, kết luận {{ one.level }}.")
    statement(document, "for line in one.reason")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "endif")


def _votes(document: WordDocument) -> None:
    heading(document, "III. Ý KIẾN, BIỂU QUYẾT")
    statement(document, "if opinions")
    text(
        document,
        "Phiếu ý kiến đã nhận: {{ opinions.cast }}/{{ opinions.size }}; đồng ý {{ opinions.agreed }}, không đồng ý "
        "{{ opinions.against }}, ý kiến khác {{ opinions.blank }}.",
    )
    statement(document, "endif")
    text(
        document,
        "Biểu quyết tại cuộc họp: {% if votes %}{{ votes.cast }} phiếu; tán thành {{ votes.agreed }}, không tán thành "
        "{{ votes.against }}, ý kiến khác {{ votes.blank }}.{% else %}…… phiếu; tán thành ……, không tán thành ……, "
        "ý kiến khác …….{% endif %}",
    )
    heading(document, "IV. KẾT LUẬN")
    text(document, "Mức kết luận: {{ result }}.")
    paragraphs(document, "conclusion")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
