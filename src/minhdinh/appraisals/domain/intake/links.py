"""What else an office's page of a registration leads to: forming a body, a draft, a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from minhdinh.access.actor import Actor
from minhdinh.appraisals.domain.cases.links import CaseLink
from minhdinh.appraisals.models import Case
from minhdinh.organisations.models import Organisation

OfficeLinkProvider = Callable[[Case, Actor, Organisation], Iterable[CaseLink]]
_providers: list[OfficeLinkProvider] = []


def register_office_link(provider: OfficeLinkProvider) -> None:
    """Let a part of the room, or a room above, add links to an office's page of a registration; twice is once.

    The path scope of the office is open for reading when the provider is asked.
    """
    if provider not in _providers:
        _providers.append(provider)


def office_links(case: Case, actor: Actor, office: Organisation) -> list[CaseLink]:
    """Return the links for this person at this office."""
    return [link for provider in _providers for link in provider(case, actor, office)]
