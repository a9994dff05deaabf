"""Programs that read files of strangers: as a process of their own, with bounded memory, time and politeness.

This file is also the script that bounds itself and then becomes the program, so it imports nothing of the project.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MEMORY = 1536 * 1024 * 1024
MOST_WRITTEN = 256 * 1024 * 1024
MOST_PRINTED = 2 * 1024 * 1024
NICE = 15


class TooMuchError(Exception):
    """The program did not finish within its bounds, or refused the file."""


def run_limited(command: Sequence[str], folder: Path, seconds: float) -> bytes:
    """Run a program inside ``folder`` and return what it printed, at most ``MOST_PRINTED`` bytes of it.

    What it prints goes to a file, so that it is bounded as all that it writes. What it starts ends with it. Raises TooMuchError where it takes longer than ``seconds``, more memory than there is,
    or ends with an error.
    """
    whole = [sys.executable, "-I", "-S", __file__, str(int(seconds) + 1), *command]
    with tempfile.TemporaryFile(dir=folder) as printed:
        process = subprocess.Popen(  # noqa: S603 - the programs are found on the path, the arguments are ours
            whole,
            cwd=folder,
            env={
                "PATH": os.environ.get("PATH", ""),
                "HOME": str(folder),
                "OMP_THREAD_LIMIT": "1",
                "LC_ALL": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise TooMuchError from error
        if process.returncode != 0:
            raise TooMuchError
        printed.seek(0)
        return printed.read(MOST_PRINTED)


def main(seconds: int, command: list[str]) -> None:
    """Bound this process and become the program."""
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        pass
    else:
        bounds = {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_CPU: seconds,
            resource.RLIMIT_FSIZE: MOST_WRITTEN,
            resource.RLIMIT_CORE: 0,
        }
        for kind, most in bounds.items():
            hard = resource.getrlimit(kind)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
    os.nice(NICE)
    os.execvp(command[0], command)  # noqa: S606 - the program takes this process's place


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
