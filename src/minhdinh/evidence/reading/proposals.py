"""What is proposed for an item from the words of its file; a person takes it or leaves it (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from minhdinh.evidence.context import Asked
from minhdinh.evidence.reading.criteria import Likely, likely_criteria
from minhdinh.evidence.reading.head import CITING, Head, flattened, read_head
from minhdinh.evidence.reading.issuers import agency_name
from minhdinh.evidence.reading.kinds import likely_kind

HEAD_LENGTH = 6000
TELLING_LENGTH = 1500
LIMITS = {"name": 400, "number": 120, "issuer": 250}


@dataclass(frozen=True, slots=True)
class Proposals:
    """Values by the field of an item that they are for, and the criteria that the paper probably serves."""

    values: Mapping[str, str | dt.date]
    criteria: tuple[Likely, ...] = ()


def propose(
    text: str, *, own_name: str = "", asked: Mapping[str, Asked] | None = None, day: dt.date
) -> Proposals:
    """Return what the beginning of a paper's text says of it; empty values are left out.

    ``own_name`` is the school's name, ``asked`` what each criterion asks by its code, ``day`` today.
    """
    beginning = text[:HEAD_LENGTH]
    head = read_head(beginning, latest_year=day.year + 1)
    given: dict[str, str | dt.date | None] = {
        "name": _name(head),
        "kind": likely_kind(head),
        "number": head.number,
        "issued_on": head.issued_on,
        "issuer": agency_name(head.issuer, own_name),
    }
    values = {
        key: value[: LIMITS[key]] if isinstance(value, str) and key in LIMITS else value
        for key, value in given.items()
        if value
    }
    criteria = likely_criteria(_telling(head, beginning), asked, str(values.get("kind", ""))) if asked else []
    return Proposals(values, tuple(criteria))


def _telling(head: Head, beginning: str) -> str:
    """Return the words that tell what a paper is for: what it is about, and its first lines that cite no other."""
    lines = [line for line in beginning[:TELLING_LENGTH].split("\n") if not CITING.match(flattened(line))]
    return "\n".join([head.subject, *lines])


def _name(head: Head) -> str:
    """Return "Quyết định về việc thành lập …": number and day have fields of their own."""
    if not (head.word and head.subject):
        return ""
    subject = head.subject
    if subject[:3].lower() == "v/v":
        subject = f"về việc{subject[3:]}"
    first = subject.split(" ", 1)[0]
    lowered = subject[:1].lower() + subject[1:] if not first.isupper() else subject
    return f"{head.word} {lowered}"
