"""What a member writes of the whole self-assessment before the visit (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, member_asked, member_line
from minhdinh.documents.reading.case_results import member_texts
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the preliminary report prints; what is not written leaves lines to write on."""
    member = member_asked(dossier) or {}
    paper = member.get("preliminary") or {}
    return common(dossier) | {
        "member": member_line(case_of(dossier), member) | ({} if member else {"name": MISSING}),
        "texts": member_texts(paper.get("texts") or {}),
    }


FORM = Form(
    id="bao-cao-so-bo",
    code="Báo cáo sơ bộ",
    title="Báo cáo sơ bộ của thành viên đoàn đánh giá ngoài",
    legal_basis="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="bao-cao-so-bo-{school}-{year}",
    needs=("case",),
    sets=("tt17-2018-", "tt18-2018-", "tt19-2018-"),
    about=CASE,
    sealed=False,
    proposed=True,
)
