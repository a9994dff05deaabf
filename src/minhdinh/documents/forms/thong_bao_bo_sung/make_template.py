"""Makes template.docx of the notice of what a dossier lacks; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import RECIPIENTS, statement, text
from minhdinh.documents.authoring.case_blocks import begin, keep, signed, title


def make() -> WordDocument:
    """Return the template of the notice."""
    document = begin("Số: ……/TB-……")
    title(document, "THÔNG BÁO", "Về việc bổ sung, hoàn thiện hồ sơ đăng ký năm học {{ year }}")
    text(document, "Kính gửi: {{ school.name }}", "MD Centre")
    text(
        document,
        "{{ office.name }} đã kiểm tra hồ sơ đăng ký của nhà trường ({{ case.wish }}; công văn {{ case.letter }}). "
        "Đề nghị nhà trường bổ sung, làm rõ các nội dung sau:",
    )
    statement(document, "for line in lacking")
    text(document, "- {{ line }}")
    statement(document, "endfor")
    keep(
        document,
        "Nhà trường hoàn thiện và gửi lại hồ sơ để {{ office.name }} xem xét theo quy định./.",
    )
    signed(
        document,
        [RECIPIENTS, "- Như trên;", "- Lưu: VT."],
        ["**{{ office.signs }}**", "(Ký tên, đóng dấu)", ""],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
