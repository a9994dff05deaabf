"""What a school is recognised for: told by the room above, which this room does not know."""

import datetime as dt

import pytest

from minhdinh.appraisals.domain.cases import standing
from minhdinh.appraisals.domain.cases.standing import Standing, register_standing_source, standings_of
from minhdinh.organisations.models import Organisation

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_sources", [])


def test_nobody_knows_of_anything() -> None:
    assert standings_of(Organisation(), TODAY) == []


def test_every_source_is_asked_once_with_the_school_and_the_day() -> None:
    asked: list[tuple[Organisation, dt.date]] = []

    def degrees(school: Organisation, day: dt.date) -> list[Standing]:
        asked.append((school, day))
        return [Standing("chuẩn quốc gia mức độ 1", degree=1)]

    def grades(_school: Organisation, _day: dt.date) -> list[Standing]:
        return [Standing("kiểm định cấp độ 2", grade=2)]

    for source in (degrees, grades, degrees):
        register_standing_source(source)
    school = Organisation()
    assert [one.title for one in standings_of(school, TODAY)] == [
        "chuẩn quốc gia mức độ 1",
        "kiểm định cấp độ 2",
    ]
    assert asked == [(school, TODAY)]
