"""The level engine. Pure Python: from answers and levels to results with reasons; no Django, no database."""

from minhdinh.standards.rules.engine import Engine, evaluate, evaluate_tracks
from minhdinh.standards.rules.gates import Floor, Gate, Quota, compile_gates
from minhdinh.standards.rules.proposal import (
    Proposal,
    derived_answers,
    missing_for,
    propose,
    propose_all,
)
from minhdinh.standards.rules.result import Case, Count, Result, Step

__all__ = [
    "Case",
    "Count",
    "Engine",
    "Floor",
    "Gate",
    "Proposal",
    "Quota",
    "Result",
    "Step",
    "compile_gates",
    "derived_answers",
    "evaluate",
    "evaluate_tracks",
    "missing_for",
    "propose",
    "propose_all",
]
