import os
import secrets
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from minhdinh.config.backup.targets import SqliteTarget, holds_data, new_target
from tests.config.commands import MAIN, clean_environment, minhdinh
from tests.factories import UserFactory


@pytest.mark.django_db
def test_an_installation_without_people_and_files_holds_nothing(media_root):
    assert holds_data() is False
    (media_root / "empty").mkdir()
    assert holds_data() is False


@pytest.mark.django_db
def test_a_person_or_a_file_is_data(media_root):
    UserFactory()
    assert holds_data() is True


@pytest.mark.django_db
def test_a_stored_file_is_data(media_root):
    (media_root / "a.pdf").write_bytes(b"%PDF")
    assert holds_data() is True


@pytest.mark.django_db
def test_what_is_discarded_leaves_nothing(tmp_path):
    data = tmp_path / "data"
    target = SqliteTarget(data)
    (target.work / "files" / "a.pdf").write_bytes(b"%PDF")
    assert target.redirection({})["NAME"].startswith(str(data / ".restore-"))
    target.discard()
    assert list(data.iterdir()) == []


@pytest.mark.django_db
def test_the_target_fits_the_configured_database(tmp_path):
    target = new_target(tmp_path)
    try:
        assert type(target).__name__.lower().startswith(connection.vendor[:6])
    finally:
        target.discard()


@pytest.fixture
def other_database():
    """Return the variables of a fresh database of the kind that these tests run on."""
    address = os.environ.get("MINHDINH_DATABASE_URL", "")
    if not address:
        yield {}
        return
    name = f"restore_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield {"MINHDINH_DATABASE_URL": urlunsplit(urlsplit(address)._replace(path=f"/{name}"))}
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.database
def test_a_backup_of_sqlite_moves_into_the_database_of_these_tests(sample_data, other_database, tmp_path):
    path, data = tmp_path / "out.zip", tmp_path / "there"
    assert minhdinh(sample_data, "backup", str(path)).returncode == 0

    def there(*arguments):
        return subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            env=clean_environment(data, **other_database),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    done = there("restore", str(path))
    assert done.returncode == 0, done.stderr
    assert "dấu niêm phong đều khớp" in done.stdout
    assert there("restore", str(path)).returncode == 2
    again = there("restore", str(path), "--replace")
    assert again.returncode == 0, again.stderr
    listed = there("organisations", "list")
    assert "th-sao-mai-1" in listed.stdout, listed.stderr
