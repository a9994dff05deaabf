"""Making rich text from plain text, for imports and samples."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from minhdinh.lib.richtext.validation import Body, empty, validate

_CODE = (
    r"(?:MC\.\d+\.\d+\.\d+|H\d{1,2}-\d+\.\d+-\d{2,3}|H\d{1,2}-\d-\d{2}-\d{2,3}|H\d{1,2}\.\d\.\d{2}\.\d{2,3})"
)
# One code, or several in one pair of brackets: "(MC.1.1.01, MC.1.1.02)", "[H1-1.1-01]; [H1-1.1-02]".
_CODES = re.compile(rf"[(\[]\s*{_CODE}(?:[\s,;\]\[]+{_CODE})*\s*[)\]]|{_CODE}")
_ONE = re.compile(_CODE)


def from_text(text: str, evidence_of: Callable[[str], str | None] | None = None) -> Body:
    """Return `text` as paragraphs, one a line; empty lines are dropped, lines that begin with "- " make a list.

    `evidence_of` turns a code found in the text into an evidence id; codes it knows become citations, with the
    brackets around them, and all others stay as typed. Raises RichTextError like `validate`.
    """
    blocks: list[Body] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if line.startswith("- "):
            item = {"type": "list_item", "content": [_paragraph(line[2:], evidence_of)]}
            if blocks and blocks[-1]["type"] == "bullet_list":
                blocks[-1]["content"].append(item)
            else:
                blocks.append({"type": "bullet_list", "content": [item]})
        else:
            blocks.append(_paragraph(line, evidence_of))
    return validate({"type": "doc", "content": blocks}) if blocks else empty()


def citation(evidence: str) -> Body:
    """Return the citation node of one evidence item."""
    return {"type": "citation", "attrs": {"evidence": evidence}}


def _paragraph(line: str, evidence_of: Callable[[str], str | None] | None) -> Body:
    content: list[dict[str, Any]] = []
    at = 0
    for match in _CODES.finditer(line) if evidence_of else ():
        ids = [evidence_of(code) for code in _ONE.findall(match.group())] if evidence_of else []
        known = [one for one in ids if one is not None]
        if not known or len(known) < len(ids):
            continue
        content.append({"type": "text", "text": line[at : match.start()]})
        content.extend(citation(one) for one in known)
        at = match.end()
    content.append({"type": "text", "text": line[at:]})
    return {"type": "paragraph", "content": [node for node in content if node.get("text") != ""]}
