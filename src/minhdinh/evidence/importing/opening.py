"""The year that a list is for; where the school has not opened it, a room above (assessments) opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.common.problems import Problem
from minhdinh.evidence.context import YearContext, year_context
from minhdinh.organisations.models import Organisation

Opener = Callable[..., Any]
_openers: list[Opener] = []


def register_year_opener(opener: Opener) -> None:
    """Let a room above open a year: called with ``actor``, ``organisation`` and ``year``; the last registered counts."""
    _openers[:] = [opener]


def year_for(*, actor: Actor, organisation: Organisation, year: str, dry_run: bool = False) -> YearContext:
    """Return the context of a year, opening it where it is not; raises Problem where it cannot be opened.

    With ``dry_run`` the year is opened and taken back at once, so that a preview is told by the year's own criteria.
    """
    context = year_context(organisation.pk, year)
    if context is not None:
        return context
    if not _openers:
        raise Problem("Năm học này chưa mở tự đánh giá.")
    with transaction.atomic():
        _openers[0](actor=actor, organisation=organisation, year=year)
        context = year_context(organisation.pk, year)
        transaction.set_rollback(dry_run)
    if context is None:
        raise Problem("Năm học này chưa mở tự đánh giá.")
    return context
