"""Phiếu giao việc: one sheet for each member of the council, and of its groups, with what was given to the member, by when, with whom (T3, S14)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from minhdinh.documents.form import Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.improvement import span
from minhdinh.documents.reading.people import signers, track_labels
from minhdinh.documents.reading.standards import standards
from minhdinh.documents.reading.values import count, long_day, optional, place_line, shown
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer

Data = dict[str, Any]


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return a sheet for each member of the council, then for each who works in a group without a seat."""
    council, plan = dossier.get("council") or {}, dossier.get("plan") or {}
    steps = [_step(one) for one in plan.get("steps") or ()]
    criteria = {
        str(one["code"]): {"code": str(one["code"]), "title": optional(one["title"]), "must": _mark(one)}
        for standard in standards(dossier)
        for one in standard["criteria"]
    }
    groups = {str(one["name"]): one for one in council.get("groups") or ()}
    labels = track_labels(dossier)
    people = [*(council.get("members") or ()), *(council.get("helpers") or ())]
    seats = len(council.get("members") or ())
    return {
        "place_date": place_line(dossier["school"], council.get("decision_date")),
        "decision": f"số {shown(council.get('decision_number'))} {long_day(council.get('decision_date'))}",
        "sheets": [
            _sheet(one, criteria, groups, labels) | {"steps": steps, "seat": at < seats}
            for at, one in enumerate(people)
        ],
        "nobody": "" if people else MISSING,
        "signers": signers(dossier),
    }


def _mark(criterion: Data) -> str:
    return "Bắt buộc" if criterion.get("mandatory") else ""


def _step(step: Data) -> Data:
    when = span(step.get("from"), step.get("to")) or MISSING
    return {"content": shown(step.get("content")), "when": when, "owner": optional(step.get("owner"))}


def _sheet(member: Data, criteria: dict[str, Data], groups: dict[str, Data], labels: dict[str, str]) -> Data:
    given = _given(member, labels)
    group = groups.get(optional(member.get("group")), {})
    others = [name for name in group.get("members") or () if name != member.get("name")]
    return {
        "name": shown(member.get("name")),
        "position": shown(member.get("position")),
        "role": shown(member.get("role_label")),
        "group": optional(member.get("group")),
        "lead": optional(group.get("lead")),
        "others": ", ".join(str(name) for name in others),
        "task": optional(member.get("task")),
        "count": count(len(given)),
        "criteria": [
            {"number": str(at), "track": track, **criteria.get(code, {"code": code, "title": "", "must": ""})}
            for at, (track, code) in enumerate(given, start=1)
        ],
    }


def _given(member: Data, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return (cấp học, criterion) of everything a person was given; the cấp học is named only of several."""
    parts = member.get("by_track") or ()
    if len(labels) < 2 or not parts:
        return [("", str(code)) for code in member.get("criteria") or ()]
    order = list(labels)
    found = [
        (order.index(str(one["education_level"])), str(code))
        for one in parts
        if one["education_level"] in labels
        for code in one["criteria"]
    ]
    return [(labels[order[at]], code) for at, code in sorted(found, key=lambda one: one[0])]


FORM = Form(
    id="phieu-giao-viec",
    code="Phiếu giao việc",
    title="Phiếu giao việc cho thành viên Hội đồng tự đánh giá",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 9 khoản 3 điểm b",
    basis_2018="Điều 24 Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-giao-viec-{school}-{year}",
    needs=("council", "plan"),
    sealed=False,
)
