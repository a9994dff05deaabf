"""The notice by which an office gives a dossier back to be completed (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, lines, office, step_of
from minhdinh.documents.reading.values import long_day
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

AT_INTAKE = "checking"


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the notice prints; it is the office's that gave the dossier back."""
    case = case_of(dossier)
    step = step_of(dossier, "give_back", int(case.get("asked_step") or 0)) or {}
    shared = common(dossier)
    if step.get("from") == AT_INTAKE and case.get("intake"):
        shared["office"] = office(case["intake"])
    return shared | {
        "place_date": f"{shared['office']['place']}, {long_day(step.get('taken_at'))}",
        "lacking": lines(step.get("note")) or [MISSING],
    }


FORM = Form(
    id="thong-bao-bo-sung-ho-so",
    code="Thông báo",
    title="Thông báo bổ sung hồ sơ đăng ký",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 18; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 27 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="thong-bao-bo-sung-ho-so-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
