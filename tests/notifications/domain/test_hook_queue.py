"""Which notices go out of the house."""

import pytest

from minhdinh.notifications.domain.hook_queue import queue_calls
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import HookDelivery, WebHook
from tests.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def messages(count: int, organisation_id: int | None) -> list[Message]:
    people = UserFactory.create_batch(count)
    return [
        Message(one.pk, f"Việc {n}", "", NoticeKind.WORK, "k", organisation_id)
        for n, one in enumerate(people)
    ]


def test_a_notice_of_no_organisation_stays_inside(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert queue_calls([]) == 0
    deliver(messages(2, None))
    assert not HookDelivery.objects.exists()


def test_each_person_is_a_call_and_what_was_told_before_is_none() -> None:
    school = SchoolFactory()
    WebHook.objects.create(organisation=school, url="https://mau.vn/", kinds=["work"])
    told = messages(3, school.pk)
    deliver(told)
    deliver(told)
    calls = list(HookDelivery.objects.order_by("id"))
    assert sorted(call.payload["text"] for call in calls) == ["Việc 0", "Việc 1", "Việc 2"]
    assert all(call.payload["url"].startswith("http") for call in calls)


def test_a_switched_off_hook_hears_nothing() -> None:
    school = SchoolFactory()
    WebHook.objects.create(organisation=school, url="https://mau.vn/", kinds=["work"], active=False)
    deliver(messages(1, school.pk))
    assert not HookDelivery.objects.exists()
