"""Who finds what of collecting, narrowed and counted."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.evidence.collecting.queries import (
    LATE,
    CollectingFilter,
    collecting_for,
    collectings_for,
    collectings_of_criterion,
    counts_by_state,
    narrowed,
)
from minhdinh.evidence.collecting.states import say_lost
from minhdinh.evidence.collecting.tables import days_of, is_late
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import Collecting
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, day, make_actor, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = day("2026-11-22")


def seen(house: House, actor: Actor) -> list[str]:
    rows = collectings_for(actor, house.school.pk, house.assessment.pk)
    return sorted(row.what for row in rows)


def test_managers_and_readers_see_all_contributors_their_own(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    make_collecting(house, secretary, contributor, what="A")
    make_collecting(house, secretary, secretary, what="B", keeper_id=contributor.user_id)
    make_collecting(house, secretary, secretary, what="C")
    reader = make_actor(house, Role.VIEWER)
    assert seen(house, secretary) == seen(house, reader) == ["A", "B", "C"]
    assert seen(house, contributor) == ["A", "B"]
    assert seen(house, make_actor(make_house(), Role.CONTRIBUTOR)) == []


def test_what_is_for_a_sensitive_item_is_not_told_to_who_may_not_see_it(
    house: House, secretary: Actor
) -> None:
    item = make_item(house, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Két")
    row = make_collecting(house, secretary, secretary, item_id=item.pk, what="Hồ sơ kín")
    reader = make_actor(house, Role.VIEWER)
    assert seen(house, reader) == []
    assert collecting_for(reader, house.school.pk, house.assessment.pk, row.pk) is None
    assert seen(house, secretary) == ["Hồ sơ kín"]


def test_narrowed_and_counted(house: House, secretary: Actor, contributor: Actor) -> None:
    late = make_collecting(house, secretary, contributor, what="Trễ", due_on=TODAY - dt.timedelta(days=1))
    make_collecting(house, secretary, secretary, what="Khác", criterion="1.4")
    lost = make_collecting(house, secretary, secretary, what="Mất")
    say_lost(actor=secretary, row=lost, version=1, reason="Mất")
    rows = collectings_for(secretary, house.school.pk, house.assessment.pk)

    def found(**wanted: object) -> list[str]:
        return [row.what for row in narrowed(rows, CollectingFilter(**wanted), TODAY)]  # type: ignore[arg-type]

    assert found(state=LATE) == ["Trễ"]
    assert found(state="lost") == ["Mất"]
    assert found(criterion="1.4") == ["Khác"]
    assert found(person_id=contributor.user_id) == ["Trễ"]
    assert counts_by_state(rows, TODAY) == {"collecting": 2, "lost": 1, LATE: 1}
    assert is_late(late, TODAY)
    assert not is_late(late, TODAY - dt.timedelta(days=1))


def test_a_criterion_s_own_of_the_track(house: House, secretary: Actor) -> None:
    make_collecting(house, secretary, secretary, what="Của cấp này")
    make_collecting(house, secretary, secretary, what="Của cấp khác", track="thpt")
    make_collecting(house, secretary, secretary, what="Mọi cấp", track="")
    rows = collectings_of_criterion(secretary, house.school.pk, house.assessment.pk, house.track, "1.3")
    assert sorted(row.what for row in rows) == ["Của cấp này", "Mọi cấp"]


@pytest.mark.parametrize(
    ("starts", "due", "words"),
    [
        (None, None, ""),
        ("2026-11-01", None, "từ 01/11/2026"),
        (None, "2026-12-01", "đến 01/12/2026"),
        ("2026-11-01", "2026-12-01", "01/11/2026 – 01/12/2026"),
    ],
)
def test_days_in_words(starts: str | None, due: str | None, words: str) -> None:
    row = Collecting(
        starts_on=day(starts) if starts else None, due_on=day(due) if due else None, created_at=timezone.now()
    )
    assert days_of(row) == words
