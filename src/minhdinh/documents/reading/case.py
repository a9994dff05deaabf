"""A registration, its offices and its team or council as the papers of an examination print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from minhdinh.documents.office.names import signature_as
from minhdinh.documents.reading.school import two_lines
from minhdinh.documents.reading.standards import standards
from minhdinh.documents.reading.values import UNDATED, count, day, long_day, optional, short_day, shown
from minhdinh.documents.wordml import MISSING

Data = dict[str, Any]

DOTS = "…………………………"
NO_NUMBER = "……"
UNMET = "Không đạt"
_NOBODY: Data = {"name": "", "kind": ""}


def case_of(dossier: Data) -> Data:
    """Return the registration of a dossier, an empty one where it has none."""
    return dossier.get("case") or {}


def common(dossier: Data) -> Data:
    """Return what every paper of a registration may use: the office that writes, the body, the case.

    What is not known prints as dots here: a paper that needs it puts the marker of missing data itself.
    """
    case = case_of(dossier)
    writes = office(case.get("department"))
    return {
        "office": writes,
        "intake": optional((case.get("intake") or {}).get("name")),
        "body": body(case),
        "member_rows": members(case),
        "case": basics(dossier),
        "year": dossier.get("year") or "",
        "place_date": f"{writes['place']}, {UNDATED}",
    }


def office(known: Data | None) -> Data:
    """Return an office's letterhead and how it signs."""
    found = known or _NOBODY
    name = optional(found.get("name")) or DOTS
    signs = signature_as(str(found.get("kind") or ""), name)
    return {
        "name": name,
        "above": two_lines(signs.above),
        "head": two_lines(signs.name),
        "place": signs.place,
        "signs": "\n".join(signs.titles),
        "chief": signs.titles[-1],
    }


def body(case: Data) -> Data:
    """Return the team or council: names, decision, size, leader and secretary."""
    known = case.get("body") or {}
    rows = members(case)
    named = {one["role_key"]: one["name"] for one in reversed(rows)}
    return {
        "title": optional(known.get("title")) or "Đoàn đánh giá ngoài, hội đồng thẩm định",
        "leader_title": optional(known.get("leader_title")) or "Trưởng đoàn, Chủ tịch hội đồng",
        "number": optional(known.get("decision_number")) or NO_NUMBER,
        "day": optional(known.get("decision_date")),
        "date": long_day(known.get("decision_date")),
        "issuer": optional(known.get("issuer")) or optional((case.get("department") or {}).get("name")),
        "signer": optional(known.get("signer")),
        "starts_on": _day(known.get("starts_on")),
        "ends_on": _day(known.get("ends_on")),
        "size": count(len(rows)) if rows else NO_NUMBER,
        "leader": named.get("leader", ""),
        "secretary": named.get("secretary", ""),
        "is_council": known.get("kind") == "council",
    }


def members(case: Data) -> list[Data]:
    """Return the members of now, numbered in the order of the decision."""
    current = [one for one in (case.get("body") or {}).get("members") or () if not one.get("ended")]
    return [member_line(case, one) | {"number": str(at)} for at, one in enumerate(current, start=1)]


def member_line(case: Data, member: Data) -> Data:
    """Return one member as lists and slips name him or her."""
    task, criteria = optional(member.get("task")), _criteria(case, member.get("criteria") or ())
    amended = optional(member.get("amended"))
    places = [optional(member.get("position")), optional(member.get("workplace"))]
    return {
        "name": optional(member.get("name")) or DOTS,
        "place": ", ".join(one for one in places if one),
        "role": optional(member.get("role_title")) or DOTS,
        "role_key": str(member.get("role") or ""),
        "criteria": criteria,
        "duties": "; ".join(
            one for one in (task, f"Tiêu chí {criteria}" if criteria else "", amended) if one
        ),
    }


def member_asked(dossier: Data) -> Data | None:
    """Return the member whose paper this is."""
    wanted = case_of(dossier).get("asked_member")
    rows = (case_of(dossier).get("body") or {}).get("members") or ()
    return next((one for one in rows if one.get("id") == wanted), None)


def visit_asked(dossier: Data) -> Data | None:
    """Return the visit or meeting whose minutes these are."""
    case = case_of(dossier)
    return next((one for one in case.get("visits") or () if one.get("id") == case.get("asked_visit")), None)


def basics(dossier: Data) -> Data:
    """Return the registration's own values ready to print."""
    case = case_of(dossier)
    regime, letter = case.get("regime") or {}, case.get("letter") or {}
    return {
        "number": optional(case.get("number")) or NO_NUMBER,
        "received": _day(case.get("received_on")),
        "kind": optional(case.get("kind_label")) or DOTS,
        "wish": optional(case.get("wish_label")) or DOTS,
        "letter": f"số {optional(letter.get('number')) or NO_NUMBER} {long_day(letter.get('date'))}",
        "regime": optional(regime.get("title")) or DOTS,
        "law": optional(regime.get("legal_reference")) or DOTS,
        "votes": bool(regime.get("votes")),
    }


