"""Killing whoever moves, merges, uploads and brings lists in: nothing acknowledged is lost, nothing is half done."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.robustness.installation import ROOT, START_SECONDS, Installation, installation

SHORT_KILLS, SOAK_KILLS = 3, 60
SHORTEST_LIFE, LONGEST_LIFE = 0.2, 1.5  # seconds between the first act and the kill


@pytest.fixture
def place(ready_data: Path):
    with installation(ready_data, os.environ.get("MINHDINH_DATABASE_URL", "")) as found:
        yield found


def churn_and_kill(place: Installation, seed: int, life: float) -> list[list[Any]]:
    """Let somebody change codes for ``life`` seconds, kill them, return what was acknowledged."""
    said = place.data / f"churn-{seed}.txt"
    with said.open("wb") as out, (place.data / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.robustness.codes_churn", str(seed)],
            env=place.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=log,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while not said.stat().st_size:
            assert process.poll() is None, place.log()
            assert time.monotonic() < deadline, place.log()
            time.sleep(0.02)
        time.sleep(life)
        assert process.poll() is None, place.log()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    lines = said.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1]]  # the last is empty, or was cut by the kill


def kill_again_and_again(place: Installation, kills: int, seed: int) -> Counter[str]:
    """Kill at random moments and look after each; return how often each act was acknowledged."""
    rng = random.Random(seed)
    place.run_script("tests.robustness.seed")
    ledger: list[list[Any]] = []
    paper = place.data / "ledger.json"
    for number in range(kills):
        ledger += churn_and_kill(place, seed + number, rng.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        paper.write_text(json.dumps(ledger), encoding="utf-8")
        assert place.run_script("tests.robustness.codes_look", str(paper)) == []
        assert place.database_faults() == []
    checked = place.run_script("minhdinh", "evidence", "check", "--json")
    assert checked["missing"] == checked["altered"] == []
    return Counter(act for act, _what in ledger)


@pytest.mark.database
def test_a_few_kills_leave_no_half_merge(place: Installation) -> None:
    acts = kill_again_and_again(place, SHORT_KILLS, seed=2026)
    assert acts["merged"] > 0
    assert acts.total() > SHORT_KILLS


@pytest.mark.soak
def test_many_kills_leave_no_half_merge(place: Installation) -> None:
    kills = int(os.environ.get("MINHDINH_TEST_CODE_KILLS", SOAK_KILLS))
    acts = kill_again_and_again(place, kills, seed=int(os.environ.get("MINHDINH_TEST_SEED", "57")))
    assert all(acts[name] for name in ("merged", "undone", "code", "file", "list"))
