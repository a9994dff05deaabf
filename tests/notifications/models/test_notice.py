import pytest
from django.db import IntegrityError
from django.utils import timezone

from minhdinh.notifications.models import Notice
from tests.factories import UserFactory


@pytest.mark.django_db
def test_the_database_keeps_a_person_from_being_told_twice() -> None:
    person = UserFactory()
    values = {"person": person, "key": "nhac:1", "text": "Nhắc nhở", "created_at": timezone.now()}
    first = Notice.objects.create(**values)
    assert str(first) == "Nhắc nhở"
    with pytest.raises(IntegrityError):
        Notice.objects.create(**values)
