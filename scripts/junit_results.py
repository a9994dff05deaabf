"""What pytest wrote down of one run (a JUnit file): which tests ran, were skipped or failed, and with what words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Results:
    """Tests of one run by name; a skipped one with its reason, a failed one with what it said."""

    there: bool = False
    ran: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Return every test of the run, whatever became of it."""
        return self.ran | set(self.skipped)


def read_results(path: Path) -> Results:
    """Return what a JUnit file says; a file that is not there says nothing (a run that died writes none)."""
    if not path.is_file():
        return Results()
    found = Results(there=True)
    for case in ET.parse(path).iter("testcase"):  # noqa: S314 (pytest has just written it)
        name = f"{case.get('classname')}::{case.get('name')}"
        skip = case.find("skipped")
        if skip is None or skip.get("type") == "pytest.xfail":
            found.ran.add(name)
        else:
            found.skipped[name] = skip.get("message") or "no reason given"
        for kind in ("failure", "error"):
            for said in case.findall(kind):
                found.failed[name] = said.text or said.get("message") or "it said nothing"
    return found


def totals(path: Path) -> str:
    """Return pytest's closing figures from a JUnit file."""
    if not path.is_file():
        return "no result file"
    suite = next(ET.parse(path).iter("testsuite"))  # noqa: S314 (pytest has just written it)
    count = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
    passed = count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    rest = "".join(f", {count[key]} {key}" for key in ("failures", "errors", "skipped") if count[key])
    return f"{passed} passed{rest}"
