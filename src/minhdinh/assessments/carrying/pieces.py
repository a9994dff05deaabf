"""Texts on their way into a year: what each is, where it goes, and why one stays behind (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Body = dict[str, Any]
ALL_TRACKS = "-"


class Fate(StrEnum):
    """What becomes of a text."""

    CARRIED = "carried"
    KEPT = "kept"
    NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text: ``key`` names it for good, ``slot`` is where it stood (track ``-`` for every one), ``origin`` in words.

    ``source_id`` is the revision it stands in, None for a text from a file; ``note`` what reading it had to assume.
    """

    key: str
    slot: str
    origin: str
    body: Body
    source_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The places a slot leads to, with a word on the match, or why it leads nowhere."""

    targets: tuple[str, ...] = ()
    note: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its places: ``targets`` are written, ``kept`` have a text already and stay as they are."""

    piece: Piece
    targets: tuple[str, ...]
    kept: tuple[str, ...] = ()
    why: str = ""
    note: str = ""
    lost_codes: tuple[str, ...] = field(default=())

    @property
    def fate(self) -> Fate:
        """What becomes of the text."""
        if self.targets:
            return Fate.CARRIED
        return Fate.KEPT if self.kept else Fate.NO_PLACE


def place(pieces: Iterable[Piece], way_of: Callable[[str], Way], taken: AbstractSet[str]) -> list[Placed]:
    """Return every text with its fate, in the order given; a place that has a text is never written."""
    found: list[Placed] = []
    for piece in pieces:
        way = way_of(piece.slot)
        found.append(
            Placed(
                piece,
                tuple(target for target in way.targets if target not in taken),
                tuple(target for target in way.targets if target in taken),
                way.why_not,
                " ".join(part for part in (piece.note, way.note) if part),
            )
        )
    return found


def together(bodies: Iterable[Body]) -> Body:
    """Return several documents as one, each whole and in order; what is empty of them adds nothing."""
    blocks = [block for body in bodies for block in body.get("content", ()) if block != {"type": "paragraph"}]
    return {"type": "doc", "content": blocks or [{"type": "paragraph"}]}
