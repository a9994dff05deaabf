"""The values of a proposition's slots: which are empty or wrong, and how they print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from minhdinh.lib.text import clean, decimal_comma
from minhdinh.standards.suggestions.guards import guard, short
from minhdinh.standards.suggestions.model import Proposition, Severity, Slot, SlotProblem
from minhdinh.standards.suggestions.slots import Read, SlotError, read_slot

Values = Mapping[str, str]


def check_values(proposition: Proposition, values: Values) -> list[SlotProblem]:
    """Return what is empty or wrong (errors) or to be looked at (warnings), in the order of the slots."""
    known, problems = read_values(proposition, values)
    places = {slot.name: at for at, slot in enumerate(proposition.slots)}
    return sorted([*problems, *guard(proposition, known)], key=lambda one: places[one.slot])


def errors_of(proposition: Proposition, values: Values) -> list[SlotProblem]:
    """Return only the problems that keep the proposition shut."""
    return [one for one in check_values(proposition, values) if one.severity == Severity.ERROR]


def tidy_values(proposition: Proposition, values: Values) -> dict[str, str]:
    """Return the values as they are kept and print; what cannot be read stays as typed, computed ones are filled in.

    Tidying twice changes nothing more. Names that are no slot are left out.
    """
    known, _ = read_values(proposition, values)
    return {
        slot.name: known[slot.name].text if slot.name in known else clean(values.get(slot.name, ""))
        for slot in proposition.slots
    }


def read_values(proposition: Proposition, values: Values) -> tuple[dict[str, Read], list[SlotProblem]]:
    """Return the values that can be read, by slot, and what is wrong with the others."""
    known: dict[str, Read] = {}
    problems: list[SlotProblem] = []
    for slot in sorted(proposition.slots, key=lambda one: one.quotient is not None):
        typed = values.get(slot.name, "")
        computed = _computed(slot, known)
        try:
            known[slot.name] = computed or read_slot(slot, typed)
        except SlotError as error:
            empty = not clean(typed)
            problems.append(SlotProblem(slot.name, f"Ô “{short(slot)}” {error}.", empty=empty))
        else:
            problems += _recomputed(slot, typed, computed)
    return known, problems


def _computed(slot: Slot, known: Mapping[str, Read]) -> Read | None:
    """Return the percentage that two numbers make; None where the slot is typed or a number is missing or nought."""
    if slot.quotient is None or any(name not in known for name in slot.quotient):
        return None
    part, whole = (known[name].value for name in slot.quotient)
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    value = part * 100 / whole
    return Read(f"{decimal_comma(value)}%", value)


def _recomputed(slot: Slot, typed: str, computed: Read | None) -> list[SlotProblem]:
    """Say where a typed percentage is not the one that the two numbers make."""
    if computed is None or not clean(typed):
        return []
    try:
        given = read_slot(slot, typed)
    except SlotError:
        given = None
    if given and given.text == computed.text:
        return []
    message = f"“{short(slot)}” được tính từ hai số đã nhập là {computed.text}."
    return [SlotProblem(slot.name, message, Severity.WARNING)]
