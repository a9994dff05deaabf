"""Whatever is added, moved, merged, split or closed: nothing is lost, and every past day stays what it was.

Hypothesis draws sequences of operations; ``oracle.Oracle`` replays them without knowing the program. After each
sequence the schools of every office on every day, the rows of every school, the statistics of an old year and the
people's roles are compared.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import OFFICE_ROLES, Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.common.problems import Problem
from minhdinh.evidence.models import EvidenceItem
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.inheritance import heirs_of
from minhdinh.organisations.domain.placements import misplaced
from minhdinh.organisations.domain.queries import actor_for, current_memberships
from minhdinh.organisations.domain.registration import register_organisation
from minhdinh.organisations.domain.tree import move_organisation, parent_on
from minhdinh.organisations.models import Membership, Organisation, SchoolYear, Site
from minhdinh.oversight.domain.population import school_years
from minhdinh.recognition.models import Decision
from tests.evidence.factories import House, make_house, make_item
from tests.factories import CommuneFactory, DepartmentFactory, MinistryFactory, SchoolFactory, member
from tests.organisations.oracle import Oracle
from tests.organisations.reorganising import carry_out, codes_under, get, merger, new, split, there

START = dt.date(2025, 7, 1)
OLD_YEAR, OLD_DAY = "2023-2024", dt.date(2024, 5, 31)
OWNED = (Decision, SchoolYear, Site, EvidenceItem, RecordedAssessment)
KINDS = ("add", "move", "merge_offices", "merge_schools", "split", "split_off", "close")

operations = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 97),
        st.integers(0, 97),
        st.integers(0, 97),
        st.integers(-15, 20),
    ),
    min_size=3,
    max_size=9,
)


@dataclass
class Tree:
    """The tree under test and its oracle, side by side."""

    oracle: Oracle
    day: dt.date = START
    days: list[dt.date] = field(default_factory=lambda: [OLD_DAY, START])
    made: int = 0
    refused: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def active(self, *kinds: str) -> list[Organisation]:
        return list(
            Organisation.objects.filter(active=True, kind__in=kinds).order_by("pk").select_related("kind")
        )

    def pick(self, number: int, *kinds: str) -> Organisation:
        found = self.active(*kinds)
        return found[number % len(found)]

    def fresh_code(self) -> str:
        self.made += 1
        return f"moi-{self.made}"

    def do(self, kind: str, one: int, two: int, three: int, step: int) -> None:
        """Try an operation; what the program refuses, the oracle does not do either."""
        self.day += dt.timedelta(days=step)
        self.days += [self.day - dt.timedelta(days=1), self.day]
        try:
            with transaction.atomic():
                getattr(self, kind)(one, two, three)
        except Problem:
            self.refused += 1
        else:
            self.done[kind] += 1

    def add(self, one: int, two: int, _three: int) -> None:
        parent = self.pick(one, "commune", "department")
        code = self.fresh_code()
        register_organisation(
            actor=system_actor(), kind="school", code=code, name=f"Trường {code}", parent=parent,
            valid_from=self.day, school_type=("thcs", "tieu_hoc")[two % 2],
        )  # fmt: skip
        self.oracle.add(code, parent.code, self.day, school=True)

    def move(self, one: int, two: int, _three: int) -> None:
        child = self.pick(one, "commune", "school")
        parent = self.pick(two, "department", "commune") if child.is_school else self.pick(two, "department")
        move_organisation(actor=system_actor(), organisation=child, parent=parent, day=self.day)
        self.oracle.move(child.code, parent.code, self.day)

    def merge_offices(self, one: int, two: int, three: int) -> None:
        first, second = self.pick(one, "commune"), self.pick(two, "commune")
        olds = [first] if first == second else [first, second]
        if three % 2:
            into = self.pick(three, "commune")
            carry_out(merger(*olds, into=there(into), day=self.day))
            self.oracle.give([old.code for old in olds], into.code, self.day)
            return
        parent, code = self.pick(three, "department"), self.fresh_code()
        carry_out(merger(*olds, into=new(code, parent), day=self.day))
        self.oracle.add(code, parent.code, self.day)
        self.oracle.give([old.code for old in olds], code, self.day)

    def merge_schools(self, one: int, two: int, three: int) -> None:
        first, second = self.pick(one, "school"), self.pick(two, "school")
        olds = [first] if first == second else [first, second]
        if three % 2:
            into = self.pick(three, "school")
            carry_out(merger(*olds, into=there(into), day=self.day))
        else:
            parent, code = self.pick(three, "commune"), self.fresh_code()
            carry_out(merger(*olds, into=new(code, parent, "school"), day=self.day))
            self.oracle.add(code, parent.code, self.day, school=True)
        for old in olds:
            self.oracle.close(old.code, self.day)

    def split(self, one: int, two: int, three: int) -> None:
        old, parent = self.pick(one, "commune"), self.pick(two, "department")
        parts = [self.fresh_code(), self.fresh_code()]
        chosen = {
            child: parts[(three + index) % 2] for index, child in enumerate(self.oracle.children(old.code))
        }
        carry_out(split(old, *(new(code, parent) for code in parts), day=self.day, assignment=chosen))
        for code in parts:
            self.oracle.add(code, parent.code, self.day)
        self.oracle.give([old.code], parts[0], self.day, chosen)

    def split_off(self, one: int, two: int, three: int) -> None:
        """Let a part leave while the old commune goes on."""
        old, parent, code = self.pick(one, "commune"), self.pick(two, "department"), self.fresh_code()
        leaving = [child for index, child in enumerate(self.oracle.children(old.code)) if (three + index) % 2]
        carry_out(
            split(old, new(code, parent), day=self.day, keep=True, assignment=dict.fromkeys(leaving, code))
        )
        self.oracle.add(code, parent.code, self.day)
        for child in leaving:
            self.oracle.move(child, code, self.day)

    def close(self, one: int, _two: int, _three: int) -> None:
        old = self.pick(one, "school", "commune")
        close_organisation(actor=system_actor(), organisation=old, day=self.day)
        self.oracle.close(old.code, self.day)


@pytest.fixture
def tree(db: None) -> Tree:
    """Make two departments, four communes and five schools; each school owns a row of every kind."""
    ministry = MinistryFactory(code="bo")
    oracle = Oracle(roots={"bo"})
    for place, parent in (("so-a", "bo"), ("so-b", "bo")):
        DepartmentFactory(code=place, under=ministry)
        oracle.add(place, parent)
    for place, parent in (("xa-1", "so-a"), ("xa-2", "so-a"), ("xa-3", "so-b"), ("xa-4", "so-b")):
        made = CommuneFactory(code=place, under=get(parent))
        member(made, Role.COMMUNE_OFFICER, username=f"cb-{place}")
        oracle.add(place, parent)
    for number, parent in enumerate(("xa-1", "xa-1", "xa-2", "xa-3", "so-b")):
        code = f"truong-{number}"
        school = _house(get(parent), code) if number == 0 else SchoolFactory(code=code, under=get(parent))
        _rows_of(school, number)
        member(school, Role.PRINCIPAL, username=f"ht-{code}")
        oracle.add(code, parent, school=True)
    return Tree(oracle)


def _house(parent: Organisation, code: str) -> Organisation:
    house: House = make_house(code, under=parent)
    make_item(house, criterion="1.3")
    make_item(house, criterion="2.1", name="Danh sách")
    return house.school


def _rows_of(school: Organisation, number: int) -> None:
    with scopes_disabled():
        SchoolYear.objects.create(
            school=school, year=OLD_YEAR, path=school.path, school_type="thcs", ownership="public"
        )
        Site.objects.create(school=school, name="Điểm chính", main=True)
        Decision.objects.create(school=school, year=OLD_YEAR, number=f"{number}/QĐ", grade=1)
        RecordedAssessment.objects.create(
            school=school, year=OLD_YEAR, completed=number % 2 == 0, level=number % 3
        )


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row that a school owns, as it is in the database."""
    with scopes_disabled():
        return {model.__name__: list(model.objects.order_by("pk").values()) for model in OWNED}


