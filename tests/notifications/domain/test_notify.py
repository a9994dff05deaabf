"""Who was told what: in bulk, once, and not for ever."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.notifications.domain.notify import (
    KEPT,
    READ_KEPT,
    Message,
    deliver,
    mark_all_read,
    mark_read,
    notify,
)
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    return UserFactory.create_batch(3)


def tell(
    people: list[User], key: str = "nhac:1", text: str = "Hạn 25/5/2019", url: str = "/truong/a/"
) -> int:
    return notify([one.pk for one in people], text=text, url=url, kind=NoticeKind.REMINDER, key=key)


def test_everybody_is_told_once(people: list[User]) -> None:
    assert tell(people) == 3
    assert tell(people, text="Nói lại") == 0
    assert tell(people, key="nhac:2") == 3
    assert Notice.objects.filter(person=people[0]).count() == 2
    assert set(Notice.objects.filter(key="nhac:1").values_list("text", flat=True)) == {"Hạn 25/5/2019"}


def test_who_joins_later_is_told_what_the_others_know(people: list[User]) -> None:
    tell(people[:1])
    assert tell(people) == 2


def test_the_same_person_twice_in_one_call(people: list[User]) -> None:
    assert tell([people[0], people[0]]) == 1


def test_each_the_own_words(people: list[User]) -> None:
    words = [
        Message(one.pk, f"Trường {number}", "", NoticeKind.OTHER, f"k{number}")
        for number, one in enumerate(people)
    ]
    assert deliver(words) == 3
    assert Notice.objects.get(person=people[2]).text == "Trường 2"


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_notice_leads_nowhere_else(people: list[User], url: str) -> None:
    with pytest.raises(ValueError, match="this program only"):
        tell(people, url=url)
    assert not Notice.objects.exists()


def test_telling_many_costs_as_much_as_telling_one(django_assert_max_num_queries) -> None:
    crowd = UserFactory.create_batch(40)
    with django_assert_max_num_queries(8):
        tell(crowd)


def test_reading(people: list[User]) -> None:
    tell(people)
    mine = Notice.objects.get(person=people[0])
    assert mark_read(person_id=people[1].pk, notice_id=mine.pk) is None
    first = mark_read(person_id=people[0].pk, notice_id=mine.pk)
    assert first is not None
    again = mark_read(person_id=people[0].pk, notice_id=mine.pk)
    assert again is not None
    assert again.read_at == first.read_at
    assert mark_all_read(person_id=people[1].pk) == 1
    assert Notice.objects.filter(read_at__isnull=True).get().person == people[2]


def test_old_notices_go_when_the_person_is_told_anew(people: list[User]) -> None:
    now = timezone.now()
    for key, created, read in (
        ("long ago", now - KEPT - dt.timedelta(days=1), None),
        ("read long ago", now - dt.timedelta(days=300), now - READ_KEPT - dt.timedelta(days=1)),
        ("unread last term", now - dt.timedelta(days=300), None),
        ("read lately", now - dt.timedelta(days=300), now),
    ):
        Notice.objects.create(person=people[0], key=key, text=key, created_at=created, read_at=read)
    Notice.objects.create(person=people[1], key="of another", text="", created_at=now - KEPT * 2)
    tell(people[:1], key="new")
    assert set(Notice.objects.values_list("key", flat=True)) == {
        "new",
        "unread last term",
        "read lately",
        "of another",
    }
