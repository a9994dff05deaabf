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
"""


@pytest.fixture
def junit(tmp_path: Path) -> Path:
    """The result file of a real run with one test of each outcome."""
    (tmp_path / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider"]
    subprocess.run([*command, "--junitxml=out.xml"], cwd=tmp_path, capture_output=True, check=False)
    return tmp_path / "out.xml"


def test_results_tell_what_ran_and_what_was_skipped(run_tests: ModuleType, junit: Path) -> None:
    outcome = run_tests.Outcome(strict=True)
    run_tests.read_results(outcome, junit)
    assert {name.split("::")[1] for name in outcome.ran} == {
        "test_passes",
        "test_expected_failure",
        "test_fails_once[1]",
        "test_fails_once[2]",
    }
    assert outcome.skips() == ["test_sample::test_skipped: needs the other database"]


def test_totals_are_those_of_pytest(run_tests: ModuleType, junit: Path) -> None:
    assert run_tests.totals(junit) == "2 passed, 1 failures, 2 skipped"


def test_no_result_file_is_said(run_tests: ModuleType, tmp_path: Path) -> None:
    outcome = run_tests.Outcome(strict=True)
    run_tests.read_results(outcome, tmp_path / "none.xml")
    assert (outcome.ran, outcome.skipped) == (set(), {})
    assert run_tests.totals(tmp_path / "none.xml") == "no result file"


def test_a_test_that_ran_on_either_database_has_run(run_tests: ModuleType) -> None:
    outcome = run_tests.Outcome(strict=True, skipped={"a": "only PostgreSQL", "b": "never"}, ran={"a"})
    assert outcome.skips() == ["b: never"]
    assert outcome.exit_code() == 1


@pytest.mark.parametrize(
    ("strict", "failed", "not_run", "skipped", "code"),
    [
        (True, [], [], {}, 0),
        (False, [], [], {}, 0),
        (True, ["mypy"], [], {}, 1),
        (False, ["mypy"], [], {}, 1),
        (True, [], ["browser tests"], {}, 1),
        (False, [], ["browser tests"], {}, 0),
        (True, [], [], {"a": "why"}, 1),
        (False, [], [], {"a": "why"}, 0),
    ],
)
def test_strict_counts_what_was_left_out_as_a_failure(
    run_tests: ModuleType,
    strict: bool,
    failed: list[str],
    not_run: list[str],
    skipped: dict[str, str],
    code: int,
) -> None:
    outcome = run_tests.Outcome(strict=strict, failed=failed, not_run=not_run, skipped=skipped)
    assert outcome.exit_code() == code


def test_a_step_records_its_failure_and_its_time(run_tests: ModuleType) -> None:
    outcome = run_tests.Outcome(strict=False)
    assert run_tests.run_step(outcome, "good", [sys.executable, "-c", ""]) == 0
    assert run_tests.run_step(outcome, "bad", [sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert outcome.failed == ["bad"]
    assert [line.split(" in ")[0] for line in outcome.closing] == ["good: ok", "bad: exit 3"]


def test_a_step_gets_its_own_variables(run_tests: ModuleType) -> None:
    outcome = run_tests.Outcome(strict=False)
    code = "import os, sys; sys.exit(os.environ['MINHDINH_DATABASE_URL'] != 'x')"
    assert (
        run_tests.run_step(outcome, "env", [sys.executable, "-c", code], {"MINHDINH_DATABASE_URL": "x"}) == 0
    )


def test_what_is_missing_is_named_with_its_package(
    run_tests: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINHDINH_TEST_CHROMIUM", raising=False)
    outcome = run_tests.Outcome(strict=False)
    assert run_tests.missing_markers(outcome, lambda _name: None) == ["browser", "office"]
    assert outcome.not_run[0] == "browser tests: no Chromium (apt-get install chromium)"
    assert "libreoffice-writer poppler-utils" in outcome.not_run[1]


def test_a_named_browser_counts(run_tests: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINHDINH_TEST_CHROMIUM", "/opt/chromium")
    outcome = run_tests.Outcome(strict=False)
    assert "browser" not in run_tests.missing_markers(outcome, lambda _name: None)


def test_a_font_that_nobody_has_is_missing(run_tests: ModuleType) -> None:
    assert run_tests.has_font("No Such Family 1234") is False


@pytest.mark.parametrize(
    ("missing", "second"),
    [
        ([], ("browser + office", "(browser or office) and not soak")),
        (["browser"], ("office", "(office) and not soak")),
        (["office"], ("browser", "(browser) and not soak")),
        (["browser", "office"], None),
    ],
)
def test_only_what_is_there_is_selected(
    run_tests: ModuleType, missing: list[str], second: tuple[str, str] | None
) -> None:
    parts = list(run_tests.pytest_parts(missing))
    assert parts[0][1][-1] == "not browser and not office and not soak"
    assert [(name, arguments[-1]) for name, arguments in parts[1:]] == ([second] if second else [])


@pytest.mark.parametrize(
    ("ci", "own", "strict"),
    [("true", "", True), ("1", "", True), ("", "1", True), ("", "", False), ("false", "0", False)],
)
def test_who_is_strict(
    run_tests: ModuleType, monkeypatch: pytest.MonkeyPatch, ci: str, own: str, strict: bool
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("MINHDINH_TEST_STRICT", own)
    assert run_tests.is_strict() is strict


def test_a_named_server_is_used_and_none_started(
    run_tests: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINHDINH_TEST_POSTGRES", "postgresql://there/x")
    with run_tests.postgres_url(run_tests.Outcome(strict=False)) as url:
        assert url == "postgresql://there/x"


def test_the_summary_shouts_what_was_not_run(
    run_tests: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = run_tests.Outcome(
        strict=False, closing=["mypy: ok in 3 s"], not_run=["browser tests: no Chromium"]
    )
    run_tests.summary(outcome)
    lines = capsys.readouterr().out.strip().splitlines()
    assert "mypy: ok in 3 s" in lines
    assert "NOT RUN:" in lines
    assert "  - browser tests: no Chromium" in lines
    assert lines[-1] == "PASSED, but 1 part(s) were not run."


def test_the_summary_of_a_whole_run(run_tests: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    run_tests.summary(run_tests.Outcome(strict=True))
    out = capsys.readouterr().out
    assert "NOT RUN" not in out
    assert out.strip().splitlines()[-1] == "PASSED: everything, nothing skipped."


def test_the_summary_names_what_failed(run_tests: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    run_tests.summary(run_tests.Outcome(strict=True, failed=["mypy", "ruff check"], skipped={"a": "why"}))
    out = capsys.readouterr().out
    assert "NOT RUN (a failure here: strict):" in out
    assert "  - skipped a: why" in out
    assert out.strip().splitlines()[-1] == "FAILED: mypy, ruff check."
