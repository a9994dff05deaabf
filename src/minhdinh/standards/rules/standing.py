"""Where a case stands: its criteria and items checked and completed, what is still open, and the bounds that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.gates import Gate, climb
from minhdinh.standards.rules.result import Case, Count

Levels = Mapping[str, int | None]
Items = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """A checked case. ``items`` is None where Mức 4 is not assessed; ``best`` judges all that is open as met."""

    gates: tuple[Gate, ...]
    levels: Levels
    items: Items | None
    best: Mapping[str, int]
    unjudged: tuple[str, ...]
    open_items: tuple[str, ...]
    lower: int
    upper: int

    @property
    def complete(self) -> bool:
        """Whether nothing that counts is left chưa xét."""
        return not self.unjudged and not self.open_items

    @property
    def answers(self) -> Items:
        """The answers to the items of Mức 4, none where it is not assessed."""
        return self.items or {}

    def gate(self, level: int) -> Gate | None:
        """Return the gate of one level, None where there is none."""
        return next((gate for gate in self.gates if gate.level == level), None)

    def up_to(self, level: int) -> tuple[Gate, ...]:
        """Return the gates up to a level."""
        return tuple(gate for gate in self.gates if gate.level <= level)


class Reader:
    """Reads cases against one set; knows its criteria, their highest levels and its items of Mức 4."""

    def __init__(self, standard_set: StandardSet, gates: tuple[Gate, ...]) -> None:
        self.set_id = standard_set.id
        self.gates = gates
        self.without_final = tuple(gate for gate in gates if not gate.items)
        self.tops = {criterion.code: criterion.top_level for criterion in standard_set.iter_criteria()}
        self.top = standard_set.criterion_levels[-1]
        self.items = tuple(item.id for item in standard_set.level_4)
        self.final_level = next((item.level for item in standard_set.level_4), 0)
        self.holders = {
            level: tuple(code for code, top in self.tops.items() if top >= level)
            for level in standard_set.criterion_levels
        }

    def read(self, case: Case) -> Standing:
        """Return the standing of a case; raises ValueError for criteria, items or levels that the set does not have."""
        levels, items = self._levels(case), self._items(case)
        gates = self.gates if items is not None else self.without_final
        best = {code: self.tops[code] if level is None else level for code, level in levels.items()}
        unjudged = tuple(code for code, level in levels.items() if level is None)
        worst = {code: level or 0 for code, level in levels.items()} if unjudged else best
        answers = items or {}
        lower = climb(gates, worst, {item: answer is True for item, answer in answers.items()})[0]
        upper = climb(gates, best, {item: answer is not False for item, answer in answers.items()})[1]
        pending = () if unjudged or upper < self.top else answers.items()
        return Standing(
            gates=gates,
            levels=levels,
            items=items,
            best=best,
            unjudged=unjudged,
            open_items=tuple(item for item, answer in pending if answer is None),
            lower=lower,
            upper=upper,
        )

    def counts(self, standing: Standing, *, reached: bool) -> dict[int, Count]:
        """Count, for each level, the criteria that reached it (or were judged below it) among those that have it."""
        counts = {}
        for level, codes in self.holders.items():
            judged = [found for code in codes if (found := standing.levels[code]) is not None]
            counts[level] = Count(sum((found >= level) is reached for found in judged), len(codes))
        if standing.items is not None:
            answers = standing.items.values()
            counts[self.final_level] = Count(sum(answer is reached for answer in answers), len(answers))
        return counts

    def _levels(self, case: Case) -> dict[str, int | None]:
        unknown = case.levels.keys() - self.tops.keys()
        if unknown:
            raise ValueError(f"không có tiêu chí {sorted(unknown)} trong bộ {self.set_id}")
        levels = {code: case.levels.get(code) for code in self.tops}
        for code, level in levels.items():
            if level is not None and not 0 <= level <= self.tops[code]:
                raise ValueError(f"tiêu chí {code}: mức {level} ngoài khoảng 0-{self.tops[code]}")
        return levels

    def _items(self, case: Case) -> dict[str, bool | None] | None:
        if not case.level_4:
            return None
        unknown = case.level_4.keys() - set(self.items)
        if unknown:
            raise ValueError(f"không có yêu cầu Mức 4 {sorted(unknown)} trong bộ {self.set_id}")
        return {item: case.level_4.get(item) for item in self.items}
