"""The minutes of the council's meeting on the report: attendance, absentees with reasons, votes, conclusion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.people import members, signers
from minhdinh.documents.reading.standards import track_levels
from minhdinh.documents.reading.values import count, long_day, optional, place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.text import fold

Data = dict[str, Any]

_VOTES = (("agreed", "for"), ("against", "against"), ("blank", "blank"))


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the minutes print; without a meeting every gap shows."""
    meeting = dossier.get("meeting") or {}
    minutes = meeting.get("minutes") or {}
    listed = members(dossier)
    away = {fold(one["name"]): optional(one.get("reason")) for one in minutes.get("absentees") or ()}
    present = [one for one in listed if fold(one["name"]) not in away]
    absent = [one | {"reason": away[fold(one["name"])]} for one in listed if fold(one["name"]) in away]
    conclusion = optional(minutes.get("conclusion"))
    return {
        "number": optional(meeting.get("minutes_number")) or "……/BB-……",
        "place_date": place_line(dossier["school"], meeting.get("held_on")),
        "held_on": long_day(meeting.get("held_on")) if meeting else MISSING,
        "place": optional(minutes.get("place")) or optional(dossier["school"].get("name")),
        "size": count(len(listed)) if listed else MISSING,
        "present_count": count(meeting.get("present")),
        "absent_count": count(meeting.get("absent")),
        "named": bool(away) or meeting.get("absent") == 0,
        "present": [one | {"number": str(at)} for at, one in enumerate(present, start=1)],
        "absent": absent,
        "summary": [line for line in shown(meeting.get("summary")).splitlines() if line.strip()],
        "conclusion": conclusion.splitlines(),
        "votes": _votes(minutes.get("votes")),
        "level": shown((dossier.get("result") or {}).get("label")),
        "track_levels": track_levels(dossier),
        "signers": signers(dossier),
    }


def _votes(votes: Data | None) -> Data | str:
    """Return the votes with two digits, nothing where nobody voted."""
    if not votes:
        return ""
    return {name: count(votes.get(key, 0)) for name, key in _VOTES} | {
        "cast": count(sum(int(votes.get(key, 0)) for _name, key in _VOTES))
    }


FORM = Form(
    id="bien-ban-hop",
    code="Biên bản họp",
    title="Biên bản họp Hội đồng tự đánh giá",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 9; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 24 Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="bien-ban-hop-hoi-dong-tu-danh-gia-{school}-{year}",
    needs=("meeting", "council", "result"),
    sealed=False,
)
