"""Killing server and worker while people upload, merge, bring lists and take packs, all over HTTP."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from minhdinh.config.supervisor import server_children
from tests.robustness.evidence_people import Staff
from tests.robustness.evidence_state import Acknowledged, faults, read_state, unwritten_lists
from tests.robustness.installation import ROOT, THREADS, Installation, installation
from tests.robustness.ledger import partial_files

SHORT, SOAK_KILLS = ("worker", "server"), 100
ALL = (*SHORT, "both")
SHORTEST_LIFE, LONGEST_LIFE = 0.1, 1.2  # seconds between the first answers and the kill
PATIENCE = 90


@dataclass
class House:
    """A server and a worker by the commands of ``minhdinh serve``, each to be killed alone."""

    place: Installation
    worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start what does not run."""
        if self.worker is None:
            command = server_children(host="127.0.0.1", port=self.place.port, threads=THREADS)[1].command
            with (self.place.data / "worker.log").open("ab") as log:
                self.worker = subprocess.Popen(
                    command,
                    env=self.place.environment,
                    cwd=self.place.data,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if self.place.process is None:
            self.place.start()

    def kill(self, who: str) -> None:
        """End server, worker or both without warning."""
        if who in {"worker", "both"} and self.worker is not None:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None
        if who in {"server", "both"}:
            self.place.kill()


@contextmanager
def house_in(folder: Path) -> Iterator[House]:
    with installation(folder, os.environ.get("MINHDINH_DATABASE_URL", "")) as place:
        house = House(place)
        try:
            yield house
        finally:
            house.kill("both")


@pytest.fixture
def house(ready_data: Path) -> Iterator[House]:
    with house_in(ready_data) as found:
        yield found


def await_work(staff: Staff) -> None:
    """Wait until an upload has been answered since now."""
    before, deadline = len(staff.said.uploads), time.monotonic() + PATIENCE
    while len(staff.said.uploads) == before:
        assert not staff.met, staff.met
        assert time.monotonic() < deadline, "the server acknowledges nothing"
        time.sleep(0.02)


def kill_again_and_again(house: House, victims: list[str], rng: random.Random) -> Acknowledged:
    """Let people work, kill at random moments, compare after each kill; return what was acknowledged.

    At last everything is killed and the program started as people start it, while they go on.
    """
    place = house.place
    seed = place.run_script("tests.robustness.evidence_seed")
    house.start()
    with Staff(place.port, seed, rng) as staff:
        for victim in victims:
            await_work(staff)
            time.sleep(rng.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            house.kill(victim)
            said = staff.said.copy()
            assert faults(said, read_state(place)) == []
            assert place.database_faults() == []
            house.start()
        await_work(staff)
        house.kill("both")
        let_leases_end(place)
        place.serve()
        await_work(staff)
    return staff.said


def let_leases_end(place: Installation) -> None:
    """Let the time pass that the jobs of a killed worker are held for, and that undelivered ones are waited for."""
    past = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
    place.write(f"UPDATE jobs_job SET lease_until = '{past}' WHERE status = 'running'")
    place.write(f"UPDATE jobs_job SET updated_at = '{past}' WHERE status = 'queued'")


def after_a_clean_start(house: House, said: Acknowledged) -> None:
    """What was confirmed is ended by the program that was started last, and nothing half is left."""
    place = house.place
    deadline = time.monotonic() + PATIENCE
    while unwritten_lists(said, read_state(place)):
        assert time.monotonic() < deadline, unwritten_lists(said, read_state(place))
        time.sleep(0.1)
    place.stop()
    assert partial_files(place.data) == []
    assert faults(said, read_state(place)) == []
    checked = place.run_script("minhdinh", "evidence", "check", "--json")  # its exit code is looked at there
    assert (checked["missing"], checked["altered"], checked["orphan"]) == ([], [], [])
    assert checked["ok"]


@pytest.mark.database
def test_kills_of_server_and_worker_leave_nothing_half(house: House) -> None:
    said = kill_again_and_again(house, list(SHORT), random.Random(2026))
    assert len(said.uploads) > len(SHORT)
    assert said.lists, "no list was brought: the test proves nothing"
    assert said.again > 0, "no kill hit a request: the test proves nothing"
    after_a_clean_start(house, said)


@pytest.mark.soak
def test_many_kills_of_server_and_worker_leave_nothing_half(house: House) -> None:
    rng = random.Random(int(os.environ.get("MINHDINH_TEST_SEED", "57")))
    kills = int(os.environ.get("MINHDINH_TEST_EVIDENCE_KILLS", SOAK_KILLS))
    victims = rng.choices(ALL, k=kills)
    said = kill_again_and_again(house, victims, rng)
    after_a_clean_start(house, said)
    assert said.merges
    assert said.packs
    keep(house.place, figures(victims, said))


def figures(victims: list[str], said: Acknowledged) -> dict[str, Any]:
    """Return what the page of measurements tells."""
    by_victim = Counter(victims)
    return {
        "kills": len(victims),
        "by_victim": ", ".join(f"{name} {by_victim[name]}" for name in ALL),
        "uploads": len(said.uploads),
        "merges": len(said.merges),
        "lists": len(said.lists),
        "packs": said.packs,
        "broken": said.broken,
        "sent_again": said.again,
    }


def keep(place: Installation, found: dict[str, Any]) -> None:
    """Write the figures where the page of measurements takes them from."""
    results = ROOT / "test-results"
    results.mkdir(exist_ok=True)
    database = "PostgreSQL" if place.database_url else "SQLite"
    path = results / f"evidence-kills-{database.lower()}.json"
    path.write_text(json.dumps({"database": database, **found}, indent=2), encoding="utf-8")