def conditions(dossier: Data) -> list[Data]:
    """Return the conditions of recognition, each with what is known of it."""
    return [
        {
            "key": str(one.get("key") or ""),
            "title": shown(one.get("title")),
            "state": optional(one.get("state_label")) or "Chưa xét",
            "note": optional(one.get("note")),
            "law": optional(one.get("legal_reference")),
        }
        for one in case_of(dossier).get("conditions") or ()
    ]


def files(dossier: Data) -> list[Data]:
    """Return what the school sent with its request, numbered; the sealed report comes first."""
    report = {"name": "Báo cáo tự đánh giá (bản niêm phong)", "kind_label": "Báo cáo", "note": ""}
    return [
        {
            "number": str(at),
            "name": shown(one.get("name")),
            "kind": optional(one.get("kind_label")),
            "note": optional(one.get("note")),
        }
        for at, one in enumerate([report, *(case_of(dossier).get("files") or ())], start=1)
    ]


def step_of(dossier: Data, act: str, sequence: int = 0) -> Data | None:
    """Return the last step by an act, or the one of this number; None where it was not taken."""
    taken = [one for one in case_of(dossier).get("steps") or () if one.get("act") == act]
    return next((one for one in reversed(taken) if sequence in (0, one.get("sequence"))), None)


def worth(dossier: Data, known: Data | None) -> str:
    """Return a level with what it is worth: `Mức 2, cấp độ 2, chuẩn quốc gia mức độ 1`."""
    found = known or {}
    if found.get("level") is None:
        return MISSING
    parts = [level_name(dossier, found["level"])]
    if found.get("grade"):
        parts.append(f"cấp độ {found['grade']}")
    if found.get("degree"):
        parts.append(f"chuẩn quốc gia mức độ {found['degree']}")
    return ", ".join(parts)


def level_name(dossier: Data, level: Any) -> str:
    """Return what a level is called in the set; the marker of missing data where none is known."""
    if level is None:
        return MISSING
    if not level:
        return UNMET
    names = (dossier.get("standard_set") or {}).get("level_names") or {}
    return str(names.get(str(level)) or f"Mức {level}")


def criterion_titles(dossier: Data) -> dict[str, str]:
    """Return the criteria of the set by code, with their standard's order."""
    return {str(one["code"]): str(one["title"]) for _, one in _criteria_of(dossier)}


def track_names(dossier: Data) -> dict[str, str]:
    """Return the cấp học of a school of several with their names; nothing for a school of one."""
    found = {str(one["education_level"]): str(one["label"]) for one in dossier.get("tracks") or ()}
    return found if len(found) > 1 else {}


def criterion_line(dossier: Data, code: str, track: str = "") -> str:
    """Return a criterion with its title and, where there are several, its cấp học."""
    name = track_names(dossier).get(track, "")
    title = criterion_titles(dossier).get(code, "")
    head = f"Tiêu chí {code}" + (f" ({name})" if name else "")
    return f"{head}. {title}" if title else head


def lines(text: Any) -> list[str]:
    """Return a plain text's paragraphs without empty ones."""
    return [line.strip() for line in optional(text).splitlines() if line.strip()]


def moment(value: Any) -> str:
    """Return a moment as `08 giờ 30, ngày 05 tháng 6 năm 2027`, dots where none is known."""
    found = optional(value)
    if "T" not in found:
        return UNDATED if day(found) is None else long_day(found)
    clock = local_clock(found)
    return f"{clock}, {long_day(found)}" if clock else UNDATED


def local_clock(value: str) -> str:
    """Return the hour and minute of a moment as the clocks here show it."""
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError:
        return ""
    local = timezone.localtime(found) if timezone.is_aware(found) else found
    return f"{local:%H} giờ {local:%M}"


def _criteria(case: Data, named: Any) -> str:
    """Return a member's criteria; each with its cấp học where there are several."""
    pairs = [str(one).rpartition(":") for one in named]
    tracks = {track for track, _, _ in pairs}
    if len(tracks) < 2:
        return ", ".join(code for _, _, code in pairs)
    labels = case.get("track_labels") or {}
    return "; ".join(
        f"{labels.get(track, track)}: {', '.join(code for one, _, code in pairs if one == track)}"
        for track in dict.fromkeys(track for track, _, _ in pairs)
    )


def _criteria_of(dossier: Data) -> Iterator[tuple[Data, Data]]:
    for standard in standards(dossier):
        for criterion in standard["criteria"]:
            yield standard, criterion


def _day(value: Any) -> str:
    """Return a day as dd/MM/yyyy, dots where none is known."""
    return short_day(value) if day(value) else "……/……/………"
