"""Accepting rich text from outside: shape, limits, characters, then the schema itself."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from minhdinh.lib.richtext.schema import (
    MARK_NAMES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_EVIDENCE_LENGTH,
    MAX_SPAN,
    NODE_NAMES,
    SCHEMA,
)

Body = dict[str, Any]

# Neither XML 1.0 (Word) nor a UTF-8 database accepts all of these: C0 and C1 controls other than white space,
# lone surrogates and the two non-characters at the end of the plane.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_SPACE = re.compile("[\t\n\r\x85\u2028\u2029]+")
_EVIDENCE = re.compile(r"[0-9A-Za-z_\-]+")


class RichTextError(ValueError):
    """The text cannot be accepted; the message is a Vietnamese sentence for the person who sent it."""


def empty() -> Body:
    """Return a new document without content: one empty paragraph."""
    return {"type": "doc", "content": [{"type": "paragraph"}]}


def validate(body: object) -> Body:
    """Return `body` normalised (NFC, known attributes only, adjacent equal texts joined).

    None and {} stand for an empty document. Raises RichTextError when it is not rich text of our schema,
    deeper than MAX_DEPTH, larger than MAX_BYTES, or holds characters a document cannot carry.
    """
    if body is None or body == {}:
        return empty()
    clean = _clean_node(body, 0)
    if clean["type"] != "doc":
        raise RichTextError("Nội dung gửi lên không phải là một văn bản hoàn chỉnh.")
    _check_size(clean)
    try:
        node = SCHEMA.node_from_json(clean)
        node.check()
    except (ValueError, KeyError) as error:
        raise RichTextError(
            "Cấu trúc văn bản không hợp lệ: có phần đặt sai chỗ (ví dụ bảng không có hàng, danh sách không có mục)."
        ) from error
    return clean


def _check_size(body: Body) -> None:
    size = len(json.dumps(body, ensure_ascii=False).encode())
    if size > MAX_BYTES:
        raise RichTextError(
            f"Nội dung quá dài ({size // 1000} kB, tối đa {MAX_BYTES // 1000} kB). Hãy rút gọn hoặc đưa phần "
            "chi tiết vào tệp minh chứng."
        )


def _clean_node(node: object, depth: int) -> Body:
    if depth > MAX_DEPTH:
        raise RichTextError("Nội dung lồng nhau quá nhiều cấp. Hãy bớt các danh sách, bảng lồng trong nhau.")
    if not isinstance(node, dict):
        raise RichTextError("Nội dung gửi lên không đúng định dạng văn bản.")
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in NODE_NAMES:
        raise RichTextError(f"Văn bản có thành phần không được hỗ trợ: “{_shown(kind)}”.")
    clean: Body = {"type": kind}
    attrs = _clean_attrs(kind, node.get("attrs"))
    if attrs:
        clean["attrs"] = attrs
    if kind == "text":
        clean["text"] = _clean_text(node.get("text"))
    content = _clean_content(node.get("content"), depth)
    if content:
        clean["content"] = content
    marks = _clean_marks(node.get("marks"))
    if marks:
        clean["marks"] = marks
    return clean


def _clean_content(content: object, depth: int) -> list[Body]:
    if content is None:
        return []
    if not isinstance(content, list):
        raise RichTextError("Nội dung gửi lên không đúng định dạng văn bản.")
    joined: list[Body] = []
    for child in content:
        clean = _clean_node(child, depth + 1)
        if clean["type"] == "text":
            if not clean["text"]:
                continue
            if joined and joined[-1]["type"] == "text" and joined[-1].get("marks") == clean.get("marks"):
                joined[-1]["text"] += clean["text"]
                continue
        joined.append(clean)
    return joined


def _clean_text(text: object) -> str:
    if not isinstance(text, str):
        raise RichTextError("Nội dung gửi lên không đúng định dạng văn bản.")
    found = _FORBIDDEN.search(text)
    if found:
        raise RichTextError(
            f"Văn bản có ký tự điều khiển không in được (U+{ord(found.group()):04X}). Hãy xóa ký tự đó rồi lưu lại."
        )
    return unicodedata.normalize("NFC", _LINE_SPACE.sub(" ", text))


def _clean_attrs(kind: str, attrs: object) -> dict[str, Any]:
    given = attrs if isinstance(attrs, dict) else {}
    if kind == "citation":
        evidence = given.get("evidence")
        if isinstance(evidence, int) and not isinstance(evidence, bool):
            evidence = str(evidence)
        if not isinstance(evidence, str) or not _EVIDENCE.fullmatch(evidence[: MAX_EVIDENCE_LENGTH + 1]):
            raise RichTextError(
                "Có một trích dẫn không chỉ tới minh chứng nào. Hãy xóa rồi chèn lại trích dẫn đó."
            )
        if len(evidence) > MAX_EVIDENCE_LENGTH:
            raise RichTextError(
                "Có một trích dẫn không chỉ tới minh chứng nào. Hãy xóa rồi chèn lại trích dẫn đó."
            )
        return {"evidence": evidence}
    if kind in {"table_cell", "table_header"}:
        return {name: _span(given.get(name, 1)) for name in ("colspan", "rowspan")}
    return {}


def _span(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_SPAN:
        raise RichTextError(f"Bảng có ô gộp không hợp lệ (chỉ gộp từ 1 đến {MAX_SPAN} hàng hoặc cột).")
    return value


def _clean_marks(marks: object) -> list[dict[str, str]]:
    if not marks:
        return []
    if not isinstance(marks, list):
        raise RichTextError("Nội dung gửi lên không đúng định dạng văn bản.")
    names = {mark.get("type") if isinstance(mark, dict) else None for mark in marks}
    unknown = [name for name in names if name not in MARK_NAMES]
    if unknown:
        raise RichTextError(f"Văn bản có kiểu chữ không được hỗ trợ: “{_shown(unknown[0])}”.")
    return [{"type": name} for name in MARK_NAMES if name in names]


def _shown(name: object) -> str:
    """Return an outside name in a form safe to repeat in a message."""
    return re.sub(r"[^\w\-]", "?", str(name))[:40]
