"""The self-assessment plan: purpose, scope, people, the steps of TT57 and the school's own calendar."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.earlier import SETS_2018
from minhdinh.documents.reading.people import groups, members, signers
from minhdinh.documents.reading.values import long_day, optional, place_line, short_day, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer
from minhdinh.lib.richtext import from_text


def context(dossier: Dossier, _options: Options, writer: Writer) -> Context:
    """Return everything the plan prints."""
    plan, council = dossier.get("plan") or {}, dossier.get("council") or {}
    steps = plan.get("steps") or ()
    return {
        "number": optional(plan.get("number")) or "……/KH-……",
        "place_date": place_line(dossier["school"], plan.get("date")),
        "decision": f"số {shown(council.get('decision_number'))} {long_day(council.get('decision_date'))}",
        **{name: _text(plan.get(name), writer) for name in ("purpose", "scope", "tools", "resources")},
        "members": members(dossier),
        "groups": groups(dossier),
        "steps": [_step(number, step) for number, step in enumerate(steps, start=1)],
        "no_steps": "" if steps else MISSING,
        "signers": signers(dossier),
    }


def _text(value: Any, writer: Writer) -> Markup:
    """Return a text of the plan, whether it is plain or rich."""
    return writer.rich(value if isinstance(value, Mapping) else from_text(optional(value)))


def _step(number: int, step: dict[str, Any]) -> dict[str, str]:
    starts, ends = step.get("from"), step.get("to")
    when = f"Từ {short_day(starts)} đến {short_day(ends)}" if starts and ends else short_day(starts or ends)
    return {
        "number": str(number),
        "content": shown(step.get("content")),
        "when": when,
        "owner": shown(step.get("owner")),
        "note": optional(step.get("note")),
    }


FORM = Form(
    id="ke-hoach-tu-danh-gia",
    code="Kế hoạch",
    title="Kế hoạch tự đánh giá",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 9, Điều 10; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="ke-hoach-tu-danh-gia-{school}-{year}",
    other_sets=SETS_2018,
    needs=("plan", "council"),
    sealed=False,
)
