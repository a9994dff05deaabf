"""The build of scripts and styles: which Node is used, what is said when it cannot be, what comes out."""

import importlib.util
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "minhdinh" / "static" / "minhdinh"
EXACT = re.compile(r"\d+\.\d+\.\d+")


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "scripts" / "build_assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = load()


def node_that_says(folder: Path, version: str) -> None:
    for name in ("node", "npm"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("v20.19.4\n", (20, 19)),
        ("v24.0.1", (24, 0)),
        ("18.1", (18, 1)),
        ("", (0, 0)),
        ("node: broken", (0, 0)),
    ],
)
def test_versions_are_read(text: str, version: tuple[int, int]) -> None:
    assert build.parse_version(text) == version


@pytest.mark.parametrize(
    ("version", "usable"), [("v20.19.0", True), ("v22.1.0", True), ("v20.18.9", False), ("x", False)]
)
def test_the_system_node_is_used_when_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, usable: bool
) -> None:
    node_that_says(tmp_path, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = build.system_tools()
    assert (found is not None) is usable
    if usable:
        assert found == ([str(tmp_path / "node")], [str(tmp_path / "npm")])


def test_no_node_no_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build.system_tools() is None


def test_npm_of_the_wheel_is_started_through_node(tmp_path: Path) -> None:
    node, npm = build.wheel_commands(tmp_path)
    assert node == [str(tmp_path / "bin" / "node")]
    assert npm == [str(tmp_path / "bin" / "node"), str(tmp_path / "lib/node_modules/npm/bin/npm-cli.js")]
    (tmp_path / "node.exe").touch()
    node, npm = build.wheel_commands(tmp_path)
    assert node == [str(tmp_path / "node.exe")]
    assert npm[1] == str(tmp_path / "node_modules/npm/bin/npm-cli.js")


def test_failing_npm_says_what_to_look_at() -> None:
    with pytest.raises(build.BuildError, match="network"):
        build.install_packages(["false"])


def test_failure_ends_with_a_message_and_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "LOCK", ROOT / "pyproject.toml")
    monkeypatch.setattr(build, "INSTALLED", ROOT / "no-such-file")
    monkeypatch.setattr(build, "system_tools", lambda: (["true"], ["false"]))
    assert build.main() == 1
    assert "Assets were not built. npm ci failed" in capsys.readouterr().err


def test_packages_are_fetched_again_only_after_the_lock_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, installed = tmp_path / "lock", tmp_path / "installed"
    monkeypatch.setattr(build, "LOCK", lock)
    monkeypatch.setattr(build, "INSTALLED", installed)
    lock.touch()
    assert not build.packages_are_current()
    installed.touch()
    assert build.packages_are_current()


def test_versions_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in versions.items() if not EXACT.fullmatch(version)] == []
    assert "==" in build.NODE_WHEEL


def test_the_lock_names_no_address_of_a_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []


@pytest.mark.browser
def test_what_was_built_is_complete_and_within_bounds() -> None:
    """Marked browser, because only then have the assets been built for sure."""
    names = {path.name for path in STATIC.iterdir()}
    assert {"app.js", "editor.js", "theme.js", "app.css", "icons.svg", "favicon.svg", "fonts"} <= names
    assert not list(STATIC.rglob("*.map"))
    assert "sourceMappingURL" not in (STATIC / "app.js").read_text(encoding="utf-8")
    packed = subprocess.run(
        ["gzip", "-9c", *(str(STATIC / name) for name in ("theme.js", "app.js", "editor.js"))],
        capture_output=True,
        check=True,
    )
    assert len(packed.stdout) <= 150 * 1024
    css = (STATIC / "app.css").read_text(encoding="utf-8")
    assert "be-vietnam-pro-vietnamese-400" in css
    assert ".navbar" not in css
