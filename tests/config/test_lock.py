import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from minhdinh.config.lock import LOCK_FILE, data_folder_lock
from tests.config.commands import clean_environment

HOLD = """
import fcntl, sys, time
stream = open(sys.argv[1], "a")
fcntl.flock(stream, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.django_db
def test_one_holder_at_a_time(tmp_path: Path) -> None:
    order: list[str] = []

    def other() -> None:
        try:
            with data_folder_lock(tmp_path):
                order.append("second")
        finally:
            connection.close()

    with data_folder_lock(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.3)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]


@pytest.mark.django_db
def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / LOCK_FILE)],
        env=clean_environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait(60)
    holder.stdout.close()
    got = threading.Event()

    def other() -> None:
        try:
            with data_folder_lock(tmp_path):
                got.set()
        finally:
            connection.close()

    thread = threading.Thread(target=other, daemon=True)
    thread.start()
    assert got.wait(60)
    thread.join(60)


@pytest.mark.django_db
def test_the_folder_need_not_exist(tmp_path: Path) -> None:
    with data_folder_lock(tmp_path / "new"):
        assert (tmp_path / "new" / LOCK_FILE).exists()
