"""The tests mirror the source: as many lines at least, and a counterpart for every module that does something."""

from pathlib import Path

from tests.house_rules.covered_by import COVERED_BY
from tests.house_rules.tree import (
    PACKAGE,
    ROOT,
    TESTS,
    files_of_tests,
    line_count,
    name_of,
    room_of,
    sources,
)

LEAST_RATIO = 1.0
SMALL = 30
LISTS = {"__init__.py", "apps.py", "enums.py", "urls.py"}


def counterparts(path: Path) -> set[str]:
    """Return the names a test file of this module may have: by module, or with its folder before it."""
    stem, folder = path.stem, path.parent.name
    return {f"test_{stem}.py", f"test_{folder}_{stem}.py", f"test_{stem}_{folder}.py"}


def has_counterpart(path: Path) -> bool:
    wanted = counterparts(path)
    room = TESTS / room_of(path)
    return any(test.name in wanted and room in test.parents for test in files_of_tests())


def needs_counterpart(path: Path) -> bool:
    """Tell whether a module is more than a list of names; what such a list does shows in the tests of its users."""
    return path.name not in LISTS and line_count(path) > SMALL


def test_as_many_test_lines_as_source_lines() -> None:
    source = sum(line_count(path) for path in sources())
    tests = sum(line_count(path) for path in files_of_tests())
    assert tests >= LEAST_RATIO * source, f"{tests} test lines ÷ {source} source lines = {tests / source:.2f}"


def test_every_module_has_its_tests() -> None:
    alone = [
        name_of(path)
        for path in sources()
        if needs_counterpart(path) and not has_counterpart(path) and name_of(path) not in COVERED_BY
    ]
    assert alone == [], "\n".join(alone)


def test_the_table_of_exceptions_is_true() -> None:
    missing = [name for pair in COVERED_BY.items() for name in pair if not (ROOT / name).is_file()]
    needless = [name for name in COVERED_BY if (ROOT / name).is_file() and has_counterpart(ROOT / name)]
    assert missing == [], "\n".join(missing)
    assert needless == [], "\n".join(needless)


def test_tests_live_in_the_room_they_test() -> None:
    """A folder under ``tests`` is a room or one of the few that stand beside the rooms."""
    beside = {
        "house_rules",
        "assets",
        "scripts",
        "journeys",
        "factories",
        "soak",
        "data",
        "benchmarks",
        "e2e",
        "robustness",
    }
    rooms = {folder.name for folder in PACKAGE.iterdir() if folder.is_dir()}
    strangers = (
        {path.relative_to(TESTS).parts[0] for path in files_of_tests() if path.parent != TESTS}
        - rooms
        - beside
    )
    assert strangers == set()
