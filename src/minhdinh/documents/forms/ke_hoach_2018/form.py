"""Kế hoạch tự đánh giá of 2018 (Phụ lục 1): the nine sections and the seven steps of the regulation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.evidence import catalogue
from minhdinh.documents.reading.improvement import span
from minhdinh.documents.reading.people import groups, in_charge, members, signers
from minhdinh.documents.reading.standards import Data, standards
from minhdinh.documents.reading.values import long_day, optional, place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.richtext import from_text

_BY_HAND = "…………………………………………………………"
_TRAINING = "tập huấn"
_GROUP = ("number", "name", "lead", "members")


def context(dossier: Dossier, _options: Options, writer: Writer) -> Context:
    """Return everything the plan prints; sections nobody wrote are left as dotted lines to be filled by hand."""
    plan, council = dossier.get("plan") or {}, dossier.get("council") or {}
    steps = [_step(number, one) for number, one in enumerate(plan.get("steps") or (), start=1)]
    listed = members(dossier)
    return {
        "number": optional(plan.get("number")) or "……/KH-……",
        "place_date": place_line(dossier["school"], plan.get("date")),
        "decision": f"số {shown(council.get('decision_number'))} {long_day(council.get('decision_date'))}",
        **{name: _text(plan.get(name), writer) for name in ("purpose", "scope", "tools", "resources")},
        "members": listed,
        "groups": [{name: one[name] for name in _GROUP} for one in groups(dossier)],
        "duties": _duties(dossier),
        "training": [one for one in steps if _TRAINING in one["content"].lower()],
        "by_hand": _BY_HAND,
        "evidence": _expected(dossier),
        "steps": steps,
        "no_steps": "" if steps else MISSING,
        "no_members": "" if listed else MISSING,
        "signers": signers(dossier),
    }


def _text(value: Any, writer: Writer) -> Markup:
    return writer.rich(value if isinstance(value, Mapping) else from_text(optional(value)))


def _step(number: int, step: Data) -> dict[str, str]:
    return {
        "number": str(number),
        "content": shown(step.get("content")),
        "when": span(step.get("from"), step.get("to")) or MISSING,
        "owner": shown(step.get("owner")),
    }


def _duties(dossier: Dossier) -> list[Data]:
    return [
        {
            "criterion": f"{criterion['code']}. {criterion['title']}",
            "who": in_charge(dossier, str(criterion["code"])) or MISSING,
        }
        for standard in standards(dossier)
        for criterion in standard["criteria"]
    ]


def _expected(dossier: Dossier) -> list[Data]:
    """Return the evidence that is known when the plan is printed, by code."""
    return [
        {
            "number": str(number),
            "criteria": ", ".join(str(code) for code in item.get("criteria") or ()),
            "name": shown(item.get("name")),
            "code": str(item["code"]),
        }
        for number, item in enumerate(catalogue(dossier), start=1)
    ]


FORM = Form(
    id="ke-hoach-tu-danh-gia-2018",
    code="Phụ lục 1",
    title="Kế hoạch tự đánh giá (mẫu năm 2018)",
    legal_basis="Công văn 5932/BGDĐT-QLCL và 5942/BGDĐT-QLCL ngày 28/12/2018, Phụ lục 1",
    folder=Path(__file__).parent,
    context=context,
    file_name="ke-hoach-tu-danh-gia-{school}-{year}",
    needs=("plan", "council", "standard_set"),
    sets=SETS_2018,
    sealed=False,
)
