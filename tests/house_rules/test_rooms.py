"""Rooms: imports only go up the list of docs/architecture/README.md, and pure code stays pure."""

import re
from pathlib import Path

from tests.house_rules.checks import imported_modules
from tests.house_rules.tree import PACKAGE, ROOT, name_of, room_of, sources, syntax_of, text_of

ROOMS = (
    "lib",
    "common",
    "audit",
    "access",
    "accounts",
    "jobs",
    "organisations",
    "notifications",
    "standards",
    "evidence",
    "assessments",
    "improvement",
    "appraisals",
    "recognition",
    "oversight",
    "documents",
    "portal",
    "exchange",
    "api",
    "demo",
    "config",
)
NO_CODE = {"assets", "static", "locale", "templates"}


def imports_of(path: Path) -> list[tuple[int, str]]:
    package = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    return list(imported_modules(syntax_of(path), package))


def imported_room(module: str) -> str | None:
    """Return the room of ``minhdinh.<room>…``; None for the package itself and for anything else."""
    parts = module.split(".")
    return parts[1] if parts[0] == "minhdinh" and len(parts) > 1 and parts[1] in ROOMS else None


def test_the_page_lists_the_rooms_in_this_order() -> None:
    page = text_of(ROOT / "docs" / "architecture" / "README.md")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == ROOMS


def test_every_folder_is_a_room() -> None:
    folders = {room_of(path) for path in sources()}
    assert folders - NO_CODE <= set(ROOMS)


def test_imports_only_go_down_the_house() -> None:
    wrong = [
        f"{name_of(path)}:{line} {room_of(path)} imports {module}"
        for path in sources()
        for line, module in imports_of(path)
        if (room := imported_room(module)) and ROOMS.index(room) > ROOMS.index(room_of(path))
    ]
    assert wrong == [], "\n".join(wrong)


def test_lib_knows_no_models() -> None:
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for path in sources()
        if room_of(path) == "lib"
        for line, module in imports_of(path)
        if module.startswith(("django.db", "django.apps", "django.contrib"))
    ]
    assert wrong == [], "\n".join(wrong)


def test_rules_packages_are_pure() -> None:
    model = re.compile(r"^(django\.(db|apps|contrib|http|shortcuts|conf)|minhdinh\.\w+\.models)\b")
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for path in sources()
        if "rules" in path.relative_to(PACKAGE).parts[:-1]
        for line, module in imports_of(path)
        if model.search(module)
    ]
    assert wrong == [], "\n".join(wrong)


def test_no_model_signals() -> None:
    """A lower room publishes a typed event instead; ``post_migrate`` is no model signal."""
    signals = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for path in sources()
        for line, module in imports_of(path)
        if module.startswith("django.db.models.signals") and module.rsplit(".", 1)[-1] in signals
    ]
    assert wrong == [], "\n".join(wrong)
