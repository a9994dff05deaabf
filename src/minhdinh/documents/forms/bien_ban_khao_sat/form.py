"""The minutes of a visit to the school, the first or the main one (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import common, lines, moment, visit_asked
from minhdinh.documents.reading.values import long_day, optional
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the minutes print; what was not written shows as missing."""
    visit = visit_asked(dossier) or {}
    shared = common(dossier)
    return shared | {
        "number": optional(visit.get("minutes_number")) or "……/BB-……",
        "place_date": f"{shared['office']['place']}, {long_day(visit.get('starts_at'))}",
        "starts": moment(visit.get("starts_at")),
        "ends": moment(visit.get("ends_at")),
        "place": optional(visit.get("place")) or optional(dossier["school"].get("name")),
        "present": lines(visit.get("present")) or [MISSING],
        "absent": lines(visit.get("absent")),
        "content": lines(visit.get("content")) or [MISSING],
        "conclusion": lines(visit.get("conclusion")),
        "kind": optional(visit.get("kind_label")) or "Khảo sát tại trường",
        "plan": lines(visit.get("plan")),
    }


FORM = Form(
    id="bien-ban-khao-sat",
    code="Biên bản",
    title="Biên bản khảo sát tại trường",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17, Điều 18; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="bien-ban-khao-sat-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
