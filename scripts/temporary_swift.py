"""A real S3 server for one run: OpenStack Swift on loopback with its own folder, port and keys; gone afterwards.

It checks signatures and their age, which imitations for tests do not. As a command it runs another command with the
settings of such a store: ``python scripts/temporary_swift.py minhdinh serve``.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

SYSTEM_PYTHON = "/usr/bin/python3"
PACKAGES = "python3-swift swift-account swift-container swift-object swift-proxy"
SERVER = Path(__file__).with_name("swift_on_loopback.py")
WANTED = "import eventlet, swift.account.server, swift.container.server, swift.obj.server, swift.proxy.server"
SECONDS_TO_START = 60.0
BUCKET = "kho"


class SwiftError(RuntimeError):
    """No server could be started; the message says why and what to install."""


@dataclass(slots=True)
class S3Server:
    """Where the server listens, the keys of its one account, its folder, and the process itself."""

    endpoint: str
    key: str
    secret: str
    folder: Path
    command: list[str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it on what stands in its folder, and wait until it answers."""
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "S3_KEY": self.key, "S3_SECRET": self.secret}
        log = self.folder / "log"
        with log.open("ab") as stream:
            self.process = subprocess.Popen(
                self.command,
                env=environment,
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=stream,
                stderr=stream,
            )  # it ends when the other end of its input is gone
        wait_until_answering(self.endpoint, self.process, lambda: log.read_text(errors="replace")[-800:])

    def kill(self) -> None:
        """End it without warning, also where it was halted; what it wrote stays in its folder."""
        if self.process is not None:
            with self.process:  # closes its input also where it has ended by itself
                self.process.send_signal(signal.SIGCONT)
                self.process.kill()

    def client(self, secret: str | None = None) -> Any:
        """Return the protocol's own client, with another secret where a test wants a wrong one."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.key,
            aws_secret_access_key=secret or self.secret,
            region_name="us-east-1",
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )

    def settings(self, bucket: str) -> dict[str, str]:
        """Return the variables that let the program keep its files in a bucket here."""
        return {
            "MINHDINH_STORAGE": "s3",
            "MINHDINH_S3_ENDPOINT": self.endpoint,
            "MINHDINH_S3_BUCKET": bucket,
            "MINHDINH_S3_KEY": self.key,
            "MINHDINH_S3_SECRET": self.secret,
        }


def is_installed(python: str = SYSTEM_PYTHON) -> bool:
    """Tell whether the system's Python has Swift."""
    if shutil.which(python) is None:
        return False
    return subprocess.run([python, "-I", "-c", WANTED], capture_output=True, check=False).returncode == 0


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answering(endpoint: str, process: subprocess.Popen[bytes], said: Callable[[], str]) -> None:
    """Wait for the first answer; any status is one."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SwiftError(f"Swift ended at once: {said()}")
        try:
            urllib.request.urlopen(endpoint, timeout=5).close()  # noqa: S310 (our own http address)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SwiftError(f"Swift did not answer in {SECONDS_TO_START:.0f} s: {said()}")


@contextmanager
def temporary_swift(python: str = SYSTEM_PYTHON) -> Iterator[S3Server]:
    """Start a server and give its address and keys; stop and remove it at the end, also after a failure."""
    if not is_installed(python):
        raise SwiftError(f"OpenStack Swift is not installed (apt-get install {PACKAGES})")
    folder, port = Path(tempfile.mkdtemp(prefix="minhdinh-swift-")), free_port()
    command = [python, "-I", str(SERVER), str(folder), str(port)]
    server = S3Server(f"http://127.0.0.1:{port}", "minhdinh:tests", secrets.token_hex(16), folder, command)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the given command with the settings of a store that is empty, and return its exit code."""
    if len(sys.argv) < 2:
        print("usage: temporary_swift.py COMMAND [ARGUMENT…]", file=sys.stderr)
        return 2
    with temporary_swift() as server:
        server.client().create_bucket(Bucket=BUCKET)
        environment = {**os.environ, **server.settings(BUCKET)}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
