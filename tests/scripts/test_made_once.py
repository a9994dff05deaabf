import os
import threading
from pathlib import Path

import pytest
from django.db import connection

from tests import made_once
from tests.databases import FileTemplate
from tests.made_once import OLD, State, fingerprint, forget, held


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a small program of which things are made."""
    folder = tmp_path / "src" / "minhdinh"
    (folder / "room").mkdir(parents=True)
    (folder / "room" / "models.py").write_text("one", encoding="utf-8")
    monkeypatch.setattr(made_once, "ROOT", tmp_path)
    monkeypatch.setattr(made_once, "PACKAGE", folder)
    monkeypatch.delenv("MINHDINH_TEST_MAKE_ANEW", raising=False)
    return folder


@pytest.fixture
def state(package: Path, tmp_path: Path) -> State:
    return State("small", ("*/models.py",), tmp_path / "kept")


def test_another_content_or_name_is_another_fingerprint(package: Path) -> None:
    parts = ("*/models.py",)
    first = fingerprint(parts)
    assert fingerprint(parts) == first
    (package / "room" / "views.py").write_text("x", encoding="utf-8")
    assert fingerprint(parts) == first
    (package / "room" / "models.py").write_text("two", encoding="utf-8")
    second = fingerprint(parts)
    assert second != first
    (package / "room").rename(package / "hall")
    assert fingerprint(parts) not in {first, second}


def test_what_is_made_once_is_copied(state: State, tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "file").write_text("content", encoding="utf-8")

    first = state.copy_of("thing", make, tmp_path / "first")
    (first / "file").write_text("worked in", encoding="utf-8")
    second = state.copy_of("thing", make, tmp_path / "second")
    assert made == [tmp_path / "first"]
    assert (second / "file").read_text(encoding="utf-8") == "content"


def test_a_program_that_changed_since_the_start_is_not_kept(
    state: State, package: Path, tmp_path: Path
) -> None:
    def make(folder: Path) -> None:
        (package / "room" / "models.py").write_text("newer", encoding="utf-8")

    state.copy_of("thing", make, tmp_path / "first")
    assert not (state.folder / "thing").exists()
    assert not state.may_be_kept()


def test_nothing_is_kept_when_told_so(state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINHDINH_TEST_MAKE_ANEW", "1")
    state.copy_of("thing", lambda _folder: None, tmp_path / "first")
    assert not (state.folder / "thing").exists()


def test_a_failure_keeps_nothing(state: State, tmp_path: Path) -> None:
    def fails(_folder: Path) -> None:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        state.copy_of("thing", fails, tmp_path / "first")
    assert not (state.folder / "thing").exists()


def test_only_one_makes_it(state: State, tmp_path: Path) -> None:
    made: list[Path] = []
    threads = [
        threading.Thread(target=state.copy_of, args=("thing", made.append, tmp_path / f"copy-{number}"))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(made) == 1


def test_old_states_are_forgotten_unless_they_are_in_use(state: State, tmp_path: Path) -> None:
    old, used = (state.root / f"small-{name}" for name in ("old", "used"))
    for folder in (old, used):
        folder.mkdir(parents=True)
        os.utime(folder, (0, folder.stat().st_mtime - OLD - 60))
    with held(used), state.one_at_a_time():
        assert (old.exists(), used.exists(), state.folder.exists()) == (False, True, True)
    forget(used)
    assert not used.exists()


@pytest.mark.django_db
def test_the_template_is_the_whole_schema(tmp_path: Path) -> None:
    """The database of these tests came from a template or was migrated just now; it looks the same."""
    tables = set(connection.introspection.table_names())
    assert {"organisations_organisation", "django_migrations", "minhdinh_shared_counters"} <= tables
    template = FileTemplate(tmp_path)
    assert not template.exists()
    (tmp_path / "made").write_bytes(b"database")
    template.keep(str(tmp_path / "made"))
    template.take(str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_bytes() == b"database"
    assert template.exists()
