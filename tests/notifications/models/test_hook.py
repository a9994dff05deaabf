"""A hook belongs to one organisation; its log says what was sent and how it went."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.notifications.models import HookDelivery, WebHook
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


def test_an_organisation_has_one_hook() -> None:
    school = SchoolFactory()
    hook = WebHook.objects.create(organisation=school, url="https://mau.vn/")
    assert str(hook) == "https://mau.vn/"
    assert str(HookDelivery(hook=hook, event="test", state="sent")) == "test sent"
    with pytest.raises(IntegrityError), transaction.atomic():
        WebHook.objects.create(organisation=school, url="https://khac.vn/")


def test_the_log_goes_with_the_hook_and_the_newest_line_stands_above() -> None:
    hook = WebHook.objects.create(organisation=SchoolFactory(), url="https://mau.vn/")
    rows = [
        HookDelivery.objects.create(hook=hook, event="notice", created_at=timezone.now()) for _ in range(2)
    ]
    assert list(hook.deliveries.all()) == rows[::-1]
    assert rows[0].state == "waiting"
    hook.delete()
    assert not HookDelivery.objects.exists()
