"""The three-way table of a criterion: requirement – statement – evidence, with the gaps a machine can see. Pure.

It reads a dossier (``minhdinh.self-assessment/1``) and nothing else. A gap only points: whether it matters is for the
people who examine. Which evidence usually proves a requirement is the set's suggestion, not law.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.appraisals.enums import GapKind
from minhdinh.lib.richtext import citations, is_empty

Body = Mapping[str, Any]
Entry = Mapping[str, Any]  # one item of the dossier's evidence
Place = tuple[str, str]  # track, criterion
FILE, LINK, PLACE = "file", "link", "place"
UNVERIFIED = {"rejected", "pending"}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap; ``code`` is the evidence it is about, ``detail`` what helps to judge it."""

    kind: GapKind
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement with the statements that answer it and the evidence they cite, in the order of the text.

    ``claimed``: the school says that it meets the level of this requirement.
    """

    requirement: str
    label: str
    text: str
    level: int
    claimed: bool
    answer: str
    ask: str
    usual_kinds: tuple[str, ...]
    bodies: tuple[Body, ...]
    cited: tuple[Entry, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """A criterion of one track; ``uncited`` is evidence that serves it and that no statement cites."""

    track: str
    criterion: str
    level: int | None
    rows: tuple[Row, ...]
    uncited: tuple[Entry, ...]

    @property
    def gaps(self) -> Iterator[Gap]:
        """Yield every gap, requirement by requirement."""
        return (gap for row in self.rows for gap in row.gaps)

    @property
    def counts(self) -> dict[GapKind, int]:
        """How many gaps of each kind, in the order of the kinds; kinds without any are left out."""
        found = Counter(gap.kind for gap in self.gaps)
        return {kind: found[kind] for kind in GapKind if found[kind]}

    @property
    def total(self) -> int:
        """How many gaps there are."""
        return sum(1 for _gap in self.gaps)


def places_of(dossier: Mapping[str, Any]) -> list[Place]:
    """Return every criterion of every track, in the report's order."""
    return [
        (track["education_level"], sheet["criterion"])
        for track in dossier["tracks"]
        for sheet in track["sheets"]
    ]


def three_way(
    dossier: Mapping[str, Any], place: Place, *, sealed_on: dt.date, derived: Collection[str] = ()
) -> ThreeWay:
    """Return the table of one criterion; raises KeyError for a place that is not in the report.

    ``derived`` are requirements that only repeat "đã đạt Mức 1": they need no statement of their own.
    """
    sheet, criterion = _sheet(dossier, place), _criterion(dossier, place[1])
    known = {str(entry["id"]): entry for entry in dossier["evidence"]}
    rows = tuple(
        _row(dossier, sheet, int(number), requirement, known, sealed_on)
        for number, level in sorted(criterion["levels"].items(), key=lambda one: int(one[0]))
        for requirement in level["requirements"]
        if requirement["id"] not in derived
    )
    cited = {one for statement in sheet["statements"] for one in citations(statement["body"])}
    uncited = tuple(entry for key, entry in known.items() if key not in cited and _serves(entry, place))
    return ThreeWay(*place, sheet["level"], rows, uncited)


def tables_of(
    dossier: Mapping[str, Any], *, sealed_on: dt.date, derived: Collection[str] = ()
) -> dict[Place, ThreeWay]:
    """Return the table of every criterion, in the report's order."""
    return {
        place: three_way(dossier, place, sealed_on=sealed_on, derived=derived) for place in places_of(dossier)
    }


def printed_code(dossier: Mapping[str, Any], entry: Entry) -> str:
    """Return the code of an item as this report prints it."""
    convention = dossier["standard_set"].get("code_convention") or {}
    return str(entry.get("codes", {}).get(convention.get("id", "")) or entry.get("code") or "")


def _row(
    dossier: Mapping[str, Any],
    sheet: Mapping[str, Any],
    level: int,
    requirement: Mapping[str, Any],
    known: Mapping[str, Entry],
    sealed_on: dt.date,
) -> Row:
    claimed = level <= (sheet["level"] or 0)
    answer = str((sheet.get("answers") or {}).get(requirement["id"]) or "")
    bodies = tuple(
        one["body"]
        for one in sheet["statements"]
        if requirement["id"] in one["requirements"] and not is_empty(one["body"])
    )
    ids = list(dict.fromkeys(found for body in bodies for found in citations(body)))
    cited = tuple(known[one] for one in ids if one in known)
    usual = tuple(requirement.get("evidence_kinds") or ())
    gaps = [
        *_gaps_of_text(bodies, ids, claimed=claimed, answered=bool(answer) and level == 1),
        *(Gap(GapKind.HANGING, code=one) for one in ids if one not in known),
        *(gap for entry in cited for gap in _gaps_of_item(dossier, entry, sealed_on)),
        *_gaps_of_kinds(cited, usual),
    ]
    return Row(
        requirement=requirement["id"],
        label=requirement["label"],
        text=requirement["text"],
        level=level,
        claimed=claimed,
        answer=answer,
        ask=requirement.get("ask") or "",
        usual_kinds=usual,
        bodies=bodies,
        cited=cited,
        gaps=tuple(gaps),
    )


def _gaps_of_text(
    bodies: Sequence[Body], ids: Sequence[str], *, claimed: bool, answered: bool
) -> Iterator[Gap]:
    """Yield what the text lacks; a level that nobody claims needs no text, an honest "chưa đạt" no evidence."""
    if not bodies and (claimed or answered):
        yield Gap(GapKind.NO_STATEMENT)
    if bodies and not ids and claimed:
        yield Gap(GapKind.NO_EVIDENCE)


def _gaps_of_item(dossier: Mapping[str, Any], entry: Entry, sealed_on: dt.date) -> Iterator[Gap]:
    code = printed_code(dossier, entry)
    valid_to = entry.get("valid_to") or ""
    if entry.get("status") == "expired" or (valid_to and valid_to < sealed_on.isoformat()):
        yield Gap(GapKind.EXPIRED, code=code, detail=valid_to)
    elif entry.get("status") in UNVERIFIED:
        yield Gap(GapKind.UNVERIFIED, code=code)
    if not _is_kept(entry):
        yield Gap(GapKind.NO_FILE, code=code)


def _is_kept(entry: Entry) -> bool:
    """Tell whether something stands behind an item; one of which only an index may be kept has no file to show."""
    if entry.get("status") == "missing":
        return False
    behind = {FILE: entry["files"] or entry["location"], LINK: entry["links"], PLACE: entry["location"]}
    return bool(behind.get(entry.get("storage", ""), True)) or entry.get("status") == "verified"


def _gaps_of_kinds(cited: Sequence[Entry], usual: Collection[str]) -> Iterator[Gap]:
    """Yield one gap where the kind of every cited item is known and none is of those that usually prove it."""
    kinds = {entry.get("kind_name") or "" for entry in cited}
    if usual and kinds and "" not in kinds and not kinds & set(usual):
        yield Gap(GapKind.OTHER_KIND, detail="; ".join(usual))


def _serves(entry: Entry, place: Place) -> bool:
    return any((one["track"], one["criterion"]) == place for one in entry.get("uses") or ())


def _sheet(dossier: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    for track in dossier["tracks"]:
        for sheet in track["sheets"]:
            if (track["education_level"], sheet["criterion"]) == place:
                found: Mapping[str, Any] = sheet
                return found
    raise KeyError(place)


def _criterion(dossier: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    for standard in dossier["standard_set"]["standards"]:
        for criterion in standard["criteria"]:
            if criterion["code"] == code:
                found: Mapping[str, Any] = criterion
                return found
    raise KeyError(code)
