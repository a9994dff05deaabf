"""The decision that recognises a school (layout of NĐ 30/2020; its words are proposed: no form of the law was found)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.decision_form import DecisionForm
from minhdinh.documents.form import Dossier
from minhdinh.documents.options import Options
from minhdinh.documents.reading.decision import decision_values
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the decision prints."""
    return decision_values(dossier)


FORM = DecisionForm(
    id="quyet-dinh-cong-nhan",
    code="Quyết định",
    title="Quyết định công nhận",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 35, Điều 38 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="quyet-dinh-cong-nhan-{school}-{decision}",
    needs=("decision",),
    about="decision",
    sealed=False,
    proposed=True,
)
