"""The clock rings: at 12, 6, 5 and 3 months, to the school and the offices, each time once, over six years."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.config.management.commands import serve
from minhdinh.notifications.models import Notice
from minhdinh.recognition.domain.decisions import restore_decision, revoke_decision
from minhdinh.recognition.domain.notices import tell_due
from minhdinh.recognition.models import ClockNotice
from minhdinh.recognition.rules.days import months_before
from tests.factories import World, acting, make_world, member
from tests.organisations.reorganising import carry_out, get, merger, new
from tests.recognition.register import recognise

D = dt.date
ENDS = D(2029, 5, 31)  # five years from 1/6/2024
WEEK = dt.timedelta(days=7)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def marks() -> list[tuple[int, D]]:
    with scopes_disabled():
        return list(ClockNotice.objects.order_by("told_on", "-months").values_list("months", "told_on"))


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(person=user).order_by("id").values_list("text", flat=True))


def test_six_years_week_by_week(world: World) -> None:
    recognise(world.school)
    day, rang = D(2024, 6, 1), []
    while day < D(2030, 6, 1):
        rang += [day] * tell_due(day)
        day += WEEK
    assert [months for months, _day in marks()] == [12, 6, 5, 3]
    for (months, told_on), rung in zip(marks(), rang, strict=True):
        assert rung == told_on
        assert dt.timedelta() <= told_on - months_before(ENDS, months) < WEEK
    words = told(world.owner)
    assert len(words) == 4
    assert "Còn dưới 12 tháng" in words[0]
    assert "31/05/2029" in words[3]


def test_the_same_day_twice_and_the_next_day_ring_once(world: World) -> None:
    recognise(world.school)
    first = months_before(ENDS, 12)
    assert tell_due(first - dt.timedelta(days=1)) == 0
    assert [tell_due(first), tell_due(first), tell_due(first + WEEK)] == [1, 0, 0]


def test_a_late_start_tells_only_the_nearest_mark(world: World) -> None:
    recognise(world.school)
    assert tell_due(ENDS - dt.timedelta(days=10)) == 1
    assert [months for months, _day in marks()] == [3]
    assert tell_due(ENDS + dt.timedelta(days=1)) == 0


def test_offices_hear_of_all_their_schools_in_one_notice(world: World) -> None:
    leader = member(world.department, Role.DEPARTMENT_LEADER)
    recognise(world.school)
    recognise(world.other_school)
    assert tell_due(months_before(ENDS, 6)) == 2
    for user in (world.officer, world.manager):
        (words,) = told(user)
        assert words.startswith("02 công nhận sắp hết hạn: ")
        assert "Trường THCS An Bình (6 tháng)" in words
    (words,) = told(world.commune_officer)
    assert words.startswith("01 công nhận")
    assert told(leader) == [] == told(world.colleague)
    assert told(world.stranger)[0].startswith("Còn dưới 06 tháng")


def test_what_does_not_count_rings_no_bell(world: World, officer: Actor) -> None:
    decision = recognise(world.school)
    day = months_before(ENDS, 5)
    revoke_decision(
        actor=officer,
        school=world.school,
        decision_id=decision.pk,
        day=D(2025, 1, 1),
        reason="Không giữ chuẩn",
    )
    assert tell_due(day) == 0
    restore_decision(actor=officer, school=world.school, decision_id=decision.pk, reason="Hủy")
    assert tell_due(day) == 1
    recognise(world.other_school)
    recognise(world.other_school, number="9/QĐ", decided_on=D(2026, 1, 5))
    assert tell_due(day) == 0, "a newer decision of the same kind goes on"


def test_a_newer_decision_of_another_kind_does_not_replace(world: World) -> None:
    recognise(world.school)
    recognise(world.school, number="9/QĐ", decided_on=D(2026, 1, 5), degree=None, grade=2)
    assert tell_due(months_before(ENDS, 5)) == 1


def test_a_corrected_end_rings_again(world: World) -> None:
    decision = recognise(world.school)
    tell_due(months_before(ENDS, 12))
    decision.valid_to = D(2029, 12, 31)
    with scopes_disabled():
        decision.save()
    assert tell_due(months_before(ENDS, 12)) == 0
    assert tell_due(D(2028, 12, 31)) == 1


def test_after_a_merger_the_new_schools_leaders_hear(world: World) -> None:
    recognise(world.school)
    carry_out(
        merger(world.school, world.other_school, into=new("thcs-moi", world.other_commune, kind="school"))
    )
    made = get("thcs-moi")
    head = member(made, Role.PRINCIPAL)
    assert tell_due(months_before(ENDS, 3)) == 1
    (notice,) = Notice.objects.filter(person=head)
    assert notice.url == "/truong/thcs-moi/cong-nhan/"


def test_the_number_of_queries_without_anything_due(world: World, django_assert_max_num_queries) -> None:
    for number in range(5):
        recognise(world.school, number=f"{number}/QĐ", decided_on=D(2024, 6, 1), degree=None, grade=1)
    with django_assert_max_num_queries(12):
        assert tell_due(D(2026, 1, 1)) == 0


def test_the_server_rings_once_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)  # the test's own connection stays
    monkeypatch.setattr(serve._Daily, "done_on", None)
    recognise(world.school, valid_to=today + dt.timedelta(days=20))
    serve.keep_house()
    assert [months for months, _day in marks()] == [3]
    recognise(world.other_school, valid_to=today + dt.timedelta(days=20))
    serve.keep_house()
    assert len(marks()) == 1, "tomorrow"
