"""Keeps the web server and one job worker running; ends both when it is told to end."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.5
RESTART_SECONDS = 2.0
GRACE_SECONDS = 20.0


@dataclass(slots=True)
class Child:
    """A process that is started again when it ends by itself."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in the supervisor's own group of environment."""
        self.process = subprocess.Popen(self.command, env=os.environ.copy())  # noqa: S603 (our own commands)
        self.started_at = time.monotonic()

    def ended(self) -> bool:
        """Tell whether the process is not running."""
        return self.process is None or self.process.poll() is not None


class Supervisor:
    """Starts children, restarts those that die, and stops all of them on SIGTERM or Ctrl+C."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False

    def run(self) -> int:
        """Run until told to stop; return the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        for child in self.children:
            child.start()
        while not self.stopping:
            time.sleep(POLL_SECONDS)
            self._restart_dead()
        self._stop_all()
        return 0

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _restart_dead(self) -> None:
        for child in self.children:
            if child.ended() and not self.stopping and time.monotonic() - child.started_at > RESTART_SECONDS:
                logger.error("%s ended; starting it again", child.name)
                child.start()

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def server_children(*, host: str, port: int, threads: int) -> list[Child]:
    """Return the web server (granian, WSGI) and one job worker."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "1", "--blocking-threads", str(threads), "--log-level", "warning",
        "minhdinh.config.wsgi:application",
    ]  # fmt: skip
    return [Child("web", web), Child("jobs", [sys.executable, "-m", "minhdinh", "qcluster"])]
