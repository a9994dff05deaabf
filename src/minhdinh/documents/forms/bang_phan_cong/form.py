"""The assignment table: who does what in the self-assessment (TT57 Điều 9 khoản 3 điểm b)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.people import members, of_track, signers, track_labels
from minhdinh.documents.reading.standards import standards
from minhdinh.documents.reading.values import place_line
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the table prints, and the criteria nobody has been given."""
    council = dossier.get("council") or {}
    listed = members(dossier, helpers=True)
    return {
        "place_date": place_line(dossier["school"], council.get("decision_date")),
        "members": listed,
        "nobody": "" if listed else MISSING,
        "open_criteria": _open_criteria(dossier),
        "signers": signers(dossier),
    }


def _open_criteria(dossier: Dossier) -> str:
    """Return the criteria that nobody has been given, by cấp học where there are several."""
    council = dossier.get("council") or {}
    people = [*(council.get("members") or ()), *(council.get("helpers") or ())]
    codes = [str(criterion["code"]) for standard in standards(dossier) for criterion in standard["criteria"]]
    labels = track_labels(dossier)
    left = {}
    for track, label in (labels or {"": ""}).items():
        given = {code for one in people for code in of_track(one, track)}
        left[label] = ", ".join(code for code in codes if code not in given)
    if len(left) < 2:
        return "".join(left.values())
    return "; ".join(f"{label}: {codes}" for label, codes in left.items() if codes)


FORM = Form(
    id="bang-phan-cong",
    code="Bảng phân công",
    title="Bảng phân công nhiệm vụ tự đánh giá",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 9 khoản 3 điểm b",
    basis_2018="Điều 24 Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="bang-phan-cong-tu-danh-gia-{school}-{year}",
    needs=("council",),
    sealed=False,
)
