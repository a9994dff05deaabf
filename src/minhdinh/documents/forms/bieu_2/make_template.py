"""Makes template.docx of Biểu 2, on its side; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CENTRE, HEAD, SMALL, grid, loop, row

_PURPOSES = (
    "a) Khắc phục các hạn chế có tác động trực tiếp đến chất lượng giáo dục đã nêu trong báo cáo tự đánh giá;",
    "b) Duy trì, phát huy điểm mạnh và các kết quả đã đạt được;",
    "c) Nâng cao năng lực tự bảo đảm chất lượng của {{ words.school }}.",
)
_REQUIREMENTS = (
    "a) Tập trung vào vấn đề trọng tâm, khả thi với điều kiện của {{ words.school }};",
    "b) Không lập cho mọi tiêu chí;",
    (
        "c) Nêu rõ nội dung, mục tiêu, giải pháp, chỉ số đánh giá, thời gian, nguồn lực, trách nhiệm và kết quả cần đạt;"
    ),
    "d) Gắn với kế hoạch năm học và kế hoạch phát triển của {{ words.school }};",
    "đ) Có cơ chế theo dõi, giám sát, đánh giá và điều chỉnh.",
)
_COLUMNS = (
    ("TT", "number", 10),
    ("Nội dung cải tiến", "content", 32),
    ("Mục tiêu cải tiến", "objective", 29),
    ("Hoạt động, giải pháp", "activity", 36),
    ("Chỉ số đánh giá kết quả", "indicator", 28),
    ("Thời gian thực hiện", "when", 27),
    ("Đơn vị, cá nhân phụ trách", "owner", 26),
    ("Nguồn lực bảo đảm", "resources", 28),
    ("Thông tin, dữ liệu hoặc minh chứng dự kiến", "evidence", 24),
    ("Mức độ thực hiện", "state", 17),
)


def make() -> WordDocument:
    """Return the template of Biểu 2."""
    document = new_document(wide=True)
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ plan.number }}", place="{{ plan.place_date }}", widths=(115, 142))
    title = text(document, "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "MD Title")
    title.paragraph_format.space_before = Pt(14)
    text(document, "**Năm học {{ plan.year }}**", "MD Centre").paragraph_format.space_after = Pt(6)
    _opening(document)
    _issues(document)
    _actions(document)
    _monitorings(document)
    _closing(document)
    signature(
        document,
        [RECIPIENTS, "- {{ school.managing_body }} (để báo cáo);", "- Các tổ, bộ phận (để thực hiện);", "- Lưu: VT."],
        ["**{{ signers.head_position|upper }}**", "(Ký tên, đóng dấu)", "**{{ signers.head }}**"],
    )  # fmt: skip
    return document


def _opening(document: WordDocument) -> None:
    document.add_paragraph("I. THÔNG TIN CHUNG", style="Heading 2")
    for line in (
        "1. Tên {{ words.school }}: {{ school.name }}.",
        "2. Loại hình, cấp học: {{ school.type }} ({{ school.levels }}).",
        "3. Địa chỉ: {{ school.address }}.",
    ):
        text(document, line)
    document.add_paragraph("II. CĂN CỨ XÂY DỰNG KẾ HOẠCH", style="Heading 2")
    _numbered(document, "grounds")
    document.add_paragraph("III. MỤC ĐÍCH, YÊU CẦU", style="Heading 2")
    statement(document, "if purpose")
    _numbered(document, "purpose")
    statement(document, "else")
    text(document, "**1. Mục đích**")
    for line in _PURPOSES:
        text(document, line)
    text(document, "**2. Yêu cầu**")
    for line in _REQUIREMENTS:
        text(document, line)
    statement(document, "endif")


def _numbered(document: WordDocument, name: str) -> None:
    statement(document, f"for line in {name}")
    text(document, "{{ loop.index }}. {{ line }}")
    statement(document, "endfor")


def _issues(document: WordDocument) -> None:
    document.add_paragraph("IV. TÓM TẮT CÁC VẤN ĐỀ TRỌNG TÂM CẦN CẢI TIẾN", style="Heading 2")
    table = grid(document, (12, 43, 48, 54, 50, 50))
    row(
        table,
        (
            "TT",
            "Tiêu chuẩn",
            "Tiêu chí liên quan (nếu có)",
            "Đánh giá hiện trạng",
            "Điểm hạn chế",
            "Nguyên nhân của hạn chế",
        ),
        HEAD,
        head=True,
    )
    cells = [
        f"{{{{ one.{name} }}}}" for name in ("number", "standard", "criterion", "situation", "limit", "cause")
    ]
    loop(table, "for one in issues", cells, (CENTRE, *[SMALL] * 5))
    statement(document, "if no_issues")
    text(document, "{{ no_issues }}", "MD Centre")
    statement(document, "endif")
    text(
        document,
        "Ghi chú: chỉ nêu vấn đề trọng tâm, có tác động trực tiếp đến chất lượng giáo dục của {{ words.school }}.",
        "MD Small",
    )


def _actions(document: WordDocument) -> None:
    document.add_paragraph("V. KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG", style="Heading 2")
    table = grid(document, [width for _title, _name, width in _COLUMNS])
    row(table, [title for title, _name, _width in _COLUMNS], HEAD, head=True)
    row(table, [f"({number})" for number in range(1, len(_COLUMNS) + 1)], HEAD, head=True)
    cells = [f"{{{{ one.{name} }}}}" for _title, name, _width in _COLUMNS]
    loop(table, "for one in actions", cells, (CENTRE, *[SMALL] * 9))
    statement(document, "if no_actions")
    text(document, "{{ no_actions }}", "MD Centre")
    statement(document, "endif")


def _monitorings(document: WordDocument) -> None:
    document.add_paragraph("VI. THEO DÕI VÀ ĐÁNH GIÁ THỰC HIỆN (GIÁM SÁT NỘI BỘ)", style="Heading 2")
    table = grid(document, (37, 58, 62, 58, 42))
    row(
        table,
        ("Thời điểm", "Nội dung theo dõi", "Kết quả thực hiện", "Điều chỉnh (nếu có)", "Người đánh giá"),
        HEAD,
        head=True,
    )
    cells = [f"{{{{ one.{name} }}}}" for name in ("moment", "followed", "result", "adjustment", "assessor")]
    loop(table, "for one in monitorings", cells, (CENTRE, *[SMALL] * 4))


def _closing(document: WordDocument) -> None:
    document.add_paragraph("VII. TỔ CHỨC THỰC HIỆN", style="Heading 2")
    _numbered(document, "organising")
    document.add_paragraph("VIII. CƠ CHẾ ĐÁNH GIÁ VÀ BÁO CÁO", style="Heading 2")
    statement(document, "for line in reporting")
    text(document, "- {{ line }}")
    statement(document, "endfor")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
