"""The bookmarks of a PDF that LibreOffice wrote: which heading stands on which page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_TITLE = re.compile(rb"/Title\s*<([0-9A-Fa-f\s]*)>")
_TARGET = re.compile(rb"/Dest\s*\[\s*(\d+) 0 R")
_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark: its title and its page, counted from 1."""

    title: str
    page: int


def outline(pdf: bytes) -> list[Bookmark]:
    """Return the bookmarks in reading order; empty where the file has none or packs its objects away.

    LibreOffice writes bookmark and page objects uncompressed, so no PDF library is needed to read them.
    """
    objects = {int(number): body.split(b"stream", 1)[0] for number, body in _OBJECT.findall(pdf)}
    catalogue = next((body for body in objects.values() if b"/Type/Catalog" in body), b"")
    tree, root = _pointer(catalogue, b"Pages"), _pointer(catalogue, b"Outlines")
    if tree is None or root is None:
        return []
    pages = {number: index for index, number in enumerate(_leaves(objects, tree), start=1)}
    return list(_walk(objects, _pointer(objects.get(root, b""), b"First"), pages))


def _leaves(objects: dict[int, bytes], number: int) -> Iterator[int]:
    body = objects.get(number, b"")
    kids = re.search(rb"/Kids\s*\[(.*?)\]", body, re.DOTALL)
    if kids is None:
        yield number
        return
    for kid in _REFERENCE.findall(kids.group(1)):
        yield from _leaves(objects, int(kid))


def _walk(objects: dict[int, bytes], number: int | None, pages: dict[int, int]) -> Iterator[Bookmark]:
    """Yield a bookmark, those below it, then those after it."""
    while number is not None:
        body = objects.get(number, b"")
        title, target = _TITLE.search(body), _TARGET.search(body)
        if title and target and int(target.group(1)) in pages:
            yield Bookmark(_decoded(title.group(1)), pages[int(target.group(1))])
        yield from _walk(objects, _pointer(body, b"First"), pages)
        number = _pointer(body, b"Next")


def _pointer(body: bytes, name: bytes) -> int | None:
    found = re.search(rb"/" + name + rb"\s+(\d+) 0 R", body)
    return int(found.group(1)) if found else None


def _decoded(hexadecimal: bytes) -> str:
    raw = bytes.fromhex(hexadecimal.decode("ascii"))
    return raw.decode("utf-16") if raw[:2] in {b"\xfe\xff", b"\xff\xfe"} else raw.decode("latin-1")
