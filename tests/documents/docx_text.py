"""A Word file as plain text, to compare with a golden file: headings, paragraphs, tables, links, highlights."""

import io
import os
import zipfile
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn

REWRITE = "MINHDINH_REWRITE_GOLDEN"


def text_of(content):
    """Return the whole document: body, then the text of its header and footer parts."""
    document = Document(io.BytesIO(content))
    rels = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
    lines = list(_blocks(document.element.body, rels, ""))
    for section, one in enumerate(document.sections, start=1):
        for name, part in (("header", one.header), ("footer", one.footer)):
            if not part.is_linked_to_previous:
                lines.append(f"=== {name} {section}")
                lines.extend(_blocks(part._element, {}, ""))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def assert_golden(content, path):
    """Compare a Word file with its golden text; with MINHDINH_REWRITE_GOLDEN=1 write it anew and fail."""
    text = text_of(content)
    golden = Path(path)
    if os.environ.get(REWRITE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def xml_of(content, part="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(part).decode()


def parts_of(content):
    """Return the parts of a package that hold text or layout, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: package.read(name).decode() for name in sorted(names)}


def links_of(content):
    """Return (text, address) of every hyperlink that leaves the document."""
    document = Document(io.BytesIO(content))
    return [
        (
            "".join(one.text or "" for one in link.iter(qn("w:t"))),
            document.part.rels[link.get(qn("r:id"))].target_ref,
        )
        for link in document.element.body.iter(qn("w:hyperlink"))
        if link.get(qn("r:id"))
    ]


def highlighted(content):
    """Return the texts that stand on a coloured ground."""
    body = Document(io.BytesIO(content)).element.body
    return [
        "".join(one.text or "" for one in run.iter(qn("w:t")))
        for run in body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]


def _blocks(parent, rels, indent):
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, rels, indent)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, rels, indent)


def _paragraph(paragraph, rels, indent):
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = style.get(qn("w:val")) if style is not None else ""
    text = "".join(_inline(paragraph, rels))
    if name.startswith("Heading"):
        yield f"{indent}{'#' * int(name[7:])} {text}"
    elif text:
        yield f"{indent}{text}"


def _inline(node, rels):
    for child in node:
        if child.tag == qn("w:r"):
            yield from _run(child)
        elif child.tag == qn("w:hyperlink"):
            inner = "".join(_inline(child, rels))
            yield f"[{inner}]({rels.get(child.get(qn('r:id'))) or '#' + str(child.get(qn('w:anchor')))})"
        elif child.tag == qn("w:fldSimple"):
            yield f"<{child.get(qn('w:instr'))}>"


def _run(run):
    for child in run:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag == qn("w:br"):
            yield "<page>" if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag == qn("w:drawing"):
            yield "<picture>"
        elif child.tag == qn("w:pict"):
            yield "<watermark>"


def _table(table, rels, indent):
    for row in table.findall(qn("w:tr")):
        head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        cells = [_cell(cell, rels) for cell in row.findall(qn("w:tc"))]
        yield f"{indent}{'|' if not head else '||'} {' | '.join(cells)} |"


def _cell(cell, rels):
    return " / ".join(line.strip() for line in _blocks(cell, rels, "")).replace("\n", " ")
