"""The decision that revokes a recognition (layout of NĐ 30/2020; its words are proposed: no form of the law was found)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.decision_form import DecisionForm
from minhdinh.documents.form import Dossier
from minhdinh.documents.options import Options
from minhdinh.documents.reading.decision import decision_values
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the decision prints; its date line is that of the revocation."""
    values = decision_values(dossier)
    return values | {"place_date": f"{values['office']['place']}, {values['revoked']['day']}"}


FORM = DecisionForm(
    id="quyet-dinh-thu-hoi",
    code="Quyết định",
    title="Quyết định thu hồi kết quả công nhận",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 20; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 36, Điều 39 các Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="quyet-dinh-thu-hoi-{school}-{decision}",
    needs=("decision",),
    about="decision",
    sealed=False,
    proposed=True,
)
