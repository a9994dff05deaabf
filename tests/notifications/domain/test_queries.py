import pytest

from minhdinh.notifications.domain.notify import Message, deliver, mark_all_read, notify
from minhdinh.notifications.domain.queries import MOST_COUNTED, notices_of, unread_count
from minhdinh.notifications.enums import NoticeKind
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_newest_first_and_only_the_own() -> None:
    one, other = UserFactory(), UserFactory()
    for key in ("a", "b"):
        notify([one.pk], text=key, url="/", kind=NoticeKind.OTHER, key=key)
    notify([other.pk], text="c", url="/", kind=NoticeKind.OTHER, key="c")
    assert [notice.text for notice in notices_of(one.pk)] == ["b", "a"]
    assert (unread_count(one.pk), unread_count(other.pk)) == (2, 1)
    mark_all_read(person_id=one.pk)
    assert (unread_count(one.pk), unread_count(other.pk)) == (0, 1)


def test_counting_stops_at_a_hundred() -> None:
    one = UserFactory()
    deliver(Message(one.pk, "", "", NoticeKind.OTHER, str(number)) for number in range(MOST_COUNTED + 5))
    assert unread_count(one.pk) == MOST_COUNTED
