"""The council, its groups and the people who sign."""

from __future__ import annotations

from typing import Any

from minhdinh.documents.reading.values import optional, shown
from minhdinh.documents.reading.words import words_of
from minhdinh.documents.wordml import MISSING

Data = dict[str, Any]


def members(dossier: Data, *, helpers: bool = False) -> list[Data]:
    """Return the council's members in the order of the decision, numbered, each with role and task.

    With ``helpers`` those who work in a group without a seat stand below them.
    """
    council = dossier.get("council") or {}
    listed = [*(council.get("members") or ()), *((council.get("helpers") or ()) if helpers else ())]
    return [
        {
            "number": number,
            "name": shown(member.get("name")),
            "position": shown(member.get("position")),
            "role": shown(member.get("role_label")),
            "group": optional(member.get("group")),
            "task": optional(member.get("task")),
            "criteria": duties(dossier, member),
        }
        for number, member in enumerate(listed, start=1)
    ]


def duties(dossier: Data, person: Data) -> str:
    """Return the criteria of a person or a group: by cấp học where there are several that are not all alike."""
    labels = track_labels(dossier)
    parts = {str(one["education_level"]): _codes(one) for one in person.get("by_track") or ()}
    if not parts or (len(parts) == len(labels) and len(set(parts.values())) == 1):
        return _codes(person)
    return "; ".join(f"{labels.get(track, track)}: {codes}" for track, codes in parts.items())


def track_labels(dossier: Data) -> dict[str, str]:
    """Return the cấp học of a dossier with their names."""
    return {str(one["education_level"]): str(one["label"]) for one in dossier.get("tracks") or ()}


def _codes(one: Data) -> str:
    return ", ".join(str(code) for code in one.get("criteria") or ())


def groups(dossier: Data) -> list[Data]:
    """Return the working groups with their lead, members and criteria."""
    council = dossier.get("council") or {}
    return [
        {
            "number": number,
            "name": shown(group.get("name")),
            "lead": shown(group.get("lead")),
            "members": ", ".join(str(name) for name in group.get("members") or ()) or MISSING,
            "criteria": duties(dossier, group) or MISSING,
        }
        for number, group in enumerate(council.get("groups") or (), start=1)
    ]


def in_charge(dossier: Data, criterion: str, track: str = "") -> str:
    """Return who works on a criterion: groups, members, helpers; nothing where nobody does.

    With several cấp học only who has it in ``track``, or who has it in which where no track is asked for.
    """
    council = dossier.get("council") or {}
    people = [one for kind in ("groups", "members", "helpers") for one in council.get(kind) or ()]
    labels = track_labels(dossier)
    if track and len(labels) > 1:
        return "; ".join(str(one["name"]) for one in people if criterion in of_track(one, track))
    named = [(one, _tracks_of(one, criterion)) for one in people if criterion in (one.get("criteria") or ())]
    return "; ".join(
        f"{one['name']} ({', '.join(labels.get(key, key) for key in own)})"
        if own and len(own) < len(labels)
        else str(one["name"])
        for one, own in named
    )


def of_track(person: Data, track: str) -> list[str]:
    """Return a person's criteria in one cấp học; all of them where a dossier does not tell them apart."""
    parts = {str(one["education_level"]): one for one in person.get("by_track") or ()}
    own = parts.get(track, {}) if parts else person
    return [str(code) for code in own.get("criteria") or ()]


def _tracks_of(person: Data, criterion: str) -> list[str]:
    parts = person.get("by_track") or ()
    return [str(one["education_level"]) for one in parts if criterion in one["criteria"]]


def signers(dossier: Data) -> Data:
    """Return the names that stand under the signatures, empty lines where nobody is named."""
    people = dossier.get("people") or {}
    named = {role: optional((people.get(role) or {}).get("name")) for role in ("head", "chair", "secretary")}
    position = optional((people.get("head") or {}).get("position")) or words_of(dossier)["head"]
    return named | {"head_position": position}
