"""Kế hoạch tự đánh giá of 2018 (Phụ lục 1): the nine sections and the seven steps of the regulation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import SETS_2018, guidance
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
_WHOLE = "Chung"
_GROUP = ("number", "name", "lead", "members")


def context(dossier: Dossier, _options: Options, writer: Writer) -> Context:
    """Return everything the plan prints; sections nobody wrote are left as dotted lines to be filled by hand."""
    plan, council = dossier.get("plan") or {}, dossier.get("council") or {}
    written = plan.get("steps") or ()
    steps = [
        _step(number, one) | {"weeks": _weeks(one, written)} for number, one in enumerate(written, start=1)
    ]
    listed = members(dossier)
    return {
        "number": optional(plan.get("number")) or "……/KH-……",
        "place_date": place_line(dossier["school"], plan.get("date")),
        "decision": f"số {shown(council.get('decision_number'))} {long_day(council.get('decision_date'))}",
        **{name: _text(plan.get(name), writer) for name in ("purpose", "scope", "tools", "resources")},
        "guidance": guidance(dossier),
        "members": listed,
        "groups": [{name: one[name] for name in _GROUP} for one in groups(dossier)],
        "duties": _duties(dossier),
        "training": _training(plan, steps),
        "means": _means(dossier, plan),
        "words_of_means": not plan.get("means") or bool(optional(plan.get("resources"))),
        "experts": optional(plan.get("experts")) or _BY_HAND,
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


def _weeks(step: Data, steps: Sequence[Data]) -> str:
    """Return the weeks of a step, counted from the one in which the first step begins; nothing without both days."""
    if not (step.get("from") and step.get("to")):
        return ""
    first = min(_monday(one["from"]) for one in steps if one.get("from"))
    begin, end = ((_monday(step[name]) - first).days // 7 + 1 for name in ("from", "to"))
    return str(begin) if begin == end else f"{begin} – {end}"


def _monday(day: str) -> dt.date:
    found = dt.date.fromisoformat(day)
    return found - dt.timedelta(days=found.weekday())


def _training(plan: Data, steps: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the trainings that were written, else those among the steps."""
    written = [
        {"when": one["when"] or MISSING, "who": one["who"] or MISSING, "content": one["content"]}
        for one in plan.get("training") or ()
    ]
    found = written or [
        {"when": one["when"], "who": one["owner"], "content": one["content"]}
        for one in steps
        if _TRAINING in one["content"].lower()
    ]
    return [
        one | {"owner": one["who"]} for one in found
    ]  # templates of offices from before the table name it so


def _means(dossier: Dossier, plan: Data) -> list[dict[str, str]]:
    """Return the means with standard and criterion apart; a row of a whole standard, or of the school, names less."""
    standard_of = {
        str(code): str(standard["code"])
        for standard in standards(dossier)
        for code in (standard["code"], *(one["code"] for one in standard["criteria"]))
    }
    return [
        {
            "standard": standard_of.get(one["criterion"], _WHOLE),
            "criterion": one["criterion"] if standard_of.get(one["criterion"]) != one["criterion"] else "",
            "resource": shown(one["resource"]),
            "when": optional(one["when"]),
            "note": optional(one["note"]),
        }
        for one in plan.get("means") or ()
    ]


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
            "where": optional(item.get("issuer")),
            "who": _collectors(dossier, item),
        }
        for number, item in enumerate(catalogue(dossier), start=1)
    ]


def _collectors(dossier: Dossier, item: Data) -> str:
    """Return who is in charge of the criteria that the evidence serves, each once."""
    found = (in_charge(dossier, str(code)) for code in item.get("criteria") or ())
    return "; ".join(dict.fromkeys(part for text in found for part in text.split("; ") if part))


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
