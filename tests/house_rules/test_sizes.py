"""Sizes: the hard stops of each file, function, class and template, and the medians that keep the whole small."""

import statistics
from collections.abc import Sequence

from tests.house_rules.tree import (
    PACKAGE,
    classes,
    files_of_tests,
    functions,
    is_in,
    line_count,
    name_of,
    sources,
    templates,
    tracked_files,
)

FILE_MOST, FUNCTION_MOST, CLASS_MOST, TEMPLATE_MOST = 500, 60, 300, 200
FILE_MEDIAN, FILE_P90 = 90, 300
FUNCTION_MEDIAN, FUNCTION_P90 = 8, 25
SCRIPTS = {".js", ".mjs", ".css", ".scss"}


def percentile_90(values: Sequence[int]) -> float:
    return statistics.quantiles(values, n=10, method="inclusive")[-1]


def test_no_file_is_too_long() -> None:
    assets = [path for path in tracked_files() if is_in(path, PACKAGE) and path.suffix in SCRIPTS]
    paths = [*sources(), *files_of_tests(), *assets]
    long = [f"{name_of(path)}: {line_count(path)} lines" for path in paths if line_count(path) > FILE_MOST]
    assert long == [], "\n".join(long)


def test_no_function_is_too_long() -> None:
    long = [str(block) for path in sources() for block in functions(path) if block.length > FUNCTION_MOST]
    assert long == [], "\n".join(long)


def test_no_class_is_too_long() -> None:
    long = [str(block) for path in sources() for block in classes(path) if block.length > CLASS_MOST]
    assert long == [], "\n".join(long)


def test_no_template_is_too_long() -> None:
    long = [
        f"{name_of(path)}: {line_count(path)}" for path in templates() if line_count(path) > TEMPLATE_MOST
    ]
    assert long == [], "\n".join(long)


def test_files_are_small_as_a_rule() -> None:
    """``__init__`` files are left out: empty ones would make any median look good."""
    lengths = [line_count(path) for path in sources() if path.name != "__init__.py"]
    median, p90 = statistics.median(lengths), percentile_90(lengths)
    assert median <= FILE_MEDIAN, f"{len(lengths)} files, median {median}, p90 {p90:.0f}"
    assert p90 <= FILE_P90, f"{len(lengths)} files, median {median}, p90 {p90:.0f}"


def test_functions_are_small_as_a_rule() -> None:
    lengths = [block.length for path in sources() for block in functions(path)]
    median, p90 = statistics.median(lengths), percentile_90(lengths)
    assert median <= FUNCTION_MEDIAN, f"{len(lengths)} functions, median {median}, p90 {p90:.0f}"
    assert p90 <= FUNCTION_P90, f"{len(lengths)} functions, median {median}, p90 {p90:.0f}"
