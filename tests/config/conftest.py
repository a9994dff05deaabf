"""Data folders for commands that run in processes of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.commands import minhdinh


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that a command has made ready, with the whole schema and the packaged sets."""
    folder = tmp_path_factory.mktemp("prepared")
    done = minhdinh(folder, "organisations", "list")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def ready_data(prepared_data: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a copy of that folder for one test."""
    folder = tmp_path / "data"
    shutil.copytree(prepared_data, folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
