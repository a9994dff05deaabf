import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


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
    assert run_tests.missing_markers(outcome, lambda _name: None) == ["browser", "office", "s3"]
    assert outcome.not_run[0] == "browser tests: no Chromium (apt-get install chromium)"
    assert "libreoffice-writer poppler-utils" in outcome.not_run[1]
    assert "apt-get install python3-swift swift-account" in outcome.not_run[2]


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
    assert parts[0].selection == "not browser and not office and not soak"
    assert [(part.name, part.selection) for part in parts[1:]] == ([second] if second else [])


def test_without_the_server_all_but_the_tests_of_s3_run(run_tests: ModuleType) -> None:
    parts = list(run_tests.pytest_parts(["s3"]))
    assert [part.selection for part in parts] == [
        "not browser and not office and not soak and not s3",
        "(browser or office) and not soak and not s3",
    ]


def test_two_cores_have_two_workers_and_browsers_stay_with_their_file(
    run_tests: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_tests.os, "cpu_count", lambda: 2)
    assert [part.spread for part in run_tests.pytest_parts([])] == [
        ["-n", "2"],
        ["-n", "2", "--dist", "loadfile"],
    ]
    monkeypatch.setattr(run_tests.os, "cpu_count", lambda: 1)
    assert [part.spread for part in run_tests.pytest_parts([])] == [[], []]


def test_on_postgresql_only_what_touches_the_database_runs_again(run_tests: ModuleType) -> None:
    part = run_tests.Part("unit", "not browser", ["-n", "2"])
    assert part.on("SQLite") == part
    assert part.on("PostgreSQL").selection == "database and (not browser)"


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


def test_the_summary_shouts_what_passed_only_at_the_second_try(
    run_tests: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "\n".join(f"line {number}" for number in range(100))
    outcome = run_tests.Outcome(strict=True, second_try={"pytest on SQLite, unit: tests.a::test_b": said})
    run_tests.summary(outcome)
    lines = capsys.readouterr().out.strip().splitlines()
    assert "PASSED ONLY AT THE SECOND TRY (each of them has something to mend):" in lines
    assert "  - pytest on SQLite, unit: tests.a::test_b" in lines
    assert ("      line 99" in lines, "      line 10" in lines) == (True, False)
    assert lines[-1] == "PASSED, but 1 test(s) passed only at the second try."


PLAIN = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # reading all plugins takes longer than these tests
FLAKY = """
import pathlib, pytest

@pytest.mark.parametrize("n", [1, 2])
def test_passes(n): pass

def test_fails_first():
    mark = pathlib.Path("tried")
    there = mark.exists()
    mark.touch()
    assert there, "the first time it is not there"
"""
BROKEN = "def test_fails_always(): assert 1 == 2, 'never equal'"


@pytest.fixture
def project(run_tests: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with tests of its own, in which ``run_part`` works as it does in the repository."""
    ini = "[pytest]\nmarkers =\n  database\n  browser\n"
    (tmp_path / "pytest.ini").write_text(ini, encoding="utf-8")
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    monkeypatch.setattr(run_tests, "RESULTS", tmp_path)
    return tmp_path


def run_sample(run_tests: ModuleType, project: Path, content: str, spread: Sequence[str] = ()) -> Any:
    """Run a file of tests as one part and return the outcome."""
    (project / "test_sample.py").write_text(content, encoding="utf-8")
    outcome = run_tests.Outcome(strict=True)
    run_tests.run_part(outcome, "SQLite", run_tests.Part("unit", "not database", list(spread)), PLAIN)
    return outcome


@pytest.mark.parametrize("spread", [[], ["-p", "xdist", "-n", "2"]], ids=["alone", "two workers"])
def test_what_passes_at_the_second_try_is_forgiven_and_named(
    run_tests: ModuleType, project: Path, spread: list[str]
) -> None:
    outcome = run_sample(run_tests, project, FLAKY, spread)
    assert outcome.exit_code() == 0
    assert list(outcome.second_try) == ["pytest on SQLite, unit: test_sample::test_fails_first"]
    assert "the first time it is not there" in outcome.second_try[next(iter(outcome.second_try))]
    assert outcome.closing[0].endswith("2 passed, 1 failures")
    assert outcome.closing[1].startswith("pytest on SQLite, unit, second try: ok")


def test_what_fails_twice_fails_the_part_and_the_rest_is_still_named(
    run_tests: ModuleType, project: Path
) -> None:
    outcome = run_sample(run_tests, project, f"{FLAKY}\n{BROKEN}")
    assert outcome.failed == ["pytest on SQLite, unit"]
    assert [name.rsplit("::")[-1] for name in outcome.second_try] == ["test_fails_first"]


def test_only_what_failed_is_tried_again(run_tests: ModuleType, project: Path) -> None:
    count = "def test_counts():\n    with open('count', 'a') as stream: stream.write('x')"
    run_sample(run_tests, project, f"{count}\n{BROKEN}")
    assert (project / "count").read_text(encoding="utf-8") == "x"


def test_a_file_that_cannot_be_read_has_no_second_try(run_tests: ModuleType, project: Path) -> None:
    outcome = run_sample(run_tests, project, "import nothing_of_this_name")
    assert outcome.failed == ["pytest on SQLite, unit"]
    assert len(outcome.closing) == 1


def test_a_run_in_which_very_much_failed_is_not_tried_again(
    run_tests: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_tests, "MOST_SECOND_TRIES", 0)
    outcome = run_sample(run_tests, project, FLAKY)
    assert (outcome.failed, outcome.second_try) == (["pytest on SQLite, unit"], {})
    assert outcome.closing == [outcome.closing[0]]
    assert outcome.closing[0].endswith("too many failed for a second try")


def test_a_failure_of_the_run_before_is_not_tried_again(run_tests: ModuleType, project: Path) -> None:
    run_sample(run_tests, project, BROKEN)
    outcome = run_sample(run_tests, project, FLAKY)
    assert outcome.exit_code() == 0


def test_no_tests_are_said_and_do_not_fail_by_themselves(run_tests: ModuleType, project: Path) -> None:
    outcome = run_sample(run_tests, project, "")
    assert (outcome.failed, outcome.not_run) == ([], ["pytest on SQLite, unit: there are no such tests"])


def test_what_knows_no_database_is_counted_on_the_other(run_tests: ModuleType, project: Path) -> None:
    marked = "import pytest\n@pytest.mark.database\ndef test_rows(): pass\ndef test_pure(): pass\n"
    (project / "test_sample.py").write_text(marked, encoding="utf-8")
    outcome, part = run_tests.Outcome(strict=True), run_tests.Part("unit", "not browser", [])
    for database in ("SQLite", "PostgreSQL"):
        run_tests.run_part(outcome, database, part.on(database), PLAIN)
    assert outcome.closing[0].endswith("2 passed")
    assert outcome.closing[1].endswith("1 passed (1 that know no database ran on SQLite only)")
    assert outcome.exit_code() == 0
