"""Killing the store of files itself, a real S3 server, while people upload, take packs and files are moved out of it."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from tests.robustness.evidence_people import Staff
from tests.robustness.evidence_state import Acknowledged, faults, read_state, row_faults
from tests.robustness.installation import ROOT, Installation, installation
from tests.robustness.storage_people import AWAY, Direct, PatientPacker, PatientSender
from tests.robustness.test_evidence_kills import House, await_work, let_leases_end
from tests.s3 import script

SHORT, SOAK_KILLS = ("store", "server"), 40
ALL = ("store", "store", "server", "worker", "both")
PEOPLE = (PatientSender, PatientSender, Direct, PatientPacker)
BUCKET = "kho"
PATIENCE = 120
LONGEST_LIFE = 1.0
PAST = dt.timedelta(days=4)
MOST_HOURS = 4
NOTES = "SELECT path FROM evidence_storingnote"
ARRIVALS = "SELECT name, state FROM evidence_directarrival WHERE state IN ('sending', 'checking')"
CHECKS = (
    "SELECT id, status FROM jobs_job WHERE kind = 'evidence.arrivals' AND status IN ('queued', 'running')"
)


class Move:
    """``minhdinh evidence store move --to folder``, again and again; what it was told when the store was away."""

    def __init__(self, place: Installation) -> None:
        self.place, self.stop = place, threading.Event()
        self.whole = self.away = 0
        self.met: list[str] = []
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        words = [sys.executable, "-m", "minhdinh", "evidence", "store", "move", "--to", "folder", "--json"]
        while not self.stop.is_set():
            done = subprocess.run(
                words,
                env=self.place.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE,
            )
            if done.returncode == 0:
                self.whole += 1
            elif AWAY in done.stderr:
                self.away += 1
            else:
                self.met.append(f"{done.returncode}: {done.stdout[-500:]} {done.stderr[-1500:]}")

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop.set()
        self.thread.join(PATIENCE)


@contextmanager
def bucket_house(folder: Path) -> Iterator[tuple[House, Any]]:
    """Give an installation that keeps its files in a bucket of a server of its own."""
    with (
        script().temporary_swift() as swift,
        installation(folder, os.environ.get("MINHDINH_DATABASE_URL", "")) as place,
    ):
        swift.client().create_bucket(Bucket=BUCKET)
        place.store = swift.settings(BUCKET)
        house = House(place)
        try:
            yield house, swift
        finally:
            house.kill("both")


def await_away(staff: Staff) -> None:
    """Wait until somebody was told that the store is away."""
    before, deadline = staff.said.away, time.monotonic() + PATIENCE
    while staff.said.away == before:
        assert not staff.met, staff.met
        assert time.monotonic() < deadline, "nobody is told that the store is away"
        time.sleep(0.02)


def kill_again_and_again(house: House, swift: Any, victims: list[str], rng: random.Random) -> Acknowledged:
    """Let people work and files be moved, kill at random moments; compare the rows after each kill."""
    place = house.place
    seed = place.run_script("tests.robustness.evidence_seed")
    house.start()
    with Move(place) as move, Staff(place.port, seed, rng, PEOPLE) as staff:
        for victim in victims:
            await_work(staff)
            time.sleep(rng.uniform(0.1, LONGEST_LIFE))
            if victim == "store":
                swift.kill()
                await_away(staff)
                swift.start()
            else:
                house.kill(victim)
            assert row_faults(staff.said.copy(), read_state(place)) == []
            house.start()
        await_work(staff)
    assert move.met == []
    assert place.database_faults() == []
    house.kill("both")
    return staff.said


def let_days_pass(place: Installation) -> None:
    """Let so much time pass that nobody waits any more for what was killed."""
    let_leases_end(place)
    past = (dt.datetime.now(dt.UTC) - PAST).strftime("%Y-%m-%d %H:%M:%S")
    place.write(f"UPDATE evidence_storingnote SET created_at = '{past}'")
    place.write(f"UPDATE evidence_directarrival SET expires_at = '{past}' WHERE state = 'sending'")
    place.write(f"UPDATE evidence_directarrival SET updated_at = '{past}' WHERE state = 'checking'")


def one_hour(place: Installation) -> None:
    """Let the hourly jobs and the worker do what they do in one go."""
    let_days_pass(place)
    place.serve()
    deadline = time.monotonic() + PATIENCE
    while left := [*place.rows(NOTES), *place.rows(CHECKS)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    place.stop()


def after_the_hourly_jobs(house: House, swift: Any, said: Acknowledged) -> None:
    """Everything acknowledged is there, and nothing else: in the bucket, and after a move in the folder too."""
    place = house.place
    for _hour in range(
        MOST_HOURS
    ):  # a file whose check met the store away waits while others of the school are checked
        one_hour(place)
        if not unfinished(place):
            break
    assert unfinished(place) == []
    checked = place.run_script("minhdinh", "evidence", "check", "--json")  # its exit code is looked at there
    assert checked["ok"]
    moved = place.run_script("minhdinh", "evidence", "store", "move", "--to", "folder", "--json")
    assert moved["ok"]
    said.uploads.extend(said.direct)
    state = read_state(place)
    assert faults(said, state) == []
    paths = {str(row[0]) for row in place.rows("SELECT path FROM evidence_blob")}
    pages = swift.client().get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    assert {one["Key"] for page in pages for one in page.get("Contents", ())} == paths
    assert not swift.client().list_multipart_uploads(Bucket=BUCKET).get("Uploads")


def unfinished(place: Installation) -> list[tuple[Any, ...]]:
    """Return what the hourly jobs and the worker have not done yet."""
    return [*place.rows(NOTES), *place.rows(CHECKS), *place.rows(ARRIVALS)]


@pytest.mark.database
@pytest.mark.s3
def test_kills_of_the_store_leave_nothing_half(ready_data: Path) -> None:
    with bucket_house(ready_data) as (house, swift):
        said = kill_again_and_again(house, swift, list(SHORT), random.Random(2027))
        assert said.direct, "nothing was brought straight to the store: the test proves nothing"
        after_the_hourly_jobs(house, swift, said)


@pytest.mark.soak
@pytest.mark.s3
def test_many_kills_of_the_store_leave_nothing_half(ready_data: Path) -> None:
    rng = random.Random(int(os.environ.get("MINHDINH_TEST_SEED", "58")))
    kills = int(os.environ.get("MINHDINH_TEST_STORE_KILLS", SOAK_KILLS))
    victims = rng.choices(ALL, k=kills)
    with bucket_house(ready_data) as (house, swift):
        said = kill_again_and_again(house, swift, victims, rng)
        assert said.packs
        after_the_hourly_jobs(house, swift, said)
        keep(house.place, victims, said)


def keep(place: Installation, victims: list[str], said: Acknowledged) -> None:
    """Write the figures where the page of measurements takes them from."""
    results = ROOT / "test-results"
    results.mkdir(exist_ok=True)
    database = "PostgreSQL" if place.database_url else "SQLite"
    found = {
        "database": database,
        "kills": len(victims),
        "of_the_store": victims.count("store"),
        "uploads": len(said.uploads) - len(said.direct),
        "direct": len(said.direct),
        "packs": said.packs,
        "told_away": said.away,
        "sent_again": said.again,
    }
    path = results / f"storage-kills-{database.lower()}.json"
    path.write_text(json.dumps(found, indent=2), encoding="utf-8")
