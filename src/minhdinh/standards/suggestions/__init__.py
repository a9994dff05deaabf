"""The suggestion library: true-or-not propositions, their sentences and their locks. Pure: no Django, no database."""

from minhdinh.standards.suggestions.locking import locks, order_reasons
from minhdinh.standards.suggestions.model import (
    Library,
    Locks,
    LockState,
    Negative,
    Proof,
    ProofRecord,
    Proposition,
    RequirementSuggestions,
    Severity,
    Slot,
    SlotInput,
    SlotProblem,
    SlotType,
    Wording,
)
from minhdinh.standards.suggestions.reading import library_ids, library_of
from minhdinh.standards.suggestions.sentences import NotReadyError, open_wordings, sentence, wording_for
from minhdinh.standards.suggestions.values import check_values, tidy_values

__all__ = [
    "Library",
    "LockState",
    "Locks",
    "Negative",
    "NotReadyError",
    "Proof",
    "ProofRecord",
    "Proposition",
    "RequirementSuggestions",
    "Severity",
    "Slot",
    "SlotInput",
    "SlotProblem",
    "SlotType",
    "Wording",
    "check_values",
    "library_ids",
    "library_of",
    "locks",
    "open_wordings",
    "order_reasons",
    "sentence",
    "tidy_values",
    "wording_for",
]
