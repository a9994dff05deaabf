"""Biểu 2 (Mẫu số 2): the improvement plan of TT57/2026, Phụ lục V, in its eight sections."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import IMPROVEMENT, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading import improvement as plan
from minhdinh.documents.reading.people import signers
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.improvement.domain.texts import CUSTOMARY


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything Biểu 2 prints; the form's own words stand for purpose where the school wrote none."""
    known = plan.plan_of(dossier)
    own_purpose = (known.get("texts") or {}).get("purpose") or CUSTOMARY["purpose"]
    found = {
        "plan": plan.plan_head(dossier),
        "issues": plan.issues(dossier),
        "actions": plan.actions(dossier),
        "monitorings": plan.monitorings(dossier),
        "grounds": plan.lines(known, "grounds"),
        "purpose": [] if own_purpose == CUSTOMARY["purpose"] else plan.lines(known, "purpose"),
        "organising": plan.lines(known, "organising"),
        "reporting": plan.lines(known, "reporting"),
        "signers": signers(dossier),
    }
    return found | {
        "no_issues": "" if found["issues"] else MISSING,
        "no_actions": "" if found["actions"] else MISSING,
    }


FORM = Form(
    id="bieu-2",
    code="Biểu 2",
    title="Kế hoạch cải tiến chất lượng giáo dục",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Biểu 2",
    folder=Path(__file__).parent,
    context=context,
    file_name="bieu-2-ke-hoach-cai-tien-{school}-{year}",
    needs=("improvement",),
    sealed=False,
    about=IMPROVEMENT,
)
