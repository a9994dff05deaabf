"""From answers per requirement to the level that the system proposes for a criterion; a person presses it.

A level is met when every requirement of it is met, and only if the level below is. One that is chưa đạt stops the
climb; one that nobody has answered leaves the criterion chưa xét, unless a requirement further down already failed.
A requirement that only repeats "đã đạt Mức 1" is answered by the system.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from minhdinh.standards.catalogue import Criterion, Labels, Level, Requirement, StandardSet
from minhdinh.standards.enums import Answer
from minhdinh.standards.rules.reasons import lowered

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed level of one criterion, or None while it is chưa xét, with the bounds that are certain.

    ``unmet`` are the requirements that stop the climb, ``unanswered`` those that keep the level above ``lower`` open.
    """

    criterion: str
    level: int | None
    lower: int
    upper: int
    unmet: tuple[Requirement, ...]
    unanswered: tuple[Requirement, ...]
    reasons: tuple[str, ...]


def propose(criterion: Criterion, answers: Answers, labels: Labels) -> Proposal:
    """Return the proposal for one criterion; answers to other requirements are ignored, a missing one is chưa xét."""
    lower, upper = 0, criterion.top_level
    unmet: tuple[Requirement, ...] = ()
    unanswered: tuple[Requirement, ...] = ()
    for level in criterion.levels:
        failed, pending = _split(level, answers)
        if not failed and not pending and lower == level.number - 1:
            lower = level.number
        if pending and not failed and not unanswered:
            unanswered = pending
        if failed:
            unmet, upper = failed, level.number - 1
            break
    reasons = tuple(_reasons(labels, lower, upper, unmet, unanswered))
    level_now = lower if lower == upper else None
    return Proposal(criterion.code, level_now, lower, upper, unmet, unanswered, reasons)


def propose_all(standard_set: StandardSet, answers: Answers) -> dict[str, Proposal]:
    """Return the proposal of every criterion of a set, by its code."""
    return {item.code: propose(item, answers, standard_set.labels) for item in standard_set.iter_criteria()}


def derived_answers(criterion: Criterion, answers: Answers) -> dict[str, Answer | None]:
    """Return the answers to a criterion's requirements with those that the system answers itself."""
    first = criterion.levels[0]
    failed, pending = _split(first, answers)
    reached = Answer.UNMET if failed else None if pending else Answer.MET
    return {
        item.id: reached if item.derived else answers.get(item.id) for item in criterion.iter_requirements()
    }


def missing_for(criterion: Criterion, answers: Answers, level: int) -> tuple[Requirement, ...]:
    """Return the requirements up to a level that are not met: exactly what is missing for it."""
    return tuple(
        item
        for item in criterion.iter_requirements()
        if item.level <= level and not item.derived and answers.get(item.id) != Answer.MET
    )


def _split(level: Level, answers: Answers) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """Return the requirements of a level that are chưa đạt and those that are chưa xét."""
    asked = [item for item in level.requirements if not item.derived]
    failed = tuple(item for item in asked if answers.get(item.id) == Answer.UNMET)
    return failed, tuple(item for item in asked if answers.get(item.id) is None)


def _reasons(
    labels: Labels,
    lower: int,
    upper: int,
    unmet: tuple[Requirement, ...],
    unanswered: tuple[Requirement, ...],
) -> Iterator[str]:
    noun = lowered(labels.requirement)
    if unanswered:
        names = ", ".join(item.id for item in unanswered)
        yield f"{labels.levels[unanswered[0].level]} chưa xét xong, còn {noun}: {names}."
    for item in unmet:
        yield f"Chưa {labels.phrase(item.level)} vì {noun} {item.id} chưa đạt: “{item.text}”"
    if lower == upper and not unmet:
        yield f"Mọi {noun} đều đạt: {lowered(labels.criterion_results[lower])}."
    elif lower and lower != upper:
        yield f"Đủ điều kiện {labels.phrase(lower)}."
