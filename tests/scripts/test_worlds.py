"""A world that is put back is the one that was made, and whatever could make another one has it made anew."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from minhdinh.organisations.models import Organisation, OrganisationKind
from tests import worlds
from tests.appraisals.registered import World, make_registered
from tests.factories import DepartmentFactory
from tests.worlds import kept_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "_kept", {})
    monkeypatch.delenv("MINHDINH_TEST_MAKE_ANEW", raising=False)


@pytest.fixture
def made() -> list[str]:
    """Return the names for which the function really ran."""
    return []


@pytest.fixture
def office(made: list[str]) -> Callable[..., Organisation]:
    @kept_world
    def make(name: str = "Sở Mẫu") -> Organisation:
        made.append(name)
        default_storage.save("a/b.txt", ContentFile(name.encode()))
        found: Organisation = DepartmentFactory(name=name)
        return found

    return make


def twice(make: Callable[[], object]) -> None:
    """Run a function in two databases that are alike, one after the other, each with its own empty folder."""
    with transaction.atomic():
        make()
        transaction.set_rollback(True)
    for folder in Path(settings.MEDIA_ROOT).iterdir():
        shutil.rmtree(folder)


def contents() -> dict[str, list[object]]:
    return {table: sorted(worlds._all_rows(table), key=repr) for table in worlds._tables()}


def test_rows_files_and_result_are_those_that_were_made(office, made, media_root: Path) -> None:
    seen = []
    twice(lambda: seen.append((contents(), office(), contents())))
    before, first, after = seen[0]
    assert contents() == before
    second = office()
    assert made == ["Sở Mẫu"]
    assert contents() == after != before
    assert second == first
    assert second is not first
    assert (media_root / "a" / "b.txt").read_text() == "Sở Mẫu"


def test_a_whole_registration_is_put_back(django_assert_max_num_queries) -> None:
    seen: list[tuple[World, dict[str, list[object]]]] = []
    twice(lambda: seen.append((make_registered(), contents())))
    with django_assert_max_num_queries(120):
        again = make_registered()
    assert contents() == seen[0][1]
    connection.check_constraints()
    assert again.fresh() == seen[0][0].registered


def test_another_argument_is_another_world(office, made) -> None:
    twice(office)
    assert office("Sở khác").name == "Sở khác"
    assert made == ["Sở Mẫu", "Sở khác"]


def test_in_a_database_where_something_stands_it_is_made(office, made) -> None:
    twice(office)
    DepartmentFactory()
    office()
    assert len(made) == 2


def test_under_another_clock_it_is_made(office, made, monkeypatch: pytest.MonkeyPatch) -> None:
    twice(office)
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date(2026, 1, 1))
    office()
    assert len(made) == 2


def test_with_other_settings_it_is_made(office, made, settings: Settings) -> None:
    twice(office)
    settings.USE_THOUSAND_SEPARATOR = True
    office()
    assert len(made) == 2


def test_what_changes_rows_that_stand_is_made_each_time(made) -> None:
    @kept_world
    def rename() -> None:
        made.append("")
        OrganisationKind.objects.filter(pk="department").update(name="Tên khác")

    twice(rename)
    rename()
    assert len(made) == 2
    assert OrganisationKind.objects.get(pk="department").name == "Tên khác"


def test_what_cannot_be_copied_is_made_each_time(made) -> None:
    @kept_world
    def function() -> Callable[[], str]:
        made.append(DepartmentFactory().name)
        return lambda: "x"

    twice(function)
    function()
    assert len(made) == 2
