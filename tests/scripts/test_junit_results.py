import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SAMPLE = """
import pytest

def test_passes(): pass

@pytest.mark.skip(reason="needs the other database")
def test_skipped(): pass

@pytest.mark.xfail(reason="known")
def test_expected_failure(): assert False

@pytest.mark.parametrize("n", [1, 2])
def test_fails_once(n): assert n == 1

@pytest.fixture
def broken():
    yield
    raise OSError("cannot tidy up")

def test_leaves_something(broken): pass
"""


@pytest.fixture(scope="module")
def junit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result file of a real run with one test of each outcome."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=out.xml"]
    plain = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    subprocess.run(command, cwd=folder, env=plain, capture_output=True, check=False)
    return folder / "out.xml"


def test_results_tell_what_ran_and_what_was_skipped(junit_results: ModuleType, junit: Path) -> None:
    found = junit_results.read_results(junit)
    assert {name.split("::")[1] for name in found.ran} == {
        "test_passes",
        "test_expected_failure",
        "test_fails_once[1]",
        "test_fails_once[2]",
        "test_leaves_something",
    }
    assert found.skipped == {"test_sample::test_skipped": "needs the other database"}
    assert found.names == found.ran | {"test_sample::test_skipped"}
    assert found.there


def test_what_failed_is_kept_with_its_words(junit_results: ModuleType, junit: Path) -> None:
    failed = junit_results.read_results(junit).failed
    assert set(failed) == {"test_sample::test_fails_once[2]", "test_sample::test_leaves_something"}
    assert "assert 2 == 1" in failed["test_sample::test_fails_once[2]"]
    assert "cannot tidy up" in failed["test_sample::test_leaves_something"]


def test_totals_are_those_of_pytest(junit_results: ModuleType, junit: Path) -> None:
    assert junit_results.totals(junit) == "2 passed, 1 failures, 1 errors, 2 skipped"


def test_no_result_file_is_said(junit_results: ModuleType, tmp_path: Path) -> None:
    found = junit_results.read_results(tmp_path / "none.xml")
    assert (found.there, found.names, found.failed) == (False, set(), {})
    assert junit_results.totals(tmp_path / "none.xml") == "no result file"
