"""The tree of standards and criteria beside the work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet

TONES = {
    SheetState.EMPTY: "none",
    SheetState.DRAFTING: "edit",
    SheetState.WAITING: "wait",
    SheetState.NEEDS_WORK: "wait",
    SheetState.APPROVED: "ok",
}


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """One criterion in the tree."""

    code: str
    title: str
    mandatory: bool
    url: str
    state_label: str
    tone: str
    active: bool
    threads: int = 0


@dataclass(slots=True)
class TreeBranch:
    """One standard with its criteria."""

    title: str
    leaves: list[TreeLeaf] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """The whole tree of one track, with the counts above it."""

    branches: list[TreeBranch]
    total: int
    decided: int
    approved: int
    mandatory_total: int
    mandatory_decided: int
    tracks: list[dict[str, object]]

    @property
    def decided_percent(self) -> int:
        """How many of the criteria have a level, in whole percent."""
        return self.decided * 100 // self.total if self.total else 0

    @property
    def approved_percent(self) -> int:
        """How many of the sheets are approved, in whole percent."""
        return self.approved * 100 // self.total if self.total else 0


def sheet_url(assessment: SelfAssessment, sheet: Sheet) -> str:
    """Return the address of a sheet's page."""
    return reverse(
        "assessments:sheet",
        kwargs={
            "code": assessment.school.code,
            "year": assessment.year,
            "track": sheet.track.education_level,
            "criterion": sheet.criterion,
        },
    )


def build_tree(assessment: SelfAssessment, current: Sheet, threads: Mapping[int, int] | None = None) -> Tree:
    """Return the tree of the current sheet's track (one query); ``threads`` counts what is said by sheet."""
    everything = list(sheets_of(assessment))
    own = [sheet for sheet in everything if sheet.track_id == current.track_id]
    catalogue = assessment.standard_set.catalogue
    branches = [
        TreeBranch(
            f"Tiêu chuẩn {standard.code} · {standard.title}",
            [
                _leaf(assessment, sheet, current, (threads or {}).get(sheet.pk, 0))
                for sheet in own
                if sheet.standard == standard.code
            ],
        )
        for standard in catalogue.standards
    ]
    return Tree(
        branches=branches,
        total=len(own),
        decided=sum(sheet.level is not None for sheet in own),
        approved=sum(sheet.state == SheetState.APPROVED for sheet in own),
        mandatory_total=sum(sheet.mandatory for sheet in own),
        mandatory_decided=sum(sheet.mandatory and sheet.level is not None for sheet in own),
        tracks=_tracks(assessment, everything, current),
    )


def neighbours(tree: Tree) -> tuple[TreeLeaf | None, TreeLeaf | None]:
    """Return the criterion before and after the active one, for the keys K and J."""
    leaves = [leaf for branch in tree.branches for leaf in branch.leaves]
    at = next(index for index, leaf in enumerate(leaves) if leaf.active)
    return (leaves[at - 1] if at else None), (leaves[at + 1] if at + 1 < len(leaves) else None)


def _leaf(assessment: SelfAssessment, sheet: Sheet, current: Sheet, threads: int) -> TreeLeaf:
    criterion = assessment.standard_set.catalogue.criterion(sheet.criterion)
    state = SheetState(sheet.state)
    return TreeLeaf(
        code=sheet.criterion,
        title=criterion.title,
        mandatory=sheet.mandatory,
        url=sheet_url(assessment, sheet),
        state_label=str(state.label),
        tone=TONES[state],
        active=sheet.pk == current.pk,
        threads=threads,
    )


def _tracks(assessment: SelfAssessment, sheets: Sequence[Sheet], current: Sheet) -> list[dict[str, object]]:
    """Return a tab per track, each leading to the same criterion; empty for a school of one track."""
    same = [sheet for sheet in sheets if sheet.criterion == current.criterion]
    if len(same) < 2:
        return []
    return [
        {
            "label": str(sheet.track.get_education_level_display()),
            "url": sheet_url(assessment, sheet),
            "active": sheet.pk == current.pk,
        }
        for sheet in same
    ]
