"""The words a form uses for a school, its learners and its head, by type of school (TT57 Phụ lục I and III notes)."""

from __future__ import annotations

from typing import Any

_COMMON = {"school": "nhà trường", "learners": "học sinh", "head": "Hiệu trưởng", "deputy": "Phó Hiệu trưởng"}
_BY_TYPE = {
    "mam_non": {"learners": "trẻ em"},
    "gdtx": {"school": "trung tâm", "learners": "học viên", "head": "Giám đốc", "deputy": "Phó Giám đốc"},
}


def words_of(dossier: dict[str, Any]) -> dict[str, str]:
    """Return the words for the dossier's type of school, each also with a capital (`School`, `Learners`)."""
    chosen = _COMMON | _BY_TYPE.get(str(dossier["school"].get("school_type")), {})
    capitals = {key.title(): text[:1].upper() + text[1:] for key, text in chosen.items()}
    return chosen | capitals
