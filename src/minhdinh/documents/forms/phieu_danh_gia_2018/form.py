"""Phiếu đánh giá tiêu chí of 2018 (Phụ lục 5a; 5b for Mức 4): state, strengths, weaknesses, plan, self-rating."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minhdinh.common.problems import NotHere
from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading import earlier
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.people import in_charge
from minhdinh.documents.reading.standards import Data, sheets, standards, tracks
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

BY_HAND = "………………………………………………………………………………………………"


def context(dossier: Dossier, options: Options, writer: Writer) -> Context:
    """Return the sheets of all criteria, or of the one chosen; raises NotHere for a criterion not in the set."""
    found = list(_sheets(dossier, options.criterion, writer))
    if not found:
        raise NotHere(f"Bộ tiêu chuẩn này không có tiêu chí {options.criterion}.")
    finals = (
        []
        if options.criterion
        else [one for track in tracks(dossier) for one in _finals(dossier, track, writer)]
    )
    return {"sheets": found, "finals": finals, "by_hand": BY_HAND}


def _sheets(dossier: Dossier, wanted: str, writer: Writer) -> Iterator[Data]:
    several = len(tracks(dossier)) > 1
    for track in tracks(dossier):
        known = sheets(track)
        for standard in standards(dossier):
            for criterion in standard["criteria"]:
                code = str(criterion["code"])
                if wanted in {"", code}:
                    head = {
                        "track": str(track["label"]) if several else "",
                        "standard": f"{standard['code']}. {standard['title']}",
                        "who": in_charge(dossier, code, str(track["education_level"])) or MISSING,
                    }
                    yield head | criterion_block(criterion, known.get(code, {}), writer)


def criterion_block(criterion: Data, sheet: Data, writer: Writer) -> Data:
    """Return what the sheet and the report print of one criterion."""
    return {
        "title": f"{criterion['code']}. {criterion['title']}",
        "wording": earlier.wording(criterion),
        "situation": earlier.situation(criterion, sheet, writer),
        "rows": earlier.verdict_rows(criterion, sheet),
        "outcome": earlier.outcome(sheet.get("level")),
        **earlier.rich_parts(sheet, writer),
    }


def _finals(dossier: Dossier, track: Data, writer: Writer) -> list[Data]:
    return earlier.final_items(dossier, track, writer)


FORM = Form(
    id="phieu-danh-gia-tieu-chi",
    code="Phụ lục 5",
    title="Phiếu đánh giá tiêu chí",
    legal_basis="Công văn 5932/BGDĐT-QLCL và 5942/BGDĐT-QLCL ngày 28/12/2018, Phụ lục 5a, 5b",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-danh-gia-tieu-chi{criterion}-{school}-{year}",
    needs=("standard_set", "tracks", "council"),
    sets=SETS_2018,
    sealed=False,
    by_criterion=True,
)
