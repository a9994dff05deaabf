"""An improvement plan for print: issues, actions with their progress, monitorings, counts (TT57 Phụ lục V, Biểu 2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from minhdinh.documents.reading.values import (
    count,
    day,
    long_day,
    lower_first,
    optional,
    place_line,
    short_day,
    shown,
)
from minhdinh.documents.wordml import MISSING
from minhdinh.lib.text import two_digits, vn_date

MOMENTS = (("mid_year", "Cuối học kỳ I"), ("year_end", "Cuối năm học"))
NO_NUMBER = {"plan": "……/KH-……", "report": "……/BC-……"}

Data = dict[str, Any]


def plan_of(dossier: Data) -> Data:
    """Return the plan inside a dossier; empty where there is none yet."""
    return dict(dossier.get("improvement") or {})


def plan_head(dossier: Data) -> Data:
    """Return number, dates, years of the plan as its papers print them."""
    plan = plan_of(dossier)
    return {
        "number": optional(plan.get("number")) or NO_NUMBER["plan"],
        "year": shown(plan.get("year") or dossier.get("year")),
        "source_year": optional(plan.get("source_year")) or optional(dossier.get("year")),
        "long_date": long_day(plan.get("date")),
        "legal_basis": optional(plan.get("legal_basis")),
        "place_date": place_line(dossier["school"], plan.get("date")),
    }


def lines(plan: Data, key: str) -> list[str]:
    """Return a text of the plan line by line, the marker of missing data where nothing is written."""
    written = [line.strip() for line in optional((plan.get("texts") or {}).get(key)).splitlines()]
    return [line for line in written if line] or [MISSING]


def issues(dossier: Data) -> list[Data]:
    """Return the issues taken into the plan, numbered, each with its standard and criterion in words."""
    taken = [one for one in plan_of(dossier).get("issues") or () if one.get("answer_state") != "left_open"]
    titles = _titles(dossier)
    return [
        {
            "number": str(number),
            "standard": _named("Tiêu chuẩn", one.get("standard"), titles),
            "criterion": _tracked(_named("Tiêu chí", one.get("criterion"), titles) + _requirement(one), one),
            "situation": shown(one.get("situation")),
            "limit": shown(one.get("limit")),
            "cause": shown(one.get("cause")),
        }
        for number, one in enumerate(taken, start=1)
    ]


def left_open(dossier: Data) -> list[Data]:
    """Return the findings that the school left open, with its reason."""
    return [
        {"limit": shown(one.get("limit")), "reason": shown(one.get("left_open_reason")).rstrip(".")}
        for one in plan_of(dossier).get("issues") or ()
        if one.get("answer_state") == "left_open"
    ]


def actions(dossier: Data) -> list[Data]:
    """Return the actions, numbered, every column of Biểu 2 as text."""
    found = plan_of(dossier).get("actions") or ()
    return [_action(number, one) for number, one in enumerate(found, start=1)]


def _action(number: int, one: Data) -> Data:
    latest = next(iter(one.get("progress") or ()), None)
    return {
        "number": str(number),
        "content": shown(one.get("content")),
        "objective": shown(one.get("objective")),
        "activity": shown(one.get("activity")),
        "indicator": joined((shown(one.get("indicator")), _target(one))),
        "when": shown(one.get("time_text") or span(one.get("starts_on"), one.get("ends_on"))),
        "owner": joined((shown(one.get("owner")), _labelled("Phối hợp", one.get("partners")))),
        "lead": optional(one.get("owner")),
        "resources": joined(
            (
                shown(one.get("resources") or one.get("resource_source")),
                _labelled("Nguồn", one.get("resource_source")) if one.get("resources") else "",
                _outside(one),
            )
        ),
        "source": optional(one.get("resource_source")),
        "evidence": shown(one.get("planned_evidence")),
        "criterion": _tracked(one["criterion"], one) if one.get("criterion") else "",
        "state": _state(one),
        "achieved": _achieved(latest),
        "proof": _proof(one),
        "reason": optional(one.get("state_reason")),
        "late": bool(one.get("late")),
    }


def joined(parts: Iterable[str]) -> str:
    """Return the parts that say something, one a line."""
    return "\n".join(part for part in parts if part)


def span(starts: Any, ends: Any) -> str:
    """Return two days as people write them, nothing where neither is known."""
    if starts and ends:
        return f"Từ {short_day(starts)} đến {short_day(ends)}"
    if starts:
        return f"Từ {short_day(starts)}"
    return f"Đến {short_day(ends)}" if ends else ""


def _labelled(label: str, value: Any) -> str:
    text = optional(value)
    return f"{label}: {text}" if text else ""


def _target(one: Data) -> str:
    value = optional(one.get("target_value"))
    if not value:
        return ""
    by = f" trước {short_day(one['target_on'])}" if one.get("target_on") else ""
    return f"Cần đạt: {_measured(value, one.get('target_unit'))}{by}"


def _measured(value: Any, unit: Any) -> str:
    name = optional(unit)
    return f"{value}%" if name == "%" else f"{value} {name}".strip()


def _outside(one: Data) -> str:
    state = optional(one.get("outside_state"))
    if state in {"", "none"}:
        return ""
    office = optional(one.get("outside_office")) or "cấp có thẩm quyền"
    return f"Cần phê duyệt: {office} ({lower_first(optional(one.get('outside_state_label')))})"


def _state(one: Data) -> str:
    """Return how the action goes; nothing before it began, so that the column can be filled by hand."""
    if one.get("state") in {None, "", "not_started"} and not one.get("late"):
        return ""
    late = " (chậm)" if one.get("late") else ""
    return f"{optional(one.get('state_label'))}{late}"


def _achieved(latest: Data | None) -> str:
    if latest is None:
        return ""
    unit = latest.get("unit")
    figures = [
        f"{_measured(latest[f'value_{when}'], unit)} ({short_day(latest.get(f'on_{when}'))})"
        for when in ("before", "after")
        if optional(latest.get(f"value_{when}"))
    ]
    moved = " → ".join(figures)
    return joined((optional(latest.get("note")), moved))


def _proof(one: Data) -> str:
    items = [row["evidence"] for row in one.get("progress") or () if row.get("evidence")]
    codes = dict.fromkeys(f"{item['code']} {item['name']}".strip() for item in items)
    return "\n".join(codes)


def monitorings(dossier: Data) -> list[Data]:
    """Return the two monitorings of a year; one that is still to come has empty cells to be filled by hand."""
    known = {one.get("moment"): one for one in plan_of(dossier).get("monitorings") or ()}
    return [_monitoring(label, known.get(moment) or {}) for moment, label in MOMENTS]


def _monitoring(label: str, one: Data) -> Data:
    held = f"\n({short_day(one['day'])})" if day(one.get("day")) else ""
    return {
        "moment": f"{label}{held}",
        "label": label,
        "held": bool(one),
        **{name: optional(one.get(name)) for name in ("followed", "result", "adjustment", "assessor")},
    }


def counts(dossier: Data) -> Data:
    """Return the counts of the plan with two digits; nought for what is not counted."""
    known = plan_of(dossier).get("counts") or {}
    return {name: count(known.get(name, 0)) for name in COUNTED}


COUNTED = (
    "issues", "left_open", "actions", "done", "doing", "not_started", "blocked", "not_done", "late", "monitorings",
)  # fmt: skip


def publications(dossier: Data) -> list[str]:
    """Return where and when the plan was made public, a line each."""
    found = plan_of(dossier).get("publications") or ()
    return [f"{optional(one.get('place'))}, {vn_date(day(one.get('day'))) or MISSING}" for one in found]


def level_lines(dossier: Data) -> list[str]:
    """Return the self-assessment's counts, level by level: "Số tiêu chí đạt Mức 3: 13/19, tỷ lệ 68,42%".

    Of several cấp học each has its own counts, with its name in front.
    """
    tracks = dossier.get("tracks") or ()
    if len(tracks) < 2:
        return _counted(dossier, dossier.get("result") or {})
    return [
        f"{one['label']}: {lower_first(line)}"
        for one in tracks
        for line in _counted(dossier, one.get("result") or {})
    ]


def _counted(dossier: Data, result: Data) -> list[str]:
    names = (dossier.get("standard_set") or {}).get("level_names") or {}
    found = []
    for words, key in (("đạt", "counts"), ("chưa đạt", "failed")):
        for level, one in sorted((result.get(key) or {}).items()):
            if key == "failed" and not one["passed"]:
                continue
            name = names.get(level) or f"Mức {level}"
            shares = f"{two_digits(one['passed'])}/{two_digits(one['total'])}"
            found.append(f"Số tiêu chí {words} {name}: {shares}, tỷ lệ {one['percent']}%")
    return found


def _titles(dossier: Data) -> dict[str, str]:
    titles: dict[str, str] = {}
    for standard in (dossier.get("standard_set") or {}).get("standards") or ():
        titles[str(standard["code"])] = str(standard["title"])
        titles |= {str(one["code"]): str(one["title"]) for one in standard["criteria"]}
    return titles


def _named(kind: str, code: Any, titles: dict[str, str]) -> str:
    text = optional(code)
    if not text:
        return ""
    title = titles.get(text)
    return f"{kind} {text}. {title}" if title else f"{kind} {text}"


def _tracked(words: str, one: Data) -> str:
    """Return words with the cấp học of an issue or action, alone where nothing else is known; most have none."""
    label = optional(one.get("track_label"))
    return f"{words} ({label})" if words and label else words or label


def _requirement(one: Data) -> str:
    text = optional(one.get("requirement"))
    return f" (yêu cầu {text})" if text else ""
