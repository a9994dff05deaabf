"""What a profile holds of secrets."""

import pytest
from django.db import IntegrityError, transaction

from minhdinh.notifications.models import NoticeProfile
from minhdinh.notifications.models.profile import new_key
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_keys_are_long_and_never_the_same() -> None:
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}


def test_a_person_has_one_profile_with_a_key_of_the_own() -> None:
    first, second = (NoticeProfile.objects.create(person=UserFactory()) for _ in range(2))
    assert first.mail_key != second.mail_key
    assert first.calendar_key == ""
    assert str(first) == str(first.person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeProfile.objects.create(person=first.person)
