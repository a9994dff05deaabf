"""What is committed: nothing big, nothing built, no host or path that only exists elsewhere."""

import re

from tests.house_rules.checks import matches
from tests.house_rules.tree import PACKAGE, ROOT, is_in, name_of, text_of, tracked_files

MOST_BYTES = 1_500_000
LONGEST_LINE = 2_000
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".ico", ".woff2", ".docx", ".xlsx", ".pdf", ".zip", ".gif"}
SCRIPTS = {".js", ".mjs", ".css"}
# Assembled from parts, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(
        re.escape(left + "." + right)
        for left, right in (
            ("py" + "pi", "org"),
            ("python" + "hosted", "org"),
            ("npm" + "js", "org"),
            ("npm" + "js", "com"),
            ("yarn" + "pkg", "com"),
            ("npm" + "mirror", "com"),
            ("crates" + "", "io"),
            ("proxy." + "golang", "org"),
            ("js" + "delivr", "net"),
            ("un" + "pkg", "com"),
        )
    )
)
MACHINE = re.compile("(?<![A-Za-z0-9_.-])/(wo" + "rk|ro" + "ot|User" + "s)/")


def committed_texts() -> list[tuple[str, str]]:
    return [(name_of(path), text_of(path)) for path in tracked_files() if path.suffix not in BINARY]


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{line} {what}" for name, text in committed_texts() for line, what in matches(text, pattern)
    ]


def test_no_file_is_big() -> None:
    sizes = {name_of(path): path.stat().st_size for path in tracked_files()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_nothing_built_is_committed() -> None:
    built = [
        name_of(path)
        for path in tracked_files()
        if ".min." in path.name or path.suffix in {".map", ".mo", ".pyc"} or is_in(path, PACKAGE / "static")
    ]
    assert built == [], "\n".join(built)


def test_scripts_are_written_by_hand() -> None:
    """A line of thousands of characters is a bundle under another name."""
    scripts = [path for path in tracked_files() if path.suffix in SCRIPTS]
    wrong = [
        name_of(path)
        for path in scripts
        if max(map(len, text_of(path).splitlines()), default=0) > LONGEST_LINE
    ]
    assert wrong == [], "\n".join(wrong)


def test_no_registry_is_named() -> None:
    assert found(REGISTRIES) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert found(MACHINE) == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert REGISTRIES.search("https://files." + "python" + "hosted.org/packages/")
    assert REGISTRIES.search('"resolved": "https://registry.' + "npm" + 'js.org/x"')
    assert MACHINE.search("cp /wo" + "rk/main/x .")
    assert not MACHINE.search("https://example.vn/ro" + "ot/x")


def test_the_papers_are_there() -> None:
    papers = ["README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".ci/run", "Makefile"]
    assert [name for name in papers if not (ROOT / name).is_file()] == []
