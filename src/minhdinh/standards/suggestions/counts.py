"""How much of a set the suggestions cover, criterion by criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions.model import Library, Proposition


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """The counts of one criterion; ``groups`` are propositions by group in the order of ``RequirementKind``."""

    criterion: str
    title: str
    requirements: int
    derived: int
    propositions: int
    groups: tuple[int, ...]
    wordings: int
    negatives: int


def count(library: Library) -> list[CriterionCount]:
    """Return the counts of every criterion that the library speaks of, in the order of the set."""
    return list(_criteria(library))


def markdown(library: Library) -> str:
    """Return the counts as a table for the documentation, with a line of sums."""
    heads = ["Criterion", "Requirements", "Propositions", *(kind.value for kind in RequirementKind)]
    heads += ["Wordings", "Negatives"]
    rows = count(library)
    lines = [f"| {' | '.join(heads)} |", f"|---{'|---:' * (len(heads) - 1)}|"]
    lines += [_line(row.criterion, [row]) for row in rows]
    return "\n".join([*lines, _line("all", rows), ""])


def _line(name: str, rows: list[CriterionCount]) -> str:
    groups = [sum(values) for values in zip(*(row.groups for row in rows), strict=True)]
    derived = sum(row.derived for row in rows)
    requirements = f"{sum(row.requirements for row in rows)}{f' ({derived} derived)' if derived else ''}"
    cells = [name, requirements, sum(row.propositions for row in rows), *groups]
    cells += [sum(row.wordings for row in rows), sum(row.negatives for row in rows)]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _criteria(library: Library) -> Iterator[CriterionCount]:
    for criterion in packaged_set(library.set_id).iter_criteria():
        entries = [library.of(one.id) for one in criterion.iter_requirements() if one.id in library]
        if not entries:
            continue
        propositions: list[Proposition] = [one for entry in entries for one in entry.propositions]
        groups = Counter(one.group for one in propositions)
        yield CriterionCount(
            criterion=criterion.code,
            title=criterion.title,
            requirements=len(entries),
            derived=sum(bool(entry.derived) for entry in entries),
            propositions=len(propositions),
            groups=tuple(groups[kind] for kind in RequirementKind),
            wordings=sum(len(one.wordings) for one in propositions),
            negatives=sum(entry.negative is not None for entry in entries),
        )
