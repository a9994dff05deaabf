"""Mức 4 as its page shows it: each item with its verdict and the four texts of its sheet (Phụ lục 5b of 2018)."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.final_level import FinalItem, final_items, is_reached
from minhdinh.assessments.domain.queries import passages_of
from minhdinh.assessments.models import SelfAssessment, Track
from minhdinh.assessments.presenters.passages import Codes
from minhdinh.assessments.presenters.passages import passage_view as view
from minhdinh.assessments.presenters.report import Part
from minhdinh.assessments.slots import FINAL_LABELS, final_slot


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with its texts."""

    item: FinalItem
    parts: list[Part]

    @property
    def is_written(self) -> bool:
        """Whether any of its texts has words."""
        return any(not one.passage.is_empty for one in self.parts)


@dataclass(frozen=True, slots=True)
class TrackView:
    """A track's items; ``is_open`` tells whether they may be judged now."""

    track: Track
    items: list[ItemView]
    is_open: bool


def build_final_level(
    actor: Actor, assessment: SelfAssessment, tracks: list[Track], *, writable: bool
) -> tuple[list[TrackView], Codes]:
    """Return the tracks with their items, and the codes that the texts cite."""
    passages = passages_of(assessment)
    codes = Codes(
        actor, assessment, [one.body for slot, one in passages.items() if slot.startswith("final:")]
    )

    def parts(track: Track, item: FinalItem) -> list[Part]:
        slots = {name: final_slot(track.education_level, item.requirement.id, name) for name in FINAL_LABELS}
        return [
            Part(
                title=label,
                hint="",
                optional=True,
                passage=view(
                    slots[name], passages.get(slots[name]), codes, label=label, readonly=not writable
                ),
            )
            for name, label in FINAL_LABELS.items()
        ]

    return [
        TrackView(
            track,
            [ItemView(item, parts(track, item)) for item in final_items(track)],
            is_open=writable and is_reached(track),
        )
        for track in tracks
    ], codes
