"""The files of the repository, read and parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "minhdinh"
TESTS = ROOT / "tests"
NOT_OURS = {".git", ".venv", "node_modules", "__pycache__", "data", "dist", "test-results", ".hypothesis"}


@cache
def tracked_files() -> list[Path]:
    """Return the committed files; all files that are not made by tools where git does not answer."""
    done = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode == 0:
        paths = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not is_made(path)]
    return sorted(path for path in paths if path.is_file())


def is_made(path: Path) -> bool:
    """Tell whether a tool made the file: environments, caches and the built assets."""
    parts = path.relative_to(ROOT).parts
    built = parts[:3] == ("src", "minhdinh", "static")
    return built or any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in parts)


def name_of(path: Path) -> str:
    """Return the path as people write it: relative to the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def is_migration(path: Path) -> bool:
    """Tell whether the file lies in a ``migrations`` folder."""
    return "migrations" in path.parts


@cache
def text_of(path: Path) -> str:
    """Return the text of a file; bytes that are no UTF-8 become replacement marks."""
    return path.read_text(encoding="utf-8", errors="replace")


@cache
def syntax_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(text_of(path), filename=str(path))


def line_count(path: Path) -> int:
    """Return the physical lines of a file, comments and blank lines included."""
    return len(text_of(path).splitlines())


@cache
def sources() -> list[Path]:
    """Return the Python files of the package without its migrations."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and is_in(path, PACKAGE) and not is_migration(path)
    ]


@cache
def migrations() -> list[Path]:
    """Return the migration files of the package."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and is_in(path, PACKAGE) and is_migration(path) and path.name != "__init__.py"
    ]


@cache
def files_of_tests() -> list[Path]:
    """Return what counts as tests: Python and JavaScript modules under ``tests``."""
    return [path for path in tracked_files() if is_in(path, TESTS) and path.suffix in {".py", ".mjs"}]


@cache
def templates() -> list[Path]:
    """Return the page templates of the package."""
    return [
        path
        for path in tracked_files()
        if is_in(path, PACKAGE) and "templates" in path.parts and path.suffix == ".html"
    ]


def is_in(path: Path, folder: Path) -> bool:
    """Tell whether ``path`` lies under ``folder``."""
    return folder in path.parents


def room_of(path: Path) -> str:
    """Return the room of a source file; modules at the top of the package belong to ``config``."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else "config"


@dataclass(frozen=True)
class Block:
    """A function or class: where it is and how many lines it has."""

    path: Path
    name: str
    line: int
    length: int

    def __str__(self) -> str:
        return f"{name_of(self.path)}:{self.line} {self.name}: {self.length} lines"


def blocks(path: Path, *kinds: type[ast.AST]) -> Iterator[Block]:
    """Yield the functions or classes of a file, methods and inner functions included."""
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, kinds) and isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            yield Block(path, node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)


def functions(path: Path) -> Iterator[Block]:
    """Yield the functions of a file."""
    return blocks(path, ast.FunctionDef, ast.AsyncFunctionDef)


def classes(path: Path) -> Iterator[Block]:
    """Yield the classes of a file."""
    return blocks(path, ast.ClassDef)
