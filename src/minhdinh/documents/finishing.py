"""What is done to a filled document: missing data made visible, contents filled, properties set."""

from __future__ import annotations

import copy
import datetime as dt
from typing import cast

from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml import etree

from minhdinh.documents.contents import fill_contents
from minhdinh.documents.wordml import MISSING, NO_CODE

_MARKERS = (MISSING, MISSING.upper(), NO_CODE)  # a letterhead prints in capitals
_W_T, _W_R = qn("w:t"), qn("w:r")


def finish(document: WordDocument, *, title: str) -> None:
    """Highlight what is missing, keep tables in order, fill the contents and set the document's properties."""
    for text in [one for one in document.element.body.iter(_W_T) if one.text and "[" in one.text]:
        _highlight_markers(document, text)
    for table in document.element.body.iter(qn("w:tbl")):
        _keep_last_row_company(table)
    fill_contents(document)
    _refresh_on_opening(document)
    _set_properties(document, title)


def _keep_last_row_company(table: etree._Element) -> None:
    """Keep the row before the last with the last one: no row stands alone under a repeated head on a new page."""
    rows = table.findall(qn("w:tr"))
    if len(rows) < 4:
        return
    for paragraph in rows[-2].iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:keepNext")) is None:
            properties.insert(
                1 if properties.find(qn("w:pStyle")) is not None else 0, OxmlElement("w:keepNext")
            )


def _highlight_markers(document: WordDocument, text: etree._Element) -> None:
    """Cut the run around each marker and give the marker's own run a yellow ground."""
    marker = next((one for one in _MARKERS if one in (text.text or "")), None)
    run = text.getparent()
    if marker is None or run is None or run.tag != _W_R:
        return
    before, after = (text.text or "").split(marker, 1)
    _set_text(text, marker)
    if before:
        run.addprevious(_twin(run, before))
    if after:
        rest = _twin(run, after)
        run.addnext(rest)
        for one in rest.iter(_W_T):
            _highlight_markers(document, one)
    Run(cast("CT_R", run), document.part).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _twin(run: etree._Element, content: str) -> etree._Element:
    """Return a run that looks like `run` and holds only `content`."""
    twin = copy.deepcopy(run)
    texts = list(twin.iter(_W_T))
    for one in texts[1:]:
        twin.remove(one)
    _set_text(texts[0], content)
    return twin


def _set_text(text: etree._Element, content: str) -> None:
    text.text = content
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _refresh_on_opening(document: WordDocument) -> None:
    """Ask Word to bring the page numbers of the contents up to date when it opens the document."""
    settings = document.settings.element
    if (
        settings.find(qn("w:updateFields")) is None
        and document.element.body.find(f".//{qn('w:instrText')}") is not None
    ):
        update = OxmlElement("w:updateFields")
        update.set(qn("w:val"), "true")
        settings.insert_element_before(
            update, "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:rsids"
        )


def _set_properties(document: WordDocument, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.language = title[:255], "vi-VN"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = dt.datetime.now(dt.UTC).replace(microsecond=0)
