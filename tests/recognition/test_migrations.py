"""Decisions of before get the same days as the rules give, an own address, and nothing else changes."""

import datetime as dt
import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from minhdinh.access.scope import scopes_disabled
from minhdinh.recognition.models import Decision
from minhdinh.recognition.rules.clock import Held, span
from tests.factories import World, make_world
from tests.recognition.register import recognise

D = dt.date
MIGRATION = importlib.import_module("minhdinh.recognition.migrations.0002_register")


@pytest.mark.parametrize(
    ("year", "decided_on", "printed"),
    [
        ("2021-2022", D(2021, 12, 14), None),
        ("2021-2022", D(2021, 12, 14), D(2026, 12, 14)),
        ("2021-2022", None, None),
        ("2021-2022", None, D(2020, 1, 1)),
        ("2023-2024", D(2024, 2, 29), None),
        ("2022-2023", D(2023, 3, 1), None),
    ],
)
def test_the_days_are_those_of_the_rules(year: str, decided_on: D | None, printed: D | None) -> None:
    row = SimpleNamespace(year=year, decided_on=decided_on, valid_to=printed)
    assert MIGRATION.days_of(row) == span(Held(year, decided_on, printed))


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_every_row_is_filled_whatever_the_size_of_a_run(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        recognise(world.school, number=f"{number}/QĐ")
    with scopes_disabled():
        before = {row.pk: (row.starts_on, row.ends_on, row.number) for row in Decision.objects.all()}
        Decision._base_manager.update(starts_on=D(1900, 1, 1), ends_on=D(1900, 1, 1))
    monkeypatch.setattr(MIGRATION, "BATCH", 2)
    MIGRATION.fill(apps, SimpleNamespace(connection=connection))
    with scopes_disabled():
        rows = list(Decision.objects.all())
    assert {row.pk: (row.starts_on, row.ends_on, row.number) for row in rows} == before
    assert len({row.token for row in rows}) == 5
