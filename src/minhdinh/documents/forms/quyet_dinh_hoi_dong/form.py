"""The decision that sets up the self-assessment council, with its list (TT57 Điều 9, layout of NĐ 30/2020)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import guidance, is_2018
from minhdinh.documents.reading.people import groups, members, signers
from minhdinh.documents.reading.values import count, long_day, optional, place_line
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

_DEADLINE = " trước ngày 15 tháng 6 của năm học"


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the decision and its list print."""
    council = dossier.get("council") or {}
    listed = members(dossier)
    return {
        "number": optional(council.get("decision_number")) or "……/QĐ-……",
        "date": long_day(council.get("decision_date")),
        "place_date": place_line(dossier["school"], council.get("decision_date")),
        "members": listed,
        "size": count(len(listed)) if listed else MISSING,
        "groups": groups(dossier),
        "guidance": guidance(dossier),
        "deadline": "" if is_2018(dossier) else _DEADLINE,
        "signers": signers(dossier),
    }


FORM = Form(
    id="quyet-dinh-hoi-dong",
    code="Quyết định",
    title="Quyết định thành lập Hội đồng tự đánh giá",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 9; Nghị định 30/2020/NĐ-CP",
    basis_2018="Điều 24 Thông tư 17, 18, 19/2018/TT-BGDĐT; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="quyet-dinh-hoi-dong-tu-danh-gia-{school}-{year}",
    needs=("council",),
    sealed=False,
)
