"""Habits of the code: access through domain functions, no hidden errors, translatable texts, nothing unfinished."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house_rules import checks
from tests.house_rules.tree import (
    PACKAGE,
    files_of_tests,
    name_of,
    sources,
    syntax_of,
    templates,
    text_of,
    tracked_files,
)

UPPER = {"views", "web", "forms", "tables", "templatetags", "urls", "context", "middleware"}
API_LOWER = {"models", "domain", "management", "apps"}
OWN_DATE = re.compile(r"\btype\s*=\s*[\"']?(?:date|datetime-local|month|week)\b")
OWN_DATE_WIDGET = re.compile(
    r"[\"']type[\"']\s*:\s*[\"'](?:date|datetime-local|month|week)[\"']|\bDateInput\b|\bforms\.DateField\b"
)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def findings(paths: list[Path], check: Callable[[Path], Iterator[checks.Finding]]) -> list[str]:
    """Return what a check finds, as ``path:line what``."""
    return [f"{name_of(path)}:{line} {what}" for path in paths for line, what in check(path)]


def assert_none(found: list[str]) -> None:
    assert found == [], "\n".join(found)


def is_upper(path: Path) -> bool:
    """Tell whether a module stands between a request and the domain: it asks ``domain/queries.py``, not a manager."""
    parts = {path.stem, *path.relative_to(PACKAGE).parts[1:-1]}
    in_api = path.relative_to(PACKAGE).parts[0] == "api" and not parts & API_LOWER
    return in_api or ("domain" not in parts and bool(parts & UPPER))


def test_views_and_their_like_never_query_a_model() -> None:
    upper = [path for path in sources() if is_upper(path)]
    assert_none(findings(upper, lambda path: checks.manager_uses(syntax_of(path))))


def test_no_handler_catches_everything() -> None:
    assert_none(findings(sources(), lambda path: checks.catch_alls(syntax_of(path))))


def test_texts_are_translated_before_they_are_filled_in() -> None:
    assert_none(findings(sources(), lambda path: checks.formatted_translations(syntax_of(path))))


def test_nothing_is_marked_unfinished() -> None:
    kept = {".py", ".html", ".js", ".mjs", ".css", ".scss", ".yaml", ".toml"}
    paths = [path for path in tracked_files() if path.suffix in kept and PACKAGE in path.parents]
    assert_none(findings(paths, lambda path: checks.matches(text_of(path), UNFINISHED)))


def test_templates_carry_no_code() -> None:
    assert_none(findings(templates(), lambda path: checks.inline_code(text_of(path))))


def test_days_are_asked_for_in_one_way() -> None:
    """A browser's own date field speaks the browser's language: mm/dd/yyyy on an English machine."""
    component = PACKAGE / "common" / "templates" / "common" / "components" / "day.html"
    pages = [path for path in templates() if path != component]
    assert_none(findings(pages, lambda path: checks.matches(text_of(path), OWN_DATE)))
    modules = [path for path in sources() if path != PACKAGE / "common" / "dates.py"]
    assert_none(findings(modules, lambda path: checks.matches(text_of(path), OWN_DATE_WIDGET)))
    assert OWN_DATE.search(text_of(component))


def test_fragments_do_not_extend_a_page() -> None:
    """A ``_fragment.html`` is what htmx gets: a piece without head and body."""
    extends = re.compile(r"{%\s*extends\b|<html\b|<body\b")
    fragments = [path for path in templates() if path.name.startswith("_")]
    assert_none(findings(fragments, lambda path: checks.matches(text_of(path), extends)))


def test_tests_that_empty_the_database_put_it_back() -> None:
    """What migrations made must be there for the next test, so all of them do it or none."""
    marked = re.compile(r"django_db\(transaction=True\)")
    assert [name_of(path) for path in files_of_tests() if marked.search(text_of(path))] == []
