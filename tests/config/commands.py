"""Running the ``minhdinh`` command as a person does: a new process with a data folder and nothing else set."""

import os
import subprocess
import sys
from pathlib import Path

MAIN = "from minhdinh.cli import main; main()"


def clean_environment(data: Path, **variables: str) -> dict[str, str]:
    """Return this process's variables without any of ours, the data folder and ``variables``."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("MINHDINH_", "DJANGO_"))
    }
    return {**inherited, "MINHDINH_DATA": str(data), **variables}


def python(data: Path, code: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a new process."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=clean_environment(data, **variables),
        cwd=data,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def minhdinh(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``minhdinh ARGUMENTS…``."""
    return python(data, MAIN, *arguments, **variables)
