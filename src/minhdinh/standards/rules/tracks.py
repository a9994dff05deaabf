"""A school of several cấp học: one result a track, the school at the lowest of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from minhdinh.standards.enums import EducationLevel
from minhdinh.standards.rules.reasons import Explainer, school_label
from minhdinh.standards.rules.result import Count, Result, Step

TRACK_NAMES = {level.value: level.label for level in EducationLevel}


def combine(
    explainer: Explainer,
    results: Mapping[str, Result],
    level: int | None,
    recognised: tuple[int | None, int | None],
) -> Result:
    """Return the school's result from those of its tracks.

    Counts add up the judgements of all tracks; blockers and changes are those of the tracks that hold the school back,
    each naming its track.
    """
    complete = all(result.complete for result in results.values())
    bounds = _lowest([result.bounds for result in results.values()])
    lowest = bounds[0] if bounds else None
    behind = {
        track: result for track, result in results.items() if result.bounds and result.bounds[0] == lowest
    }
    targets = [result.target for result in behind.values()]
    ahead = behind if targets and None not in targets else {}
    return Result(
        level=level,
        label=school_label(explainer.set, level, complete=complete),
        complete=complete,
        counts=_summed([result.counts for result in results.values()]),
        failed=_summed([result.failed for result in results.values()]),
        reasons=tuple(explainer.track_reasons(results, TRACK_NAMES, recognised)),
        blockers=_named({track: result.blockers for track, result in ahead.items()}),
        tracks=results,
        grade=recognised[0],
        degree=recognised[1],
        bounds=bounds,
        target=targets[0] if ahead else None,
        changes=_named({track: result.changes for track, result in ahead.items()}),
    )


def _lowest(bounds: list[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [pair for pair in bounds if pair is not None]
    return (min(low for low, _ in known), min(high for _, high in known)) if known else None


def _named(steps: Mapping[str, tuple[Step, ...]]) -> tuple[Step, ...]:
    return tuple(replace(step, track=track) for track, own in steps.items() for step in own)


def _summed(counts: list[Mapping[int, Count]]) -> dict[int, Count]:
    """Add up level by level; a level that one track did not assess (Mức 4) counts only where it was."""
    total: dict[int, Count] = {}
    for own in counts:
        for level, count in own.items():
            total[level] = total[level] + count if level in total else count
    return dict(sorted(total.items()))
