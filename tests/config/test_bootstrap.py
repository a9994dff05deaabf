import gc
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from minhdinh.config.bootstrap import STAMP_FILE, _collecting_seldom, is_migrated
from tests.config.commands import clean_environment, python

SETUP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"
import django
django.setup()
from minhdinh.config.bootstrap import is_migrated, make_ready
"""
READY = f"{SETUP}\nprint(is_migrated(), make_ready(), is_migrated(), make_ready())"


def loaded_sets(data: Path) -> int:
    with sqlite3.connect(data / "minhdinh.sqlite3") as database:
        count = database.execute("SELECT count(*) FROM standards_standardsetversion").fetchone()
    database.close()
    return int(count[0])


@pytest.mark.django_db
def test_the_tests_run_on_the_whole_schema() -> None:
    assert is_migrated() is True


def test_the_collector_works_as_before_after_the_migrations() -> None:
    before = gc.get_threshold()
    with _collecting_seldom():
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before


def test_the_first_call_makes_everything_and_the_second_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = python(tmp_path, READY, MINHDINH_DATA=str(data))
    assert done.stdout.split() == ["False", "True", "True", "False"], done.stderr
    assert (data / "files").is_dir()
    with sqlite3.connect(data / "minhdinh.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()
    assert loaded_sets(data) >= 9


def test_it_says_nothing(tmp_path: Path) -> None:
    """Standard output belongs to the command that called it, which may print JSON there."""
    done = python(tmp_path, READY.replace("print(", "("))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_a_start_that_died_before_the_sets_is_finished_by_the_next(tmp_path: Path) -> None:
    half = f"{SETUP}\nfrom django.core.management import call_command\ncall_command('migrate', verbosity=0)"
    assert python(tmp_path, half).returncode == 0
    assert loaded_sets(tmp_path) == 0
    done = python(tmp_path, f"{SETUP}\nprint(is_migrated(), make_ready())")
    assert done.stdout.split() == ["True", "True"], done.stderr
    assert loaded_sets(tmp_path) >= 9


def test_a_stamp_of_another_database_does_not_count(tmp_path: Path) -> None:
    (tmp_path / STAMP_FILE).write_text("9.9.9 of another place\n", encoding="utf-8")
    assert python(tmp_path, READY).returncode == 0
    assert loaded_sets(tmp_path) >= 9


def test_a_set_whose_packaged_content_changed_does_not_stop_the_others(ready_data: Path) -> None:
    with sqlite3.connect(ready_data / "minhdinh.sqlite3") as database:
        database.execute(
            "UPDATE standards_standardsetversion SET checksum = 'other' WHERE set_id LIKE 'tt17%'"
        )
        database.execute("DELETE FROM standards_standardsetversion WHERE set_id LIKE 'tt57%'")
    database.close()
    (ready_data / STAMP_FILE).unlink()
    done = python(ready_data, f"{SETUP}\nprint(make_ready(), make_ready())")
    assert done.stdout.split() == ["True", "False"], done.stderr
    assert "tt17-2018-tieu-hoc" in done.stderr
    assert loaded_sets(ready_data) >= 9


def test_two_commands_that_start_at_once_on_a_new_folder_both_succeed(tmp_path: Path) -> None:
    code = f"{SETUP}\nprint(make_ready())"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env=clean_environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _number in range(2)
    ]
    answers = [process.communicate(timeout=180) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert sorted(out.strip() for out, _err in answers) == ["False", "True"]
    assert loaded_sets(tmp_path) >= 9
