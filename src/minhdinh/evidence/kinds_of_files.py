"""The kinds of files that the program knows, and how a list of them is told (no models, no settings)."""

from __future__ import annotations

from collections.abc import Collection

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "mp4": "video/mp4",
    "mp3": "audio/mpeg",
}
# Photographs that most computers and browsers cannot show.
PHONES_ONLY = frozenset({"heic"})
GROUPS = (
    ("PDF", ("pdf",)),
    ("ảnh", ("jpg", "png", "webp", "heic")),
    ("Word", ("docx", "doc")),
    ("Excel", ("xlsx", "xls")),
    ("PowerPoint", ("pptx", "ppt")),
    ("MP4", ("mp4",)),
    ("MP3", ("mp3",)),
)


def types_label(allowed: Collection[str]) -> str:
    """Tell a list of endings as people read it: "PDF, ảnh (JPG, PNG), Word, Excel (XLSX)"."""
    told = [_group(name, endings, [one for one in endings if one in allowed]) for name, endings in GROUPS]
    return ", ".join(words for words in told if words)


def _group(name: str, endings: tuple[str, ...], present: list[str]) -> str:
    """Name a group; its endings are told for pictures, and where only some of them are taken."""
    if not present:
        return ""
    if name == "ảnh" or len(present) < len(endings):
        return f"{name} ({', '.join(one.upper() for one in present)})"
    return name