def statistics(offices: list[Organisation]) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the old year's figures are made of, for each office."""
    return {
        office.code: sorted(
            school_years(office, OLD_YEAR, OLD_DAY).values_list(
                "school__code", "school_type", "stage", "completed", "level"
            )
        )
        for office in offices
    }


def run(tree: Tree, drawn: list[tuple[str, int, int, int, int]]) -> Tree:
    for operation in drawn:
        tree.do(*operation)
    return tree


def examples(count: int) -> Any:
    return settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def test_sequences_of_every_kind_are_carried_out(tree: Tree) -> None:
    """The properties would say nothing of operations that are always refused."""
    steps = [(kind, number, number + 1, number + 2, 5) for number, kind in enumerate(KINDS * 2)]
    found = run(tree, steps)
    assert set(found.done) == set(KINDS)
    assert found.refused <= len(steps) // 3


def copy_of(tree: Tree) -> Tree:
    """Return the tree as at the start: the fixture is shared by all examples."""
    stays = [type(stay)(stay.child, stay.parent, stay.since, stay.until) for stay in tree.oracle.stays]
    return Tree(Oracle(set(tree.oracle.roots), set(tree.oracle.schools), stays))


@given(drawn=operations)
@examples(12)
def test_every_day_of_every_office_is_what_the_oracle_says(tree: Tree, drawn: list[Any]) -> None:
    with transaction.atomic():
        found = run(copy_of(tree), drawn)
        for office in Organisation.objects.filter(kind__is_school=False):
            for day in {*found.days, max(found.days) + dt.timedelta(days=30)}:
                assert codes_under(office, day) == found.oracle.under(office.code, day), (office.code, day)
        closed = set(Organisation.objects.filter(active=False).values_list("code", flat=True))
        assert closed == found.oracle.closed
        assert misplaced() == []
        for item in Organisation.objects.filter(active=True):
            parent = parent_on(item, max(found.days))
            assert item.path == (parent.path if parent else "") + item.path_step()
        transaction.set_rollback(True)


