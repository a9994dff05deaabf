"""A person's own calendar address: secret, renewable, without cookies, limited."""

import datetime as dt
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.cache.backends import db
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from minhdinh.accounts.models import User
from minhdinh.notifications import calendar
from minhdinh.notifications.calendar import CalendarEntry, register_calendar
from minhdinh.notifications.domain.feed import close_feed, feed_text, feed_token, owner_of, renew_feed
from minhdinh.notifications.domain.preferences import profile_of
from minhdinh.notifications.models import NoticeProfile
from minhdinh.notifications.views.preferences import FEED_CALLS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 6, 14)
TWO = dt.datetime(2026, 11, 22, 7, 0, tzinfo=dt.UTC)


@pytest.fixture
def user() -> Iterator[User]:
    """Return a person who has a day of the own; others have theirs."""
    person = UserFactory(full_name="Cô Lan")

    def provider(people):
        for one in people:
            yield (
                one,
                CalendarEntry(f"d-{one}", DAY, f"Việc của {one}", "/lich/", "THCS Mẫu", "Điều 9", warn=(7,)),
            )
            yield one, CalendarEntry(f"x-{one}", DAY, "Đã duyệt", "/lich/", done=True)

    register_calendar(provider)
    yield person
    calendar._providers.remove(provider)


def address(user: User, token: str = "") -> str:
    own = token or feed_token(profile_of(user.pk))
    return reverse("notifications:feed", kwargs={"person_id": user.pk, "token": own})


def test_nobody_has_an_address_before_asking_for_one(user: User) -> None:
    assert feed_token(profile_of(user.pk)) == ""
    NoticeProfile.objects.create(person=user)
    assert owner_of(user.pk, "") is None
    assert Client().get(address(user, "a" * 40)).status_code == 404


def test_the_address_serves_the_own_days_without_a_session(user: User) -> None:
    renew_feed(user=user)
    answer = Client().get(address(user))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert not answer.cookies
    text = answer.content.decode().replace("\r\n ", "")
    assert f"SUMMARY:Việc của {user.pk}\r\n" in text
    assert "SUMMARY:Đã xong: Đã duyệt" in text
    assert text.count("BEGIN:VEVENT") == 2
    assert text.count("BEGIN:VALARM") == 1


def test_a_signed_in_person_gets_no_more_by_somebody_elses_address(user: User) -> None:
    other = UserFactory()
    renew_feed(user=user)
    client = Client()
    client.force_login(other)
    assert f"Việc của {user.pk}" in client.get(address(user)).content.decode()
    assert f"Việc của {other.pk}" not in client.get(address(user)).content.decode()


def test_a_new_address_closes_the_old_one(user: User) -> None:
    renew_feed(user=user)
    old = address(user)
    renew_feed(user=user)
    assert address(user) != old
    assert Client().get(old).status_code == 404
    close_feed(user=user)
    assert profile_of(user.pk).calendar_key == ""
    assert feed_token(profile_of(user.pk)) == ""


def test_the_secret_is_stored_nowhere_and_belongs_to_one_person(user: User) -> None:
    profile = renew_feed(user=user)
    token = feed_token(profile)
    assert token not in str(NoticeProfile.objects.values().get())
    other = UserFactory()
    NoticeProfile.objects.create(person=other, calendar_key=profile.calendar_key)
    assert owner_of(other.pk, token) is None


def test_who_has_left_has_no_calendar(user: User) -> None:
    renew_feed(user=user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Client().get(address(user)).status_code == 404


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Callable[[dt.datetime], None]:
    """Return what sets the clocks of the program and of the counters, which stand in the database as in service."""
    settings.CACHES = {**settings.CACHES, "default": settings.CACHES["shared"]}

    def travel(moment: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(db, "tz_now", lambda: moment)
        monkeypatch.setattr(time, "time", moment.timestamp)

    travel(TWO)
    return travel


def test_an_address_is_asked_for_so_often_an_hour(user: User, at: Callable[[dt.datetime], None]) -> None:
    renew_feed(user=user)
    client, url = Client(), address(user)
    codes = [client.get(url).status_code for _ in range(FEED_CALLS + 1)]
    assert codes == [200] * FEED_CALLS + [429]
    at(TWO + dt.timedelta(minutes=50, seconds=30))
    busy = client.get(url)
    assert (busy.status_code, busy["Retry-After"]) == (429, "570")
    at(TWO + dt.timedelta(hours=1))
    assert client.get(url).status_code == 200


def test_who_asks_all_the_time_is_answered_again_in_the_next_hour(
    user: User, at: Callable[[dt.datetime], None]
) -> None:
    renew_feed(user=user)
    client, url = Client(), address(user)
    codes = []
    for minutes in range(0, 66, 1):
        for seconds in (0, 30):
            at(TWO + dt.timedelta(minutes=minutes, seconds=seconds))
            codes.append(client.get(url).status_code)
    assert codes == [200] * 60 + [429] * 60 + [200] * 12


def test_a_pause_does_not_make_the_hour_forgotten(user: User, at: Callable[[dt.datetime], None]) -> None:
    renew_feed(user=user)
    client, url = Client(), address(user)
    assert {client.get(url).status_code for _ in range(FEED_CALLS)} == {200}
    at(TWO + dt.timedelta(minutes=40))
    assert client.get(url).status_code == 429


def test_guessing_finds_nothing_and_uses_up_nothing(user: User) -> None:
    renew_feed(user=user)
    codes = {Client().get(address(user, f"{n:040x}")).status_code for n in range(FEED_CALLS + 5)}
    assert codes == {404}
    assert Client().get(address(user)).status_code == 200


@pytest.mark.parametrize("number", [2**63, 10**20, 10**40])
def test_a_number_that_no_database_knows_is_nobody(number: int) -> None:
    assert owner_of(number, "a" * 40) is None
    url = reverse("notifications:feed", kwargs={"person_id": number, "token": "a" * 40})
    assert Client().get(url).status_code == 404


def test_only_reading(user: User) -> None:
    renew_feed(user=user)
    assert Client().post(address(user)).status_code == 405


def test_the_page_makes_renews_and_closes(user: User) -> None:
    client = Client()
    client.force_login(user)
    page, renew = reverse("notifications:preferences"), reverse("notifications:feed-renew")
    assert ".ics" not in client.get(page).content.decode()
    client.post(renew)
    assert address(user) in client.get(page).content.decode()
    client.post(renew, {"close": "1"})
    assert ".ics" not in client.get(page).content.decode()
    assert client.get(renew).status_code == 405


def test_the_text_is_a_calendar_in_vietnamese(user: User) -> None:
    assert feed_text(user).startswith("BEGIN:VCALENDAR\r\n")
    assert "X-WR-CALNAME:Minh Định: việc của tôi" in feed_text(user)
