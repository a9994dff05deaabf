"""Word files as schools have them, and files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REPORT = (
    "TRƯỜNG TRUNG HỌC CƠ SỞ MẪU",
    "Phần II. TỰ ĐÁNH GIÁ",
    "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
    "Tiêu chí 1.1: Phương hướng, chiến lược xây dựng và phát triển nhà trường",
    "Mức 1:",
    "a) Phù hợp mục tiêu giáo dục;",
    "b) Được xác định bằng văn bản.",
    "1. Mô tả hiện trạng",
    "Mức 1",
    "a) Chiến lược phù hợp mục tiêu giáo dục [H1-1.1-01].",
    "Chiến lược phù hợp nguồn lực của trường [H1-1.1-01]; [H1-1.1-99].",
    "b) Chiến lược bằng văn bản, được phê duyệt [H1-1.1-02].",
    "Mức 2:",
    "Trường giám sát việc thực hiện.",
    "2. Điểm mạnh",
    "Chiến lược rõ ràng.",
    "3. Điểm yếu: Chưa lấy ý kiến rộng rãi.",
    "4. Kế hoạch cải tiến chất lượng",
    "Lấy ý kiến cha mẹ học sinh.",
    "5. Tự đánh giá: Đạt Mức 2",
    "Tiêu chí 1.2. Hội đồng trường",
    "1. Mô tả hiện trạng",
    "Mức 1",
    "a) Hội đồng thành lập đúng quy định.",
    "Kết luận về Tiêu chuẩn 1:",
    "Tổ chức chặt chẽ.",
)


def docx_of(lines: Sequence[str] = REPORT, rows: Sequence[Sequence[str]] = (), after: str = "") -> bytes:
    """Return a DOCX with these paragraphs; a table with ``rows`` stands after the paragraph ``after``."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
        if rows and line == after:
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def spanning(columns: str) -> bytes:
    """Return a DOCX whose table has a first cell that says that it spans so many columns."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Lớp", "6A"), strict=True):
        cell.text = text
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), columns)
    table.rows[0]._tr.tc_lst[0].get_or_add_tcPr().append(span)
    return saved(document)


def lettered(texts: Sequence[str], heading: Sequence[str] = ()) -> bytes:
    """Return a DOCX whose last paragraphs carry Word's own letters a), b), c), which stand nowhere in the text."""
    document = docx.Document()
    for line in heading:
        document.add_paragraph(line)
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    kind = OxmlElement("w:numFmt")
    kind.set(qn("w:val"), "lowerLetter")
    level.append(kind)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    numbering.append(number)
    for text in texts:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        listed = OxmlElement("w:numPr")
        for name, value in (("w:ilvl", "0"), ("w:numId", "77")):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            listed.append(part)
        properties.append(listed)
    return saved(document)


def zip_of(**parts: bytes) -> bytes:
    """Return an archive with these parts; ``__`` in a name stands for a slash, ``_x`` at its end for ``.xml``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                name.replace("__", "/").removesuffix("_x") + (".xml" if name.endswith("_x") else ""), content
            )
    return stream.getvalue()
