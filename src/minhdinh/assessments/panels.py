"""Panels that upper rooms put on a year's overview page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import SelfAssessment


@dataclass(frozen=True, slots=True)
class Panel:
    """A fragment of a page: its template, and what the template calls ``panel``."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)


PanelProvider = Callable[[Actor, SelfAssessment], Panel | None]
_providers: list[PanelProvider] = []


def register_panel(provider: PanelProvider) -> None:
    """Let an upper room show something on every overview page; twice is once."""
    if provider not in _providers:
        _providers.append(provider)


def panels_of(actor: Actor, assessment: SelfAssessment) -> list[Panel]:
    """Return what the rooms have to show of a year, in the order of registration."""
    return [panel for one in _providers if (panel := one(actor, assessment)) is not None]
