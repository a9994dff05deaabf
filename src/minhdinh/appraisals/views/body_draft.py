"""A body while it is put together on the page: everything stands in the form, nothing is kept before it is formed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from minhdinh.access.scope import path_scope
from minhdinh.appraisals.domain.bodies.criteria import Criterion, criteria_of
from minhdinh.appraisals.domain.bodies.facts import facts_of
from minhdinh.appraisals.domain.bodies.forming import Examined, Named
from minhdinh.appraisals.domain.bodies.people import Person, candidates
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.forms.body import DecisionForm
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.bodies import MOST_MEMBERS, divide_evenly
from minhdinh.appraisals.rules.conflicts import conflicts
from minhdinh.appraisals.rules.regimes import BodyRules
from minhdinh.lib.text import whole_number

USUAL = dt.timedelta(days=60)
FIRST_ROLES = (BodyRole.LEADER, BodyRole.SECRETARY)
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the page was sent with: people in their order, the doubts that were confirmed, the name looked for."""

    members: tuple[Named, ...]
    acknowledged: frozenset[str]
    search: str


def read_draft(posted: QueryDict) -> Draft:
    """Return what was sent, after the button that was pressed: a person added or taken off."""
    ids = list(dict.fromkeys(_numbers(posted.getlist("member"))))
    removed = _numbers(posted.getlist("remove"))
    added = [one for one in _numbers(posted.getlist("add")) if one not in ids]
    kept = [one for one in ids if one not in removed][:MOST_MEMBERS]
    members = [_named(posted, one) for one in kept]
    for one in added[: MOST_MEMBERS - len(members)]:
        members.append(Named(one, _free_role(members)))
    search = "" if added else posted.get("q", "")[:100]  # who was found is chosen: the next is looked for
    return Draft(tuple(members), frozenset(posted.getlist("ack")), search)


def divided(draft: Draft, criteria: Sequence[Criterion]) -> Draft:
    """Return the draft with the criteria divided evenly: a proposal that the officer changes."""
    shares = divide_evenly([one.key for one in criteria], [one.user_id for one in draft.members])
    members = tuple(replace(one, criteria=shares[one.user_id]) for one in draft.members)
    return replace(draft, members=members)


def days_of(form: DecisionForm) -> Days:
    """Return the days typed, or two months from today where they are none yet."""
    form.is_valid()
    starts, ends = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    first = starts or timezone.localdate()
    return first, ends if ends and ends >= first else first + USUAL


def member_rows(draft: Draft, examined: Examined, rules: BodyRules) -> list[dict[str, Any]]:
    """Return the people of a draft as its table shows them."""
    return [
        {
            "named": one,
            "person": examined.people[one.user_id],
            "position": one.position or examined.people[one.user_id].position,
            "findings": examined.about(one.user_id),
            "overrulable": any(found.refuses and found.overrulable for found in examined.about(one.user_id)),
            "roles": [(str(role), rules.role_title(role), role == one.role) for role in rules.roles],
        }
        for one in draft.members
        if one.user_id in examined.people
    ]


@dataclass(frozen=True, slots=True)
class Column:
    """A person of the grid: ``pk`` names the fields (the account in a draft, the member's row where one stands)."""

    pk: int
    name: str
    criteria: Sequence[str]


def grid_rows(columns: Sequence[Column], criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    """Return the grid of criteria and people: a line a criterion, ``nobody`` where no person has it."""
    return [
        {
            "criterion": one,
            "cells": [(column, one.key in column.criteria) for column in columns],
            "nobody": not any(one.key in column.criteria for column in columns),
        }
        for one in criteria
    ]


def sealed_criteria(case: Case) -> list[Criterion]:
    """Return the criteria of the sealed report, read by the department."""
    with path_scope(case.department.path):
        return criteria_of(case)


def candidate_rows(
    case: Case, rules: BodyRules, days: Days, search: str, but: Sequence[int]
) -> list[dict[str, Any]]:
    """Return people who may be named, with training, load in these days and what stands against them."""
    found = {one.user.pk: one for one in candidates(case.department, search, but=but)}
    facts = facts_of(case, found)
    return [
        {
            "person": person,
            "findings": conflicts(rules, facts[one], *days),
            "load": [
                row for row in facts[one].bookings if row.starts_on <= days[1] and row.ends_on >= days[0]
            ],
        }
        for one, person in found.items()
    ]


def without_strangers(draft: Draft, people: Mapping[int, Person]) -> Draft:
    """Return the draft without ids that are nobody's here."""
    return replace(draft, members=tuple(one for one in draft.members if one.user_id in people))


def _named(posted: QueryDict, user_id: int) -> Named:
    return Named(
        user_id=user_id,
        role=posted.get(f"role-{user_id}", ""),
        criteria=tuple(dict.fromkeys(posted.getlist(f"c-{user_id}"))),
        position=posted.get(f"position-{user_id}", ""),
        paper=posted.get(f"paper-{user_id}", ""),
        reason=posted.get(f"reason-{user_id}", ""),
    )


def _free_role(members: Sequence[Named]) -> str:
    taken = {one.role for one in members}
    return next((role for role in FIRST_ROLES if role not in taken), BodyRole.MEMBER)


def _numbers(words: Sequence[str]) -> list[int]:
    return [number for word in words if (number := whole_number(word, longest=11)) is not None]
