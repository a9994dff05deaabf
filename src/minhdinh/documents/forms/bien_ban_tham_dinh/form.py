"""The minutes of the council's meeting (Mẫu số 5 of TT57), or of the team's; its content is proposed."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import common, lines, moment, visit_asked
from minhdinh.documents.reading.case_results import compared, differences, opinions, result_worth
from minhdinh.documents.reading.values import count, long_day, optional
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the minutes print; votes that nobody counted leave dots."""
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
        "votes": _votes(visit.get("votes") or {}),
        "opinions": opinions(dossier),
        "compared": compared(dossier),
        "differences": differences(dossier),
        "result": result_worth(dossier),
    }


def _votes(votes: Context) -> Context | str:
    """Return the votes of the minutes with two digits, nothing where none were written."""
    keys = ("for", "against", "blank")
    if all(votes.get(key) is None for key in keys):
        return ""
    found = {key: int(votes.get(key) or 0) for key in keys}
    return {
        name: count(value) for name, value in zip(("agreed", "against", "blank"), found.values(), strict=True)
    } | {"cast": count(sum(found.values()))}


FORM = Form(
    id="bien-ban-tham-dinh",
    code="Mẫu số 5",
    code_2018="Biên bản",
    title="Biên bản họp hội đồng thẩm định, đoàn đánh giá ngoài",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Mẫu số 5 (nội dung mẫu chưa tra được)",
    basis_2018="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="bien-ban-hop-tham-dinh-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
