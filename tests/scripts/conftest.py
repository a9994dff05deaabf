import importlib.util
import sys
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


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that starts an S3 server for one run."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("temporary_swift")


@pytest.fixture(scope="module")
def junit_results() -> ModuleType:
    """The reading of result files."""
    path = ROOT / "scripts" / "junit_results.py"
    spec = importlib.util.spec_from_file_location("junit_results", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look it up
    spec.loader.exec_module(module)
    return module