@given(drawn=operations)
@examples(10)
def test_no_row_and_no_organisation_is_lost_or_changed(tree: Tree, drawn: list[Any]) -> None:
    with transaction.atomic():
        kept = ("pk", "code", "name", "kind_id", "created_at")
        before = rows(), set(Organisation.objects.values_list(*kept))
        held = set(Membership.objects.values_list("pk", "user", "organisation", "role", "position"))
        old_figures = statistics(list(Organisation.objects.filter(kind__is_school=False)))
        run(copy_of(tree), drawn)
        assert rows() == before[0]
        assert before[1] <= set(Organisation.objects.values_list(*kept))
        assert held <= set(Membership.objects.values_list("pk", "user", "organisation", "role", "position"))
        offices = Organisation.objects.filter(code__in=old_figures)
        assert statistics(list(offices)) == old_figures
        transaction.set_rollback(True)


@given(drawn=operations)
@examples(10)
def test_no_permission_is_lost_or_gained(tree: Tree, drawn: list[Any]) -> None:
    """Officers stand where their office stands or where it went; heads of schools read what was theirs, never write it."""
    with transaction.atomic():
        homes = {row.pk: row for row in Membership.objects.select_related("user", "organisation")}
        run(copy_of(tree), drawn)
        for row in homes.values():
            home = get(row.organisation.code)
            now = {(one.organisation_id, one.role) for one in current_memberships(row.user)}
            successors = {home.pk} if home.active else {one.pk for one in heirs_of(home)}
            assert {place for place, _role in now} <= successors, (
                "nobody works elsewhere than the own office went"
            )
            if row.role in OFFICE_ROLES:
                _officer_keeps_the_office(row, home, now)
            elif not home.active:
                actor = actor_for(row.user, home)
                assert actor is None or not actor.can("sheet.write")
        transaction.set_rollback(True)


def _officer_keeps_the_office(row: Membership, home: Organisation, now: set[tuple[int, str]]) -> None:
    if home.active:
        assert (home.pk, row.role) in now
    elif home.successions.exclude(successor=home).exists() and now:
        assert {role for _place, role in now} == {row.role}
        reader = actor_for(row.user, home)
        assert reader is not None
        assert reader.can("office.view")
        assert not reader.can("campaign.manage")
