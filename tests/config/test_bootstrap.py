import sqlite3
from pathlib import Path

import pytest

from minhdinh.config.bootstrap import is_migrated
from tests.config.commands import python

READY = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"
import django
django.setup()
from minhdinh.config.bootstrap import is_migrated, make_ready
print(is_migrated(), make_ready(), is_migrated(), make_ready())
"""


@pytest.mark.django_db
def test_the_tests_run_on_the_whole_schema() -> None:
    assert is_migrated() is True


def test_the_first_call_makes_everything_and_the_second_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = python(tmp_path, READY, MINHDINH_DATA=str(data))
    assert done.stdout.split() == ["False", "True", "True", "False"], done.stderr
    assert (data / "files").is_dir()
    with sqlite3.connect(data / "minhdinh.sqlite3") as database:
        mode = database.execute("PRAGMA journal_mode").fetchone()
        sets = database.execute("SELECT count(*) FROM standards_standardsetversion").fetchone()
    database.close()
    assert mode == ("wal",)
    assert sets[0] >= 9


def test_it_says_nothing(tmp_path: Path) -> None:
    """Standard output belongs to the command that called it, which may print JSON there."""
    done = python(tmp_path, READY.replace("print(", "("))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
