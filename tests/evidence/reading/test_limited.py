"""Programs with bounds."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from minhdinh.evidence.reading import limited
from minhdinh.evidence.reading.limited import MEMORY, MOST_PRINTED, TooMuchError, run_limited


def test_what_it_prints_comes_back(tmp_path: Path) -> None:
    assert run_limited(["sh", "-c", "pwd"], tmp_path, 10).decode().strip() == str(tmp_path.resolve())


def test_time_is_bounded_and_what_it_started_ends_too(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(TooMuchError):
        run_limited(["sh", "-c", "sleep 60 & echo $! > child; wait"], tmp_path, 1.5)
    assert time.monotonic() - began < 30
    child = (tmp_path / "child").read_text().strip()
    time.sleep(0.2)
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_memory_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(TooMuchError):
        run_limited([sys.executable, "-c", f"len(bytearray({MEMORY}))"], tmp_path, 20)


def test_an_error_and_a_program_that_is_not_there_are_told(tmp_path: Path) -> None:
    for command in (["sh", "-c", "exit 3"], ["no-such-program-anywhere"]):
        with pytest.raises(TooMuchError):
            run_limited(command, tmp_path, 10)


def test_it_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINHDINH_SECRET_KEY", "hush")
    assert b"hush" not in run_limited(["env"], tmp_path, 10)


def test_of_what_it_prints_the_beginning_comes_back_and_nothing_stays(tmp_path: Path) -> None:
    printed = run_limited(["head", "-c", str(MOST_PRINTED * 2), "/dev/zero"], tmp_path, 20)
    assert printed == bytes(MOST_PRINTED)
    assert list(tmp_path.iterdir()) == []


def test_what_it_prints_is_bounded_as_what_it_writes(tmp_path: Path) -> None:
    with pytest.raises(TooMuchError):
        run_limited(["head", "-c", str(limited.MOST_WRITTEN + 1), "/dev/zero"], tmp_path, 20)


def test_bounds_of_the_machine_that_are_lower_stay(tmp_path: Path) -> None:
    inner = f"ulimit -f 1000; exec {sys.executable} -I -S {limited.__file__} 9 sh -c 'ulimit -f; ulimit -Hf'"
    done = subprocess.run(["sh", "-c", inner], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1000", "1000"]
