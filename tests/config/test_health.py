import shutil

import pytest
from django.db import connection

from minhdinh.config.health import Finding, findings
from tests.config.commands import minhdinh

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
    assert any("LibreOffice" in one for one in messages(serious=False))
    assert messages(serious=True) == []


def test_serious_things_stand_first(built, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    built.PRODUCTION, built.ALLOWED_HOSTS, built.MINHDINH_PUBLIC_URL = True, [], "http://a.example"
    found = findings(migrated=False, connection=connection)
    assert [one.serious for one in found] == sorted((one.serious for one in found), reverse=True)
    assert all(isinstance(one, Finding) for one in found)


def test_serious_things_make_the_command_fail(tmp_path):
    done = minhdinh(tmp_path, "check", MINHDINH_DATABASE_URL="postgresql://a:b@127.0.0.1:9/none")
    assert done.returncode == 1
    assert "LỖI: Không mở được cơ sở dữ liệu" in done.stdout
    assert "Cấu hình chưa dùng được" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_explains_a_new_folder_and_makes_no_database(tmp_path):
    done = minhdinh(tmp_path, "check")
    assert done.returncode == 0, done.stdout
    assert "LƯU Ý: Chưa có cơ sở dữ liệu: lần chạy đầu (`minhdinh serve`) tự tạo" in done.stdout
    assert "Cấu hình dùng được." in done.stdout
    assert {path.name for path in tmp_path.iterdir()} <= {"secret.key", "files"}


def test_a_folder_that_a_start_has_made_ready_has_nothing_to_explain(ready_data):
    done = minhdinh(ready_data, "check")
    assert done.returncode == 0, done.stdout
    assert "cơ sở dữ liệu" not in done.stdout.lower()
