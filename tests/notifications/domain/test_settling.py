import pytest
from django.core import mail
from django.utils import timezone

from minhdinh.notifications.domain.mail import send_round
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.domain.settling import settle_letters
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import Notice, NoticeProfile
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def tell(key: str, *people: int) -> None:
    notify(people, text="Viết 1.3", url="/viec-cua-toi/", kind=NoticeKind.WORK, key=key)


def test_what_was_told_stays_in_the_program_and_goes_out_to_nobody() -> None:
    people = [UserFactory(email=f"p{number}@mau.example").pk for number in range(3)]
    tell("mot", *people)
    assert settle_letters() == 3
    assert settle_letters() == 0
    send_round(digest=True)
    send_round(digest=False)
    assert mail.outbox == []
    assert Notice.objects.filter(person__in=people, mail="").count() == 3
    assert set(NoticeProfile.objects.values_list("digest_on", flat=True)) == {timezone.localdate()}


def test_what_is_told_afterwards_waits_as_people_chose() -> None:
    person = UserFactory(email="p@mau.example")
    settle_letters()
    tell("hai", person.pk)
    assert Notice.objects.get().mail == "daily"
