"""The submission by which recognition is asked for, out of the final report (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, conditions
from minhdinh.documents.reading.case_results import counts, opinions, part, result_worth
from minhdinh.documents.reading.earlier import is_2018
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer

PROVINCE = "Chủ tịch Ủy ban nhân dân tỉnh (thành phố)"


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the submission prints; whom it goes to follows from the regime and the wish."""
    shared = common(dossier)
    return shared | {
        "authority": _authority(dossier, shared["office"]["name"]),
        "result": result_worth(dossier),
        "counts": counts(dossier),
        "opinions": opinions(dossier),
        "conditions": conditions(dossier),
        "proposal": part(dossier, "proposal"),
    }


def _authority(dossier: Dossier, office: str) -> str:
    """Return who decides: of 2018 the province on the national standard, else the head of the department."""
    if is_2018(dossier) and case_of(dossier).get("wish") != "accreditation":
        return PROVINCE
    return f"Giám đốc {office}"


FORM = Form(
    id="to-trinh-cong-nhan",
    code="Tờ trình",
    title="Tờ trình đề nghị công nhận",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 35, Điều 38 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="to-trinh-cong-nhan-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
