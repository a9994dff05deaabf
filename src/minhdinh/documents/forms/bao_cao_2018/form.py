"""The self-assessment report of 2018 (Phụ lục 6): data of five years, preamble, criteria with plans, conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.forms.danh_muc_2018.form import rows as catalogue_rows
from minhdinh.documents.forms.phieu_danh_gia_2018.form import criterion_block
from minhdinh.documents.options import Options
from minhdinh.documents.reading import earlier
from minhdinh.documents.reading.data_tables import data_tables
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.people import members, signers
from minhdinh.documents.reading.standards import Data, sheets, standards, tracks
from minhdinh.documents.reading.values import place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import BODY, MISSING, Writer

_SITUATION = ("I.2.a", "I.2.b", "I.2.c", "I.2.d")
_COURSE = ("I.4.a", "I.4.b", "I.4.c", "I.4.d")


def context(dossier: Dossier, options: Options, writer: Writer) -> Context:
    """Return everything the report prints."""
    approval = dossier.get("approval") or {}
    return {
        "place_date": place_line(dossier["school"], approval.get("approved_at")),
        "abbreviations": [
            {"short": str(one["short"]), "long": str(one["long"])}
            for one in dossier.get("abbreviations") or ()
        ],
        "members": members(dossier),
        "signatures": options.signatures,
        "syntheses": [_synthesis(dossier, track) for track in tracks(dossier)],
        "level": _level(dossier),
        "proposal": earlier.proposals(dossier),
        "data_tables": data_tables(dossier, writer),
        "preamble": {
            "situation": _together(dossier, _SITUATION, writer),
            "course": _together(dossier, _COURSE, writer),
        },
        "parts": list(_parts(dossier, writer)),
        "conclusion": _together(dossier, ("III.1",), writer),
        "catalogue": catalogue_rows(dossier, options, writer),
        "signers": signers(dossier),
    }


def _level(dossier: Dossier) -> str:
    result = dossier.get("result") or {}
    return shown(result.get("label")) if result.get("complete", True) else MISSING


def _together(dossier: Dossier, keys: tuple[str, ...], writer: Writer) -> Markup:
    """Return several texts of the report one after the other."""
    report = dossier.get("report") or {}
    return writer.together([report.get(key) for key in keys], BODY)


def _synthesis(dossier: Dossier, track: Data) -> Data:
    criteria = [one for standard in standards(dossier) for one in standard["criteria"]]
    return {
        "label": _label(dossier, track),
        "rows": earlier.mark_rows(dossier, track),
        "counts": earlier.level_counts(criteria, track),
        "finals": earlier.final_items(dossier, track),
        "level": shown((track.get("result") or {}).get("label")),
    }


def _label(dossier: Dossier, track: Data) -> str:
    return str(track["label"]) if len(tracks(dossier)) > 1 else ""


def _parts(dossier: Dossier, writer: Writer) -> Iterator[Data]:
    """Yield Part II.B: once for a school of one result, else once a cấp học."""
    for track in tracks(dossier):
        label = _label(dossier, track)
        yield {
            "heading": f"B. TỰ ĐÁNH GIÁ{f' – CẤP HỌC: {label.upper()}' if label else ''}",
            "standards": [_standard(dossier, one, track, writer) for one in standards(dossier)],
            "finals": earlier.final_items(dossier, track, writer),
            "final_count": earlier.final_count(dossier, track),
        }


def _standard(dossier: Dossier, standard: Data, track: Data, writer: Writer) -> Data:
    known = sheets(track)
    written = (dossier.get("remarks") or {}).get(str(standard["code"])) or {}
    criteria = standard["criteria"]
    return {
        "heading": f"Tiêu chuẩn {standard['code']}: {standard['title']}",
        "code": str(standard["code"]),
        "opening": writer.rich(written.get("opening")),
        "criteria": [criterion_block(one, known.get(str(one["code"]), {}), writer) for one in criteria],
        "strengths": writer.rich(written.get("strengths")),
        "limits": writer.rich(written.get("limits")),
        "counts": earlier.level_counts(criteria, track),
    }


FORM = Form(
    id="bao-cao-tu-danh-gia-2018",
    code="Phụ lục 6",
    title="Báo cáo tự đánh giá (mẫu năm 2018)",
    legal_basis="Công văn 5932/BGDĐT-QLCL và 5942/BGDĐT-QLCL ngày 28/12/2018, Phụ lục 6",
    folder=Path(__file__).parent,
    context=context,
    file_name="bao-cao-tu-danh-gia-{school}-{year}-{revision}",
    needs=("council", "report", "tracks", "remarks", "result", "data", "evidence"),
    sets=SETS_2018,
)
