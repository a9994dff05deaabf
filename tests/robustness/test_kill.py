"""Killing the server while people save and upload: nothing acknowledged is lost, nothing half is left."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import pytest

from tests.robustness.hammer import Crowd
from tests.robustness.installation import ROOT, Installation, installation
from tests.robustness.ledger import BLOBS, FILES, TEXTS, Ledger, Store, faults, partial_files, read_store

SHORT_KILLS, SOAK_KILLS = 3, 200
SHORTEST_LIFE, LONGEST_LIFE = 0.1, 1.2  # seconds between the first answers and the kill
PATIENCE = 60


def store_of(place: Installation) -> Store:
    return read_store(place.rows(TEXTS), place.rows(BLOBS), place.rows(FILES), place.files)


def await_work(crowd: Crowd, before: Ledger) -> None:
    """Wait until the clients have got an answer to a save and to an upload since ``before``."""
    deadline = time.monotonic() + PATIENCE
    while crowd.ledger.saves == before.saves or crowd.ledger.uploads == before.uploads:
        assert not crowd.met, crowd.met
        assert time.monotonic() < deadline, "the server came back but acknowledges nothing"
        time.sleep(0.02)


def kill_again_and_again(place: Installation, kills: int, seed: int) -> dict[str, Any]:
    """Let clients write, kill the server at random moments, compare after each; return the figures."""
    rng = random.Random(seed)
    half_written = 0
    school = place.run_script("tests.robustness.seed")
    place.start()
    with Crowd(place.port, school, rng, writers=4, senders=2) as crowd:
        for _number in range(kills):
            await_work(crowd, crowd.ledger.copy())
            time.sleep(rng.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            acknowledged = crowd.ledger.copy()
            place.kill()
            half_written = len(partial_files(place.data))  # nobody sweeps before the end, so they add up
            assert faults(acknowledged, store_of(place)) == []
            assert place.database_faults() == []
            place.start()
        await_work(crowd, crowd.ledger.copy())
    ledger = crowd.ledger
    return {
        "kills": kills,
        "seed": seed,
        "saves": len(ledger.saves),
        "uploads": len(ledger.uploads),
        "sent_again": ledger.retried,
        "conflicts": ledger.conflicts,
        "half_written": half_written,
        "ledger": ledger,
    }


def after_a_clean_start(place: Installation, ledger: Ledger) -> None:
    """Start the program as people do: it sweeps up what the killed servers left, and all is still there."""
    place.kill()
    place.serve()
    assert partial_files(place.data) == []
    assert faults(ledger, store_of(place)) == []
    place.stop()


@pytest.fixture
def place(tmp_path: Path):
    with installation(tmp_path / "data", os.environ.get("MINHDINH_DATABASE_URL", "")) as found:
        yield found


@pytest.mark.database
def test_a_few_kills_lose_nothing(place: Installation) -> None:
    figures = kill_again_and_again(place, SHORT_KILLS, seed=2026)
    assert figures["saves"] > SHORT_KILLS
    assert figures["uploads"] > SHORT_KILLS
    assert figures["sent_again"] > 0, "no kill hit a request: the test proves nothing"
    after_a_clean_start(place, figures["ledger"])


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing(place: Installation) -> None:
    kills = int(os.environ.get("MINHDINH_TEST_KILLS", SOAK_KILLS))
    figures = kill_again_and_again(place, kills, seed=int(os.environ.get("MINHDINH_TEST_SEED", "57")))
    after_a_clean_start(place, figures.pop("ledger"))
    results = ROOT / "test-results"
    results.mkdir(exist_ok=True)
    database = "PostgreSQL" if place.database_url else "SQLite"
    figures = {"database": database, **figures}
    (results / f"soak-{database.lower()}.json").write_text(json.dumps(figures, indent=2), encoding="utf-8")
