from collections.abc import Callable
from typing import Any

import pytest

from minhdinh.jobs import registry
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress, register
from tests.factories import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Return the small world of people and organisations."""
    return make_world()


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let every test register kinds of its own."""
    known: dict[str, Any] = {}
    monkeypatch.setattr(registry, "_kinds", known)
    return known


@pytest.fixture
def counting(kinds: dict[str, Any]) -> list[int]:
    """Register the kind ``count`` that notes each step it made."""
    made: list[int] = []

    def count(progress: Progress, *, to: int) -> dict[str, Any]:
        progress.total(to)
        for number in range(1, to + 1):
            progress.advance(f"Bước {number}")
            made.append(number)
        return {"message": f"Đã đếm đến {to}.", "result_url": "/ket-qua/", "result_label": "Xem"}

    register("count", count)
    return made


@pytest.fixture
def job(world: World, counting: list[int]) -> Callable[..., Job]:
    """Return a function that makes a job row of the owner without handing it to a worker."""

    def make(**values: Any) -> Job:
        given = {"kind": "count", "title": "Đếm", "owner": world.owner, "params": {"to": 3}}
        return Job.objects.create(**{**given, **values})

    return make
