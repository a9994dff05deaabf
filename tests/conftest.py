"""Fixtures that every room may use.

Nothing here skips a test by itself: where Chromium or LibreOffice is missing, the test fails, and
``scripts/run_tests.py`` leaves it out beforehand and says so loudly.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.plugin import blocking_manager_key

from tests.browser import (
    ARGUMENTS,
    CONTEXT,
    PageErrors,
    chromium_path,
    keep_pdf_frames_empty,
    let_errors_arrive,
)
from tests.data_folders import prepared_data, ready_data, sample_data, worked_data
from tests.databases import fill_again, set_up, tear_down

__all__ = ["prepared_data", "ready_data", "sample_data", "worked_data"]

EMPTIED = pytest.StashKey[bool]()  # by a transactional test of this worker, and not filled again since
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database of the run ``database``: only that runs again on PostgreSQL.

    A test that finds its way there without a fixture of pytest-django carries the mark in its file.
    """
    wanted = {*DATABASE_FIXTURES, "django_db_setup"}
    for item in items:
        if item.get_closest_marker("django_db") or wanted & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put back what migrations made where a test before, on the same worker, left the database empty.

    A transactional test empties it at its end, and only the next one of its kind fills it again by itself; a file of
    both kinds that a worker gets in between would leave the plain tests of the next file without it.
    """
    if "database" not in item.keywords:
        return
    if is_transactional(item):
        item.config.stash[EMPTIED] = True
    elif item.config.stash.get(EMPTIED, default=False):
        with item.config.stash[blocking_manager_key].unblock():
            fill_again()
        item.config.stash[EMPTIED] = False


def is_transactional(item: pytest.Item) -> bool:
    """Tell whether a test commits, so that the database is emptied after it."""
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def pytest_collection_finish() -> None:
    """Take what was imported out of the collector's sight: it stays until the end and is much to walk over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give the process its test database, as pytest-django's fixture of this name does, from a template."""
    with django_db_blocker.unblock():
        old = set_up()
    yield
    with django_db_blocker.unblock():
        tear_down(old)


@pytest.fixture
def media_root(settings: Settings, tmp_path: Path) -> Path:
    """Return an empty folder that takes the uploaded files of this test only."""
    folder = tmp_path / "files"
    folder.mkdir()
    storage = {**settings.STORAGES["default"], "OPTIONS": {"location": folder}}
    settings.MEDIA_ROOT = folder
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return folder


@pytest.fixture(autouse=True)
def _own_files_and_cache(request: pytest.FixtureRequest) -> None:
    """Give every test that touches the database its own files and an empty cache (rate limits live there)."""
    if request.node.get_closest_marker("django_db") or DATABASE_FIXTURES & set(request.fixturenames):
        request.getfixturevalue("media_root")
        cache.clear()
        caches["visitors"].clear()


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return the path of LibreOffice; for tests marked ``office``."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        pytest.fail("LibreOffice Writer is missing: apt-get install libreoffice-writer")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; for tests marked ``browser``."""
    path = chromium_path()
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    # Playwright runs an event loop in this thread, so Django would refuse every query of the test itself.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=20_000)  # a slow machine is not an error
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_errors() -> PageErrors:
    """Return the errors of this test's pages; ``page_errors.expect("409")`` allows one."""
    return PageErrors()


@pytest.fixture
def new_context(browser: Browser, page_errors: PageErrors) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens one more person's browser (own cookies); closed after the test.

    ``shows_pdf=True`` lets Chromium show a PDF inside a page, which otherwise stays an empty frame.
    The test fails when a page threw an error or wrote one to the console that was not expected.
    """
    contexts: list[BrowserContext] = []

    def open_context(*, shows_pdf: bool = False, **options: Any) -> BrowserContext:
        context = browser.new_context(**{**CONTEXT, **options})
        context.set_default_timeout(30_000)
        if not shows_pdf:
            keep_pdf_frames_empty(context)
        page_errors.watch(context)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        let_errors_arrive(context)
        context.close()
    assert page_errors.unexpected() == []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page of a Vietnamese visitor with an ordinary laptop."""
    return new_context().new_page()
