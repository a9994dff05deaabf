"""``minhdinh serve`` and ``minhdinh demo`` as a person starts them."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.config.commands import MAIN, clean_environment, minhdinh


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def page(port: int) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=30) as answer:
        return answer.status, answer.read().decode()


@pytest.fixture
def served(tmp_path, port):
    """Serve from a folder in which nothing was ever started."""
    environment = clean_environment(tmp_path, MINHDINH_PORT=str(port), PYTHONUNBUFFERED="1")
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve"],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert f"http://127.0.0.1:{port}" in line, line
    yield process
    process.kill()
    process.communicate()


def children_of(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found.add(int(stat.parent.name))
    return found


def test_it_serves_beside_other_commands_and_stops_without_orphans(served, tmp_path, port):
    status, text = page(port)
    assert status == 200
    assert "Đăng nhập" in text
    assert "dung-thu" not in text, "one-click sign-in belongs to the demo"
    beside = minhdinh(tmp_path, "organisations", "list", "--json")
    assert beside.stdout.strip() == "[]", beside.stderr
    second = minhdinh(tmp_path, "serve", MINHDINH_PORT=str(port))
    assert second.returncode == 2
    assert f"Cổng {port}" in second.stderr
    children = children_of(served.pid)
    assert len(children) == 2
    served.send_signal(signal.SIGTERM)
    assert served.wait(120) == 0
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in children):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_demo_names_a_busy_port_before_it_loads_anything(ready_data):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        busy = server.getsockname()[1]
        done = minhdinh(ready_data, "demo", MINHDINH_PORT=str(busy))
    assert done.returncode == 2
    assert f"MINHDINH_PORT={busy + 1}" in done.stderr
    assert not (ready_data / "demo-accounts.json").exists()
