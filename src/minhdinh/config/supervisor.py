"""Keeps the web server and one job worker running; ends both when it is told to end."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.5
SHORT_LIFE_SECONDS = 5.0
MOST_SHORT_LIVES = 5
GRACE_SECONDS = 20.0
HOUSEKEEPING_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
# Threads of one interpreter hardly ever allocate at the same time: one heap for all of them keeps memory lower (glibc).
LEAN = {"MALLOC_ARENA_MAX": "1"}


def _end_with_parent() -> None:
    """Ask Linux to end this child when the supervisor is killed without warning; elsewhere nothing happens."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """A process with all it starts (a session of its own); started again when it ends by itself."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = field(default=0.0)
    short_lives: int = 0

    def start(self) -> None:
        """Start the process."""
        self.process = subprocess.Popen(  # noqa: S603 (our own commands)
            self.command,
            env=LEAN | os.environ,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 (the supervisor has one thread)
        )
        self.started_at = time.monotonic()

    def ended(self) -> bool:
        """Tell whether the process is not running."""
        return self.process is None or self.process.poll() is not None

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the process and to everything it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    def restart(self) -> None:
        """Start again after the process ended; what it left running is ended first."""
        lived = time.monotonic() - self.started_at
        self.short_lives = self.short_lives + 1 if lived < SHORT_LIFE_SECONDS else 0
        self.signal_all(signal.SIGKILL)
        self.start()


class Supervisor:
    """Starts children, restarts those that die, and stops all of them on SIGTERM or Ctrl+C."""

    def __init__(
        self,
        children: list[Child],
        *,
        housekeeping: Callable[[], None] | None = None,
        is_ready: Callable[[], bool] | None = None,
        on_ready: Callable[[], None] | None = None,
    ) -> None:
        self.children = children
        self.stopping = False
        self.housekeeping = housekeeping
        self.is_ready = is_ready
        self.on_ready = on_ready
        self.kept_house_at = time.monotonic()

    def run(self) -> int:
        """Run until told to stop; return 0, or 1 where a child cannot be kept running."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for child in self.children:
            child.start()
        hopeless = False
        while not (self.stopping or hopeless):
            time.sleep(POLL_SECONDS)
            hopeless = not self._restart_dead()
            self._tell_when_ready()
            self._keep_house()
        self._stop_all()
        return 1 if hopeless else 0

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _restart_dead(self) -> bool:
        """Start again what ended; False where something ends again and again right after its start."""
        for child in self.children:
            if child.ended() and not self.stopping:
                if child.short_lives >= MOST_SHORT_LIVES:
                    logger.error("%s ends again and again right after its start; giving up", child.name)
                    return False
                logger.error("%s ended; starting it again", child.name)
                child.restart()
        return True

    def _tell_when_ready(self) -> None:
        if self.on_ready is not None and (self.is_ready is None or self.is_ready()):
            self.on_ready()
            self.on_ready = None

    def _keep_house(self) -> None:
        if self.housekeeping is not None and time.monotonic() - self.kept_house_at > HOUSEKEEPING_SECONDS:
            self.kept_house_at = time.monotonic()
            self.housekeeping()

    def _stop_all(self) -> None:
        """Ask the children to end, wait, then end whatever of theirs still runs."""
        for child in self.children:
            if child.process is not None and not child.ended():
                child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    logger.warning("%s does not end; killing it", child.name)
            child.signal_all(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


def server_children(*, host: str, port: int, threads: int) -> list[Child]:
    """Return the web server (granian, WSGI) and one job worker."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "1", "--blocking-threads", str(threads), "--log-level", "warning",
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "minhdinh.config.wsgi:application",
    ]  # fmt: skip
    return [Child("web", web), Child("jobs", [sys.executable, "-m", "minhdinh", "qcluster"])]
