"""What else a registration's page at the school leads to: questions to answer, a draft to read, a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from minhdinh.access.actor import Actor
from minhdinh.appraisals.models import Case


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A page of the registration: ``pressing`` where something waits for the school there."""

    label: str
    url: str
    icon: str = "chevron-right"
    note: str = ""
    pressing: bool = False


LinkProvider = Callable[[Case, Actor], Iterable[CaseLink]]
_providers: list[LinkProvider] = []


def register_case_link(provider: LinkProvider) -> None:
    """Let a part of the room add links to the registration's page at the school; the school's scope is open."""
    if provider not in _providers:
        _providers.append(provider)


def links_of(case: Case, actor: Actor) -> list[CaseLink]:
    """Return the links for this person."""
    return [link for provider in _providers for link in provider(case, actor)]
