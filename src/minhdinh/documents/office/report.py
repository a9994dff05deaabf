"""A periodic report of an office as a Word file: NĐ 30/2020 letterhead, parts, tables, recipients, signer."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import Table

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, text
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.finishing import finish
from minhdinh.documents.office.annex import WIDTH, figures_table, footer_without_seal
from minhdinh.documents.office.names import signature_of
from minhdinh.documents.templating import docx_bytes
from minhdinh.lib.text import long_date
from minhdinh.oversight.domain.reports_paper import Paper, Section
from minhdinh.oversight.statistics.table import StatTable

NO_NUMBER = "Số: ……/……"
NO_DAY = "ngày …… tháng …… năm ……"
WIDTHS = (72.0, 93.0)


def report_document(paper: Paper) -> bytes:
    """Return a report as a .docx file; number and day that are not known yet are left to be filled in by hand."""
    document = new_document()
    footer_without_seal(document)
    signs = signature_of(paper.office)
    letterhead(
        document,
        f"Số: {paper.number}" if paper.number else NO_NUMBER,
        f"{signs.place}, {long_date(paper.day) if paper.day else NO_DAY}",
        widths=WIDTHS,
        names=(signs.above, signs.name),
    )
    text(document, "BÁO CÁO", "MD Title").paragraph_format.space_before = Pt(14)
    text(document, f"**{paper.subject}**", "MD Centre").paragraph_format.space_after = Pt(8)
    for line in paper.opening:
        text(document, _plain(line))
    for section in paper.sections:
        _section(document, section, "Heading 2")
    text(document, _plain(paper.closing)).paragraph_format.keep_with_next = True
    signature(
        document,
        [RECIPIENTS, *(_dashed(line) for line in paper.recipients)],
        [*(f"**{title}**" for title in signs.titles), f"**{_plain(paper.signer)}**" if paper.signer else ""],
    )
    _keep_whole(document.tables[-1])
    finish(document, title=f"Báo cáo {paper.subject} – {paper.office.name}")
    return docx_bytes(document)


def _keep_whole(signatures: Table) -> None:
    """Keep recipients and signer on one page."""
    for row in signatures.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no API for row flags


def _section(document: WordDocument, section: Section, style: str) -> None:
    text(document, _plain(section.heading), style)
    for line in section.lines:
        text(document, _plain(line))
    for table in section.tables:
        _table(document, table)
    for part in section.parts:
        _section(document, part, "Heading 3")


def _table(document: WordDocument, table: StatTable) -> None:
    title = text(document, f"**{table.title}**", "MD Centre")
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    title.paragraph_format.keep_with_next = True
    figures_table(document, table, WIDTH)
    for note in table.footnotes:
        text(document, note, "MD Small")
    text(document, "", "MD Plain")


def _plain(words: str) -> str:
    """Return words in which two stars print as they are: people's texts carry no marks of ours."""
    return words.replace("**", "*\u2060*")


def _dashed(line: str) -> str:
    return line if line.startswith("-") else f"- {line}"
