"""Registers of trained people answer in the order they were registered, each once."""

import datetime as dt
from collections.abc import Iterable

import pytest

from minhdinh.appraisals.domain.bodies import sources
from minhdinh.appraisals.domain.bodies.sources import Trained, register_people_source, trained_people
from minhdinh.organisations.models import Organisation

HERE = Organisation(pk=1)


def one(name: str) -> Trained:
    return Trained(name, None, 7, "Giáo viên", dt.date(2026, 1, 1), "Lớp mẫu")


def first(department: Organisation) -> Iterable[Trained]:
    return [one(f"A{department.pk}")]


def second(_department: Organisation) -> Iterable[Trained]:
    return (one(name) for name in ("B", "C"))


@pytest.fixture(autouse=True)
def _none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_sources", [])


def test_without_a_register_nobody_is_trained() -> None:
    assert trained_people(HERE) == []


def test_all_registers_answer_each_once() -> None:
    for source in (first, second, first):
        register_people_source(source)
    assert [row.name for row in trained_people(HERE)] == ["A1", "B", "C"]
