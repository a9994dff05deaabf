"""A folder for bytes on their way."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def incoming(settings: Settings, tmp_path: Path) -> Path:
    """Give every test its own folder for part files; return where they stand."""
    settings.MINHDINH_INCOMING = tmp_path / "incoming"
    return tmp_path / "incoming" / "parts"
