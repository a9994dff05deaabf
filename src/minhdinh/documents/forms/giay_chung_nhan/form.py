"""The certificate of a recognition, with the QR of its public page (words and look are proposed, to be replaced)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.decision_form import DecisionForm
from minhdinh.documents.form import Dossier
from minhdinh.documents.options import Options
from minhdinh.documents.reading.decision import decision_values
from minhdinh.documents.reading.values import shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the certificate prints: one recognition, the signing day of the certificate."""
    values = decision_values(dossier)
    known = dossier["decision"]
    return values | {
        "paper": shown(known.get("paper")),
        "certified": shown(known.get("certified")),
        "place_date": f"{values['office']['place']}, {values['certificate_day']}",
    }


FORM = DecisionForm(
    id="giay-chung-nhan",
    code="Bằng, giấy chứng nhận",
    title="Bằng, giấy chứng nhận",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17, Điều 19",
    basis_2018="Điều 35, Điều 38 các Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="giay-chung-nhan-{school}-{decision}",
    needs=("decision",),
    about="decision",
    sealed=False,
    proposed=True,
)
