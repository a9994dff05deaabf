"""What stands between a school and a level: the blockers, and the smallest set of changes that gets there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from minhdinh.standards.catalogue import FINAL_LEVEL, code_key
from minhdinh.standards.rules.gates import Gate, Quota
from minhdinh.standards.rules.result import Step

Levels = Mapping[str, int | None]
Items = Mapping[str, bool | None]


def blockers(gates: Sequence[Gate], levels: Levels, items: Items) -> tuple[Step, ...]:
    """Return every criterion that keeps ``gates`` from holding, with the level it would have to reach.

    Criteria below a floor block on their own. Where a quota stays short even with the floors reached, each of its
    criteria below the level is listed: any of them may fill it. Chưa xét counts as not reached.
    """
    needed = _floors(gates, levels)
    for quota in _quotas(gates):
        if _shortage(quota, levels, needed) > 0:
            for code in quota.codes:
                if _reached(code, levels, needed) < quota.level:
                    needed[code] = quota.level
    return _steps(needed, levels) + _final_steps(gates, items)


def smallest_changes(gates: Sequence[Gate], levels: Levels, items: Items) -> tuple[Step, ...]:
    """Return the fewest criteria to raise, and among those choices the fewest levels, so that ``gates`` hold.

    Floors are forced. A quota that is still short is filled with criteria that change anyway, then with those that
    have the least way to go, then in the order of their codes. Exact where a gate asks for at least what the gates
    below it ask for, as in every circular so far.
    """
    needed = _floors(gates, levels)
    for quota in _quotas(gates):
        short = _shortage(quota, levels, needed)
        below = [code for code in quota.codes if _reached(code, levels, needed) < quota.level]

        def cost(code: str, top: int = quota.level) -> tuple[object, ...]:
            return code not in needed, top - _reached(code, levels, needed), code_key(code)

        for code in sorted(below, key=cost)[: max(short, 0)]:
            needed[code] = quota.level
    return _steps(needed, levels) + _final_steps(gates, items)


def _floors(gates: Sequence[Gate], levels: Levels) -> dict[str, int]:
    """Return the criteria below a floor and the highest floor each must reach."""
    needed: dict[str, int] = {}
    for gate in gates:
        for floor in gate.floors:
            for code in floor.codes:
                if (levels[code] or 0) < floor.level:
                    needed[code] = max(floor.level, needed.get(code, 0))
    return needed


def _quotas(gates: Sequence[Gate]) -> list[Quota]:
    """The highest gate first: what fills its quota also counts for the lower ones."""
    return [gate.quota for gate in reversed(gates) if gate.quota]


def _reached(code: str, levels: Levels, needed: Mapping[str, int]) -> int:
    return max(levels[code] or 0, needed.get(code, 0))


def _shortage(quota: Quota, levels: Levels, needed: Mapping[str, int]) -> int:
    return quota.needed - sum(_reached(code, levels, needed) >= quota.level for code in quota.codes)


def _steps(needed: Mapping[str, int], levels: Levels) -> tuple[Step, ...]:
    ordered = sorted(needed, key=code_key)
    return tuple(Step(code, levels[code], needed[code]) for code in ordered)


def _final_steps(gates: Sequence[Gate], items: Items) -> tuple[Step, ...]:
    """Return the items of Mức 4 that are not met; one that is chưa đạt stands at Mức 3."""
    missing = [item for gate in gates for item in gate.items if not items.get(item)]
    return tuple(
        Step(item, None if items.get(item) is None else FINAL_LEVEL - 1, FINAL_LEVEL) for item in missing
    )
