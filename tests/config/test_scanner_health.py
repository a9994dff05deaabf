"""``minhdinh check`` says whether the virus scanner answers."""

import pytest
from django.db import connection
from pytest_django import Settings

from minhdinh.config.health import Finding, findings
from tests.clamd_server import clamd, nobody_listens

pytestmark = pytest.mark.django_db


def told() -> list[Finding]:
    return [one for one in findings(migrated=True, connection=connection) if "virus" in one.message]


def test_without_a_scanner_nothing_is_said() -> None:
    assert told() == []


def test_a_scanner_that_answers_is_no_news(settings: Settings) -> None:
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        assert told() == []


def test_a_silent_scanner_is_serious_where_files_wait_for_it(settings: Settings) -> None:
    settings.MINHDINH_CLAMD = nobody_listens()
    (found,) = told()
    assert found.serious
    assert settings.MINHDINH_CLAMD in found.message
    assert "đang bị từ chối" in found.message


def test_it_is_a_note_where_files_are_taken_without_it(settings: Settings) -> None:
    settings.MINHDINH_CLAMD, settings.MINHDINH_CLAMD_REQUIRED = nobody_listens(), False
    (found,) = told()
    assert not found.serious
    assert "không quét" in found.message


def test_something_else_on_that_port_is_not_taken_for_a_scanner(settings: Settings) -> None:
    with clamd(fault="garbage") as server:
        settings.MINHDINH_CLAMD = server.address
        assert told()
