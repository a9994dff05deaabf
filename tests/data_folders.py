"""Data folders for commands that run in processes of their own; ``tests/conftest.py`` gives them to every room."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.commands import minhdinh, python
from tests.made_once import PROGRAM


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that a command has made ready, with the whole schema and the packaged sets."""
    return PROGRAM.copy_of("prepared", prepare, tmp_path_factory.mktemp("prepared") / "data")


def prepare(folder: Path) -> None:
    """Let a command make a data folder ready."""
    done = minhdinh(folder, "organisations", "list")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def ready_data(prepared_data: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a copy of that folder for one test."""
    folder = tmp_path / "data"
    shutil.copytree(prepared_data, folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


SAMPLE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"
import django
django.setup()
from minhdinh.config.bootstrap import make_ready
from minhdinh.demo.loading.load import load_demo
make_ready()
load_demo(lambda step: None, folders=("other_schools/tieu_hoc",))
"""


@pytest.fixture(scope="session")
def sample_data(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo's province and its sealed school; tests must not write into it."""

    def load(folder: Path) -> None:
        shutil.copytree(prepared_data, folder, dirs_exist_ok=True)
        done = python(folder, SAMPLE)
        assert done.returncode == 0, done.stderr

    return PROGRAM.copy_of("sample", load, tmp_path_factory.mktemp("sample") / "data")


@pytest.fixture
def worked_data(sample_data: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample for one test to write into."""
    folder = tmp_path / "worked"
    shutil.copytree(sample_data, folder)
    return folder
