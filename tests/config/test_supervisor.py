"""Real processes: the supervisor runs in one of its own, as it does for a person."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minhdinh.config.supervisor import Child, server_children

RUN = """
import sys
from minhdinh.config import supervisor
supervisor.POLL_SECONDS = 0.05
supervisor.HOUSEKEEPING_SECONDS = 0.1
def child(name, code):
    return supervisor.Child(name, [sys.executable, "-c", code, *sys.argv[1:]])
"""
LONG = """
import subprocess, sys, time
from pathlib import Path
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with Path(sys.argv[1]).open("a") as stream:
    stream.write(f"{__import__('os').getpid()} {inner.pid}\\n")
time.sleep(600)
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def supervised(tmp_path):
    """Return a function that starts a supervisor with some code; it is gone after the test."""
    started: list[subprocess.Popen] = []

    def start(code: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN + code, str(tmp_path / "pids")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        for pid in (one for line in pids(tmp_path) for one in line if alive(one)):
            os.kill(pid, signal.SIGKILL)  # it holds the pipe open
        process.communicate()


def pids(tmp_path: Path) -> list[list[int]]:
    path = tmp_path / "pids"
    return (
        [[int(word) for word in line.split()] for line in path.read_text().splitlines()]
        if path.exists()
        else []
    )


START_LONG = f"sys.exit(supervisor.Supervisor([child('long', {LONG!r})]).run())"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_leaves_no_orphans(supervised, tmp_path, number):
    process = supervised(START_LONG)
    wait_until(lambda: pids(tmp_path))
    process.send_signal(number)
    assert process.wait(60) == 0
    assert not any(alive(pid) for pid in pids(tmp_path)[0])


def test_a_killed_child_is_started_again_and_what_it_left_is_ended(supervised, tmp_path):
    supervised(START_LONG)
    wait_until(lambda: pids(tmp_path))
    first = pids(tmp_path)[0]
    os.kill(first[0], signal.SIGKILL)
    wait_until(lambda: len(pids(tmp_path)) == 2)
    wait_until(lambda: not any(alive(pid) for pid in first))
    assert all(alive(pid) for pid in pids(tmp_path)[1])


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells children of their parent's end"
)
def test_children_end_with_a_supervisor_that_was_killed(supervised, tmp_path):
    process = supervised(START_LONG)
    wait_until(lambda: pids(tmp_path))
    process.kill()
    wait_until(lambda: not alive(pids(tmp_path)[0][0]))
    os.kill(pids(tmp_path)[0][1], signal.SIGKILL)


def test_a_child_that_never_starts_well_is_given_up(supervised):
    process = supervised("sys.exit(supervisor.Supervisor([child('short', 'raise SystemExit(3)')]).run())")
    output, _nothing = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "giving up" in output


def test_it_tells_once_when_it_is_ready_and_keeps_house(supervised):
    code = f"""
told = []
def keep():
    print("kept", flush=True)
supervisor.Supervisor([child('long', {LONG!r})], housekeeping=keep,
    is_ready=lambda: True, on_ready=lambda: print("ready", flush=True)).run()
"""
    process = supervised(code)
    lines = [process.stdout.readline().strip() for _line in range(3)]
    process.terminate()
    rest, _nothing = process.communicate(timeout=60)
    assert lines == ["ready", "kept", "kept"]
    assert "ready" not in rest


def test_the_server_is_one_web_process_and_one_job_worker():
    web, jobs = server_children(host="127.0.0.1", port=8123, threads=3)
    assert web.command[-1] == "minhdinh.config.wsgi:application"
    assert tuple(web.command[web.command.index("--port") :][:2]) == ("--port", "8123")
    assert jobs.command[-1] == "qcluster"
    assert isinstance(web, Child)
    assert web.ended()


@pytest.mark.parametrize("given", [None, "4"])
def test_children_keep_one_heap_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    if given:
        monkeypatch.setenv("MALLOC_ARENA_MAX", given)
    told = tmp_path / "told"
    code = f"import os; open({str(told)!r}, 'w').write(os.environ['MALLOC_ARENA_MAX'])"
    child = Child("heap", [sys.executable, "-c", code])
    child.start()
    assert child.process is not None
    assert child.process.wait(60) == 0
    assert told.read_text() == (given or "1")
