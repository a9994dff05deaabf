"""The council, its groups and the people who sign."""

from __future__ import annotations

from typing import Any

from minhdinh.documents.reading.values import optional, shown
from minhdinh.documents.reading.words import words_of
from minhdinh.documents.wordml import MISSING

Data = dict[str, Any]


def members(dossier: Data) -> list[Data]:
    """Return the council's members in the order of the decision, numbered, each with role and task."""
    council = dossier.get("council") or {}
    return [
        {
            "number": number,
            "name": shown(member.get("name")),
            "position": shown(member.get("position")),
            "role": shown(member.get("role_label")),
            "group": optional(member.get("group")),
            "task": optional(member.get("task")),
            "criteria": ", ".join(str(code) for code in member.get("criteria") or ()),
        }
        for number, member in enumerate(council.get("members") or (), start=1)
    ]


def groups(dossier: Data) -> list[Data]:
    """Return the working groups with their lead, members and criteria."""
    council = dossier.get("council") or {}
    return [
        {
            "number": number,
            "name": shown(group.get("name")),
            "lead": shown(group.get("lead")),
            "members": ", ".join(str(name) for name in group.get("members") or ()) or MISSING,
            "criteria": ", ".join(str(code) for code in group.get("criteria") or ()) or MISSING,
        }
        for number, group in enumerate(council.get("groups") or (), start=1)
    ]


def in_charge(dossier: Data, criterion: str) -> str:
    """Return who works on a criterion: the groups that have it, then the members; nothing where nobody does."""
    council = dossier.get("council") or {}
    return "; ".join(
        str(one["name"])
        for kind in ("groups", "members")
        for one in council.get(kind) or ()
        if criterion in (one.get("criteria") or ())
    )


def signers(dossier: Data) -> Data:
    """Return the names that stand under the signatures, empty lines where nobody is named."""
    people = dossier.get("people") or {}
    named = {role: optional((people.get(role) or {}).get("name")) for role in ("head", "chair", "secretary")}
    position = optional((people.get("head") or {}).get("position")) or words_of(dossier)["head"]
    return named | {"head_position": position}
