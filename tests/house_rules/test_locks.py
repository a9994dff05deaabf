"""Locks: every package pinned with hashes, nowhere an address, and one version of each package."""

import json
import re

import pytest

from tests.house_rules.tree import ROOT, text_of

LOCKS = ("requirements/base.txt", "requirements/dev.txt")
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")


def requirements(name: str) -> list[str]:
    """Return one string per requirement: continued lines joined, comments left out."""
    joined = text_of(ROOT / name).replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def pins(name: str) -> dict[str, set[str]]:
    """Return each package with its pinned versions; several only where markers tell platforms apart."""
    versions: dict[str, set[str]] = {}
    for line in requirements(name):
        found = PIN.match(line)
        assert found, f"{name}: not pinned: {line[:80]}"
        versions.setdefault(found[1].lower().replace("_", "-"), set()).add(found[2])
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    assert pins(name)
    assert [line[:80] for line in requirements(name) if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    address = re.compile(r"://|--(?:extra-)?index-url|--find-links|file:")
    assert [line for line in text_of(ROOT / name).splitlines() if address.search(line)] == []


def test_both_locks_agree() -> None:
    base, dev = pins("requirements/base.txt"), pins("requirements/dev.txt")
    assert {
        name: (versions, dev.get(name)) for name, versions in base.items() if dev.get(name) != versions
    } == {}


def test_scripts_are_pinned_exactly_with_integrity() -> None:
    wanted = json.loads(text_of(ROOT / "package.json"))
    lock = json.loads(text_of(ROOT / "package-lock.json"))["packages"]
    ranges = {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}
    assert {
        name: version for name, version in ranges.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    } == {}
    assert [name for name, entry in lock.items() if name and "integrity" not in entry] == []
    assert [name for name, entry in lock.items() if "resolved" in entry] == []


def test_every_wish_is_in_the_locks() -> None:
    """A package added to pyproject.toml without ``make lock`` would be missing on a fresh machine."""
    project = text_of(ROOT / "pyproject.toml")
    base = set(pins("requirements/base.txt"))
    block = project.split("\ndependencies = [", 1)[1].split("\n]", 1)[0]
    names = {name.lower().replace("_", "-") for name in re.findall(r'"([A-Za-z0-9._-]+)', block)}
    assert names - base == set()
