"""The improvement plan in the form of the years before TT57: grounds, purpose, results, strengths, limits, table."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import IMPROVEMENT, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading import improvement as plan
from minhdinh.documents.reading.people import signers
from minhdinh.documents.reading.values import count, optional, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

_TEXTS = ("purpose", "achieved", "strengths", "limits", "direction", "organising")


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the plan prints: its texts, the self-assessment's figures, the three-column table."""
    known = plan.plan_of(dossier)
    listed = plan.actions(dossier)
    standards = (dossier.get("standard_set") or {}).get("standards") or ()
    return {
        "plan": plan.plan_head(dossier),
        "grounds": [line.rstrip(".;") for line in plan.lines(known, "grounds")],
        **{name: plan.lines(known, name) for name in _TEXTS},
        "standard_count": count(len(standards)),
        "criterion_count": count(sum(len(one["criteria"]) for one in standards)),
        "level_lines": plan.level_lines(dossier),
        "level": shown((dossier.get("result") or {}).get("label")),
        "rows": [_row(one) for one in listed],
        "no_rows": "" if listed else MISSING,
        "signers": signers(dossier),
    }


def _row(action: dict[str, str]) -> dict[str, str]:
    """Return one line of the table: what is done, then in brackets where it belongs, who does it, who pays."""
    facts = (
        f"tiêu chí {action['criterion']}" if action["criterion"] else "",
        f"phụ trách: {action['lead']}" if action["lead"] else "",
        f"kinh phí: {action['source']}" if action["source"] else "",
    )
    told = "; ".join(fact for fact in facts if fact)
    activity = optional(action["activity"])
    body = action["content"] if activity in {"", MISSING} else f"{action['content']}\n{activity}"
    return {
        "number": action["number"],
        "content": f"{body}\n({told[:1].upper()}{told[1:]})" if told else body,
        "when": action["when"],
    }


FORM = Form(
    id="ke-hoach-cai-tien",
    code="Kế hoạch cải tiến",
    title="Kế hoạch thực hiện cải tiến chất lượng giáo dục (mẫu ba cột)",
    legal_basis="Mẫu các trường dùng theo các Thông tư 17, 18, 19/2018/TT-BGDĐT; bố cục theo Nghị định 30/2020/NĐ-CP",
    folder=Path(__file__).parent,
    context=context,
    file_name="ke-hoach-cai-tien-{school}-{year}",
    needs=("improvement", "result"),
    sealed=False,
    about=IMPROVEMENT,
)
