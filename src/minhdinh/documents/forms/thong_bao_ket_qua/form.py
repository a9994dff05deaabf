"""The notice of the result of an appraisal (Mẫu số 4 of TT57); its content is proposed."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import common, step_of
from minhdinh.documents.reading.case_results import compared, counts, differences, part, result_worth
from minhdinh.documents.reading.values import long_day
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the notice prints, out of the report as it was kept."""
    shared = common(dossier)
    noticed = step_of(dossier, "notify") or {}
    return shared | {
        "place_date": f"{shared['office']['place']}, {long_day(noticed.get('taken_at'))}",
        "result": result_worth(dossier),
        "compared": compared(dossier),
        "counts": counts(dossier),
        "differences": differences(dossier),
        "advice": part(dossier, "to_school"),
        "proposal": part(dossier, "proposal"),
    }


FORM = Form(
    id="thong-bao-ket-qua-tham-dinh",
    code="Mẫu số 4",
    title="Thông báo kết quả thẩm định",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Mẫu số 4 (nội dung mẫu chưa tra được)",
    folder=Path(__file__).parent,
    context=context,
    file_name="thong-bao-ket-qua-tham-dinh-{school}-{year}",
    needs=("case",),
    sets=("tt57-2026-",),
    about=CASE,
    sealed=False,
    proposed=True,
)
