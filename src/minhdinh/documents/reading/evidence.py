"""Evidence for print: the resolver of citations and the rows of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minhdinh.lib.richtext import Citation, Resolver
from minhdinh.lib.text import sort_key, two_digits

_FORMATS = {
    "application/pdf": "PDF",
    "image/jpeg": "ảnh JPG",
    "image/png": "ảnh PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/msword": "Word",
    "application/vnd.ms-excel": "Excel",
}


def resolver(dossier: dict[str, Any], base_url: str = "") -> Resolver:
    """Return the function that finds an evidence item's code, name and web address by its id."""
    known = {
        str(item["id"]): Citation(str(item["code"]), str(item.get("name") or ""), address(item, base_url))
        for item in dossier.get("evidence") or ()
        if item.get("code")
    }
    return known.get


def address(item: dict[str, Any], base_url: str = "") -> str:
    """Return the item's full web address, nothing where only a path is known and no server to put before it."""
    url = str(item.get("url") or "")
    if url.startswith("/"):
        return base_url.rstrip("/") + url if base_url else ""
    return url if url.startswith(("https://", "http://")) else ""


def catalogue(dossier: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the evidence items that have a code, each once, in the order of their codes (1.9 before 1.10)."""
    items = {str(item["code"]): item for item in dossier.get("evidence") or () if item.get("code")}
    return [items[code] for code in sorted(items, key=sort_key)]


def where_kept(item: dict[str, Any]) -> list[str]:
    """Return the lines of the catalogue's fourth column: format of the files, physical place, links."""
    lines = []
    files = item.get("files") or ()
    if files:
        lines.append(_files_line(files))
    if item.get("location"):
        lines.append(f"Bản giấy: {item['location']}")
    lines.extend(str(link["url"] if isinstance(link, dict) else link) for link in item.get("links") or ())
    return lines


def remark(item: dict[str, Any]) -> str:
    """Return the catalogue's note: the number and date of the paper, then the person's own note."""
    return str(item.get("note") or "")


def _files_line(files: Sequence[dict[str, Any]]) -> str:
    kinds: list[str] = []
    for file in files:
        kind = _FORMATS.get(str(file.get("media_type")), "tệp khác")
        if kind not in kinds:
            kinds.append(kind)
    text = f"Tệp {', '.join(kinds)}" if kinds != ["tệp khác"] else "Tệp"
    return f"{text} ({two_digits(len(files))} tệp)" if len(files) > 1 else text
