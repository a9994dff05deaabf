"""The report on carrying out the improvement plan, for the managing body (P10, T13)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import IMPROVEMENT, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading import improvement as plan
from minhdinh.documents.reading.people import signers
from minhdinh.documents.reading.values import UNDATED, bare_unit, lower_first
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

_COLUMNS = ("number", "content", "indicator", "when", "state", "achieved", "proof")
_UNFINISHED = {"not_started", "doing", "blocked", "not_done"}


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the report prints; number and day are left to be filled in when it is signed."""
    raw = plan.plan_of(dossier).get("actions") or ()
    listed = plan.actions(dossier)
    held = [one for one in plan.monitorings(dossier) if one["held"]]
    place = bare_unit(dossier["school"].get("commune")) or bare_unit(dossier["school"].get("province"))
    return {
        "plan": plan.plan_head(dossier),
        "number": plan.NO_NUMBER["report"],
        "place_date": f"{place}, {UNDATED}" if place else UNDATED,
        "counts": plan.counts(dossier),
        "publications": plan.publications(dossier),
        "actions": [{name: one[name] for name in _COLUMNS} for one in listed],
        "no_actions": "" if listed else MISSING,
        "monitorings": held,
        "unfinished": [
            _unfinished(one)
            for one, source in zip(listed, raw, strict=True)
            if source["state"] in _UNFINISHED
        ],
        "left_open": plan.left_open(dossier),
        "adjustments": [one for one in held if one["adjustment"]],
        "signers": signers(dossier),
    }


def _unfinished(action: dict[str, str]) -> str:
    """Return one unfinished action in a line: what, how it stands, why."""
    state = action["state"] or "Chưa bắt đầu"
    why = f". Lý do: {action['reason']}" if action["reason"] else ""
    return f"{action['content'].rstrip('.;')} – {lower_first(state)}{why.rstrip('.')}"


FORM = Form(
    id="bao-cao-cai-tien",
    code="Báo cáo cải tiến",
    title="Báo cáo kết quả thực hiện kế hoạch cải tiến chất lượng giáo dục",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Biểu 2, mục VI và VIII; Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="bao-cao-cai-tien-{school}-{year}",
    needs=("improvement",),
    sealed=False,
    about=IMPROVEMENT,
)
