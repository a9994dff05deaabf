"""The settings module as a process sees it that starts with some variables."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.check import Command
from django.template import engines
from django.utils.module_loading import import_string

from tests.config.commands import python
from tests.house_rules.test_rooms import ROOMS
from tests.house_rules.tree import PACKAGE

PRINT = (
    "import json; from minhdinh.config import settings as s; "
    "print(json.dumps({k: getattr(s, k) for k in dir(s) if k.isupper() and k != 'LANGUAGES'}, default=str))"
)
PRODUCTION = {
    "MINHDINH_MODE": "production",
    "MINHDINH_SECRET_KEY": "k" * 50,
    "MINHDINH_HOSTS": "kiemdinh.truong.vn",
    "MINHDINH_PUBLIC_URL": "https://kiemdinh.truong.vn",
}


def settings_with(data: Path, **variables: str) -> dict[str, Any]:
    done = python(data, PRINT, **variables)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refusal(data: Path, **variables: str) -> str:
    """Return the last line of what a start says that must not succeed."""
    done = python(data, PRINT, **variables)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1].removeprefix("minhdinh.config.env.SettingError: ")


def test_without_any_variable_one_machine_just_works(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert found["MINHDINH_MODE"] == "local"
    assert found["DEBUG"] is False
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "minhdinh.sqlite3")
    assert found["MEDIA_ROOT"] == str(tmp_path / "files")
    assert found["SECRET_KEY"] == (tmp_path / "secret.key").read_text(encoding="utf-8")
    assert found["MINHDINH_PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert "console" in found["EMAIL_BACKEND"]


def test_the_data_folder_is_data_where_the_command_was_started(tmp_path: Path) -> None:
    found = settings_with(tmp_path, MINHDINH_DATA="data")
    assert found["MINHDINH_DATA"] == str(tmp_path / "data")


def test_a_second_start_has_the_same_secret(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["SECRET_KEY"] == settings_with(tmp_path)["SECRET_KEY"]


def test_the_port_is_part_of_the_address(tmp_path: Path) -> None:
    found = settings_with(tmp_path, MINHDINH_PORT="9001")
    assert found["MINHDINH_PORT"] == 9001
    assert found["MINHDINH_PUBLIC_URL"] == "http://127.0.0.1:9001"
    assert found["CSRF_TRUSTED_ORIGINS"] == ["http://127.0.0.1:9001"]


def test_only_the_demo_is_the_demo(tmp_path: Path) -> None:
    assert settings_with(tmp_path, MINHDINH_MODE="demo")["MINHDINH_DEMO"] is True
    assert settings_with(tmp_path, MINHDINH_MODE="local")["MINHDINH_DEMO"] is False
    assert settings_with(tmp_path, **PRODUCTION)["MINHDINH_DEMO"] is False


def test_production_behind_tls(tmp_path: Path) -> None:
    found = settings_with(tmp_path, **PRODUCTION)
    assert found["ALLOWED_HOSTS"] == ["kiemdinh.truong.vn"]
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (True, True)
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert "smtp" in found["EMAIL_BACKEND"]
    assert not (tmp_path / "secret.key").exists()


def test_without_tls_a_cookie_still_arrives(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert (found["SESSION_COOKIE_SECURE"], found["SECURE_HSTS_SECONDS"]) == (False, 0)


@pytest.mark.parametrize(("word", "there"), [("yes", True), ("no", False)])
def test_the_proxy_header_is_trusted_only_on_request(tmp_path: Path, word: str, there: bool) -> None:
    assert ("SECURE_PROXY_SSL_HEADER" in settings_with(tmp_path, MINHDINH_BEHIND_TLS_PROXY=word)) is there


def test_postgresql_by_its_address(tmp_path: Path) -> None:
    url = "postgresql://nam:mat@db:5433/minhdinh"
    database = settings_with(tmp_path, MINHDINH_DATABASE_URL=url)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", "5433", "minhdinh")


def test_the_address_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://nam:mat@db/minhdinh\n", encoding="utf-8")
    found = settings_with(tmp_path, MINHDINH_DATABASE_URL_FILE=str(tmp_path / "url"))
    assert found["DATABASES"]["default"]["HOST"] == "db"


def test_the_upload_limit_is_in_megabytes(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["MINHDINH_UPLOAD_LIMIT"] == 50 * 1024 * 1024
    assert settings_with(tmp_path, MINHDINH_UPLOAD_LIMIT_MB="2")["MINHDINH_UPLOAD_LIMIT"] == 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MINHDINH_MODE", "prod", "MINHDINH_MODE is 'prod'; use one of: local, demo, production."),
        ("MINHDINH_PORT", "eighty", "MINHDINH_PORT is 'eighty'; a whole number is needed."),
        ("MINHDINH_PORT", "70000", "MINHDINH_PORT is 70000; it must lie between 1 and 65535."),
        ("MINHDINH_JOB_WORKERS", "0", "MINHDINH_JOB_WORKERS is 0; it must lie between 1 and 64."),
        ("MINHDINH_BEHIND_TLS_PROXY", "maybe", "MINHDINH_BEHIND_TLS_PROXY is 'maybe'; use yes or no."),
        (
            "MINHDINH_DATABASE_URL",
            "mysql://db/x",
            "MINHDINH_DATABASE_URL must look like postgresql://user:password@host:5432/database.",
        ),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    assert refusal(tmp_path, **{name: value}) == message


def test_production_demands_its_secret(tmp_path: Path) -> None:
    assert refusal(tmp_path, MINHDINH_MODE="production") == (
        "MINHDINH_SECRET_KEY is required in production (MINHDINH_MODE=production)."
    )


def test_the_rooms_are_installed_in_their_order() -> None:
    """Only ``config`` and ``accounts`` stand earlier: their commands and pages have to be found before others."""
    installed = [name.split(".")[-1] for name in settings.INSTALLED_APPS]
    ours = [name for name in installed if name in ROOMS and name not in {"accounts", "config"}]
    assert ours == [room for room in ROOMS if room not in {"lib", "config", "accounts"}]
    assert installed.index("accounts") < installed.index("allauth")


def test_every_named_part_exists() -> None:
    named = [
        *settings.MIDDLEWARE,
        *settings.AUTHENTICATION_BACKENDS,
        settings.ACCOUNT_ADAPTER,
        settings.WSGI_APPLICATION,
        *settings.TEMPLATES[0]["OPTIONS"]["context_processors"],
    ]
    assert all(import_string(name) for name in named)
    assert engines["django"].engine.template_builtins


def test_the_argon2_hasher_is_the_only_one_outside_the_tests(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_the_people_read_vietnamese_in_their_own_time() -> None:
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE, settings.USE_TZ) == ("vi", "Asia/Ho_Chi_Minh", True)
    assert settings.LOCALE_PATHS == [PACKAGE / "locale"]


def test_django_finds_nothing_to_complain_about() -> None:
    """Django's own checks; ours look at an installation (``test_health``)."""
    call_command(Command(), fail_level="WARNING")


def test_neither_does_it_in_production(tmp_path: Path) -> None:
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'minhdinh.config.settings'; django.setup(); "
        "from django.core.management import call_command; from django.core.management.commands.check import Command; "
        "call_command(Command(), deploy=True, fail_level='ERROR')"
    )
    done = python(tmp_path, code, **PRODUCTION)
    assert done.returncode == 0, done.stderr
