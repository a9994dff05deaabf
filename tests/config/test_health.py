import shutil

import pytest
from django.db import connection, connections

from minhdinh.config.health import Finding, findings, is_new
from tests.s3 import BUCKET, bucket, in_bucket, s3_server

__all__ = ["bucket", "in_bucket", "s3_server"]

pytestmark = pytest.mark.django_db


def messages(*, migrated=True, serious=None):
    found = findings(migrated=migrated, connection=connection)
    return [one.message for one in found if serious is None or one.serious is serious]


@pytest.fixture
def built(settings, tmp_path):
    """A package whose pages' assets were built, and a data folder that can be written."""
    (tmp_path / "package" / "static" / "minhdinh").mkdir(parents=True)
    settings.PACKAGE, settings.MINHDINH_DATA = tmp_path / "package", tmp_path
    return settings


def test_a_sound_installation_has_nothing_serious(built):
    assert messages(serious=True) == []


def test_assets_that_were_not_built_are_serious(built, tmp_path):
    built.PACKAGE = tmp_path / "bare"
    assert messages(serious=True) == ["Chưa dựng giao diện: chạy `make assets`."]


def test_a_schema_that_lags_behind_is_upgraded_by_the_next_start(built):
    assert messages(migrated=False, serious=True) == []
    assert any("tự nâng cấp" in one for one in messages(migrated=False, serious=False))


def test_production_asks_for_hosts_and_https(built):
    built.PRODUCTION, built.ALLOWED_HOSTS, built.MINHDINH_PUBLIC_URL = True, [], "http://a.example"
    assert any("MINHDINH_HOSTS" in one for one in messages(serious=True))
    assert any("https" in one for one in messages(serious=False))


def test_a_missing_office_suite_is_only_a_note(built, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = messages(serious=False)
    assert any("LibreOffice" in one for one in found)
    assert any("poppler-utils" in one for one in found)
    assert any("tesseract-ocr-vie" in one for one in found)
    assert messages(serious=True) == []


@pytest.mark.s3
def test_a_bucket_that_cannot_be_opened_is_serious(built, in_bucket):
    assert messages(serious=True) == []
    wrong = {**in_bucket.options, "secret_key": "wrong"}
    built.STORAGES = {**built.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": wrong}}
    (said,) = messages(serious=True)
    assert in_bucket.name in said
    assert "wrong" not in said


def test_serious_things_stand_first(built, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    built.PRODUCTION, built.ALLOWED_HOSTS, built.MINHDINH_PUBLIC_URL = True, [], "http://a.example"
    found = findings(migrated=False, connection=connection)
    assert [one.serious for one in found] == sorted((one.serious for one in found), reverse=True)
    assert all(isinstance(one, Finding) for one in found)


def test_a_database_with_tables_is_not_new_and_one_without_a_file_is(tmp_path):
    assert is_new(connection) is False
    other = connections.create_connection("default")
    other.settings_dict = {**other.settings_dict, "NAME": str(tmp_path / "none.sqlite3")}
    if other.vendor == "sqlite":
        assert is_new(other) is True
        assert list(tmp_path.glob("*.sqlite3")) == []
