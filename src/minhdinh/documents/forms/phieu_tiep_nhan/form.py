"""The receipt of a registration: what came, when, under which number (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, files, step_of, worth
from minhdinh.documents.reading.values import optional
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the receipt prints; number and day stay dots until the dossier is accepted."""
    accepted = step_of(dossier, "accept") or {}
    return common(dossier) | {
        "declared": worth(dossier, case_of(dossier).get("declared")),
        "files": files(dossier),
        "accepted": bool(accepted),
        "receiver": optional(accepted.get("by")),
    }


FORM = Form(
    id="phieu-tiep-nhan-ho-so",
    code="Phiếu tiếp nhận",
    title="Phiếu tiếp nhận hồ sơ đăng ký",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17, Điều 18; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 26, Điều 27 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-tiep-nhan-ho-so-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
