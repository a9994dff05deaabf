import importlib
from types import ModuleType

import pytest

from tests.house_rules.tree import ROOT


@pytest.fixture
def run_tests(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script behind ``make test``, imported the way it finds its neighbours."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("run_tests")


@pytest.fixture
def postgres(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that starts a server for one run."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("temporary_postgres")
