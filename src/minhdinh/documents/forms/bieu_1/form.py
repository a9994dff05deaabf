"""Biểu 1 (Mẫu số 1): the self-assessment report of TT57/2026, Phụ lục V."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.forms.danh_muc_minh_chung.form import catalogue_rows
from minhdinh.documents.options import Options
from minhdinh.documents.reading.data_tables import data_tables
from minhdinh.documents.reading.people import members, signers
from minhdinh.documents.reading.sites import site_annex
from minhdinh.documents.reading.standards import (
    Data,
    criterion_block,
    official_texts_known,
    sheets,
    standards,
    track_levels,
    tracks,
)
from minhdinh.documents.reading.synthesis import count_rows, criterion_row, mark_rows, mark_totals
from minhdinh.documents.reading.values import optional, place_line, short_day, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.richtext import is_empty

_REMARKS = ("strengths", "limits", "trend", "priorities")
_PROPOSALS = (("a", "Đối với Sở Giáo dục và Đào tạo"), ("b", "Đối với Ủy ban nhân dân cấp xã"))


def context(dossier: Dossier, options: Options, writer: Writer) -> Context:
    """Return everything Biểu 1 prints."""
    approval = dossier.get("approval") or {}
    return {
        "place_date": place_line(dossier["school"], approval.get("approved_at")),
        "abbreviations": [
            {"short": str(one["short"]), "long": str(one["long"])}
            for one in dossier.get("abbreviations") or ()
        ],
        "members": members(dossier),
        "signatures": options.signatures,
        "overview": _overview(dossier, writer),
        "official_texts": official_texts_known(dossier),
        "parts": list(_parts(dossier, writer)),
        "conclusion": _conclusion(dossier, writer),
        "data_tables": data_tables(dossier, writer) + site_annex(dossier),
        "papers": _papers(dossier),
        "catalogue": catalogue_rows(dossier, options, writer),
        "others": writer.rich(_report(dossier, "IV.4"), instead="Không có."),
        "signers": signers(dossier),
    }


def _report(dossier: Dossier, key: str) -> Any:
    return (dossier.get("report") or {}).get(key)


def _overview(dossier: Dossier, writer: Writer) -> Data:
    """Return the texts of Part I; its purpose, scope and time are printed from the form unless written anew."""
    written = {name: writer.rich(_report(dossier, key)) for name, key in _WRITTEN.items()}
    printed = {
        name: "" if is_empty(_report(dossier, key)) else writer.rich(_report(dossier, key))
        for name, key in _PRINTED.items()
    }
    return written | printed


_WRITTEN = {
    "locality": "I.2.a", "advantages": "I.2.b", "difficulties": "I.2.c", "learners": "I.2.d",
    "planning": "I.4.a", "doing": "I.4.b", "checking": "I.4.c", "confirming": "I.4.d",
}  # fmt: skip
_PRINTED = {"purpose": "I.3.a", "scope": "I.3.b", "timing": "I.3.c"}


def _parts(dossier: Dossier, writer: Writer) -> Iterator[Data]:
    """Yield Part II: once for a school of one cấp học; else once a cấp học, then the remarks on all of them."""
    all_tracks = tracks(dossier)
    single = len(all_tracks) <= 1
    for track in all_tracks:
        suffix = "" if single else f" – CẤP HỌC: {str(track['label']).upper()}"
        yield {
            "heading": f"Phần II. TỰ ĐÁNH GIÁ{suffix}",
            "standards": [
                _standard(dossier, one, track, writer, remarks=single) for one in standards(dossier)
            ],
        }
    if not single:
        yield {
            "heading": "Phần II. TỰ ĐÁNH GIÁ – ĐÁNH GIÁ CHUNG CÁC TIÊU CHUẨN",
            "standards": [_standard(dossier, one, None, writer, remarks=True) for one in standards(dossier)],
        }


def _standard(dossier: Dossier, standard: Data, track: Data | None, writer: Writer, *, remarks: bool) -> Data:
    known = sheets(track) if track else {}
    criteria = standard["criteria"] if track else []
    return {
        "heading": f"Tiêu chuẩn {standard['code']}. {standard['title']}",
        "code": str(standard["code"]),
        "criteria": [criterion_block(one, known.get(str(one["code"]), {}), writer) for one in criteria],
        "remarks": _remarks(dossier, str(standard["code"]), writer) if remarks else "",
        "results": [criterion_row(one, known) for one in criteria],
    }


def _remarks(dossier: Dossier, code: str, writer: Writer) -> Data:
    written = (dossier.get("remarks") or {}).get(code) or {}
    return {name: writer.rich(written.get(name)) for name in _REMARKS}


def _conclusion(dossier: Dossier, writer: Writer) -> Data:
    result = dossier.get("result") or {}
    all_tracks = tracks(dossier)
    return {
        "overview": writer.rich(_report(dossier, "III.1")),
        "tables": [
            {
                "label": str(track["label"]) if len(all_tracks) > 1 else "",
                "rows": mark_rows(dossier, track),
                "totals": mark_totals(dossier, track),
                "counts": count_rows(dossier, track),
            }
            for track in all_tracks
        ],
        "level": shown(result.get("label")) if result.get("complete", True) else MISSING,
        "reasons": [str(one) for one in result.get("reasons") or ()],
        "track_levels": track_levels(dossier),
        "proposals": list(_proposals(dossier, writer)),
    }


def _proposals(dossier: Dossier, writer: Writer) -> Iterator[Data]:
    """Yield the proposals; the heading c is left out when nothing is proposed to others."""
    for letter, title in _PROPOSALS:
        body = _report(dossier, f"III.4.{letter}")
        yield {
            "letter": letter,
            "title": title,
            "text": writer.rich(body),
        }
    others = _report(dossier, "III.4.c")
    if not is_empty(others):
        yield {"letter": "c", "title": "Đối với tổ chức, cá nhân khác", "text": writer.rich(others)}


def _papers(dossier: Dossier) -> list[str]:
    council, plan = dossier.get("council") or {}, dossier.get("plan") or {}
    papers = [
        f"Quyết định {_numbered(council, 'decision_number', 'decision_date')} về việc thành lập Hội đồng tự đánh giá.",
        f"Kế hoạch tự đánh giá {_numbered(plan, 'number', 'date')}.",
    ]
    meeting = dossier.get("meeting")
    if meeting:
        number = optional(meeting.get("minutes_number"))
        papers.append(
            f"Biên bản họp Hội đồng tự đánh giá{f' số {number}' if number else ''} ngày {short_day(meeting.get('held_on'))}."
        )
    return [*papers, "Các bảng tổng hợp, thống kê: xem Phần III mục 2 và mục 1 của Phần này."]


def _numbered(paper: Data, number: str, date: str) -> str:
    return f"số {shown(paper.get(number))} ngày {short_day(paper.get(date))}"


FORM = Form(
    id="bieu-1",
    code="Biểu 1",
    title="Báo cáo tự đánh giá",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Biểu 1",
    folder=Path(__file__).parent,
    context=context,
    file_name="bieu-1-bao-cao-tu-danh-gia-{school}-{year}-{revision}",
    needs=("council", "report", "tracks", "remarks", "result", "data", "evidence"),
    sets=("tt57-2026-",),
)
