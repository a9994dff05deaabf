"""The report of a team (báo cáo đánh giá ngoài) or of a council; a kept draft prints what it said then."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, worth
from minhdinh.documents.reading.case_results import (
    compared,
    counts,
    items_found,
    objections,
    part,
    result_worth,
    standards_found,
)
from minhdinh.documents.reading.sites import site_annex
from minhdinh.documents.reading.values import long_day
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer

PARTS = ("introduction", "process", "strengths", "weaknesses", "to_school", "to_office", "proposal")


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the report prints: of the draft that is asked for, else of what is written now."""
    case = case_of(dossier)
    shared = common(dossier)
    draft = case.get("asked_draft") or {}
    if draft:
        shared["place_date"] = f"{shared['office']['place']}, {long_day(draft.get('made_at'))}"
    return shared | {
        "heading": "BÁO CÁO KẾT QUẢ THẨM ĐỊNH" if shared["body"]["is_council"] else "BÁO CÁO ĐÁNH GIÁ NGOÀI",
        "state": _state(draft),
        "parts": {key: part(dossier, key) for key in PARTS},
        "declared": worth(dossier, case.get("declared")),
        "result": result_worth(dossier),
        "standards": standards_found(dossier),
        "items": items_found(dossier),
        "compared": compared(dossier),
        "counts": counts(dossier),
        "objections": objections(dossier),
        "site_annex": site_annex(dossier),
        "fingerprint": str(draft.get("sha256") or ""),
    }


def _state(draft: Context) -> str:
    """Return which of its versions this is."""
    if not draft:
        return "Bản đang soạn, chưa gửi nhà trường"
    return "Bản hoàn thiện" if draft.get("final") else f"Dự thảo lần {draft.get('number')}"


FORM = Form(
    id="bao-cao-danh-gia-ngoai",
    code="Báo cáo",
    title="Báo cáo đánh giá ngoài, báo cáo kết quả thẩm định",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17 (nội dung mẫu chưa tra được)",
    basis_2018="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="bao-cao-danh-gia-ngoai-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    proposed=True,
)
