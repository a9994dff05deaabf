"""Attempts to sign in are counted once for all web processes, in a table that a migration makes."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from minhdinh.config import settings as real
from tests.config.commands import python

TABLE = "minhdinh_shared_counters"
TRY = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
from minhdinh.accounts.models import User
User.objects.get_or_create(username="thuky", defaults={"full_name": "Lê Thu Hà"})
def attempt(name):
    answer = Client().post("/dang-nhap/", {"login": name, "password": "sai-mat-khau-2026"})
    return "quá nhiều" in answer.content.decode().lower()
print(json.dumps([attempt(name) for name in sys.argv[1:]]))
"""


def refused(data: Path, *names: str) -> list[bool]:
    """Return which of these attempts, made in a process of their own, were refused for being too many."""
    done = python(data, TRY, *names)
    assert done.returncode == 0, done.stderr
    found: list[bool] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_another_process_goes_on_counting(ready_data: Path) -> None:
    assert refused(ready_data, "thuky", "thuky", "thuky") == [False, False, False]
    assert refused(ready_data, "thuky", "thuky", "thuky") == [False, False, True]
    assert refused(ready_data, "thuky", "nguoi-khac") == [True, False]


@pytest.mark.django_db
def test_what_one_process_counts_another_reads() -> None:
    caches["shared"].set("attempts", 3, timeout=60)
    assert caches.create_connection("shared").get("attempts") == 3


def test_the_program_counts_in_the_database_and_the_job_worker_does_not() -> None:
    assert real.CACHES["default"] == settings.CACHES["shared"]
    assert real.CACHES["default"]["LOCATION"] == TABLE
    assert "locmem" in real.CACHES[real.Q_CLUSTER["cache"]]["BACKEND"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_table_comes_and_goes_with_its_migration() -> None:
    migration = import_module("minhdinh.accounts.migrations.0002_shared_counters")
    assert TABLE in connection.introspection.table_names()
    with connection.schema_editor() as editor:
        migration.drop(None, editor)
    assert TABLE not in connection.introspection.table_names()
    for _twice in range(2):
        with connection.schema_editor() as editor:
            migration.create(None, editor)
    caches["shared"].set("attempts", 1)
    assert caches["shared"].get("attempts") == 1
