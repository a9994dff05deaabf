"""The words of a letter: one line of subject, how to stop, no secret."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from minhdinh.accounts.models import User
from minhdinh.notifications.domain.mail import send_round
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.domain.preferences import profiles_of
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import Notice
from tests.factories import UserFactory
from tests.notifications.servers import MailServer, mail_server

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAY = dt.datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
MONDAY = SUNDAY + dt.timedelta(days=1)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.MINHDINH_PUBLIC_URL = "https://minhdinh.mau.vn"
        yield found


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Return what travels to a moment."""

    def travel(moment: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    travel(SUNDAY)
    return travel


@pytest.fixture
def people(at: Callable[[dt.datetime], None]) -> list[User]:
    return [UserFactory(full_name=f"Cô Mẫu {n}", email=f"co{n}@truong.vn") for n in range(2)]


def tell(*people: User, kind: NoticeKind = NoticeKind.WORK, key: str = "k", text: str = "Viết 1.3") -> None:
    notify([one.pk for one in people], text=text, url="/viec-cua-toi/", kind=kind, key=key)


def text_of(server: MailServer, number: int = -1) -> str:
    return server.letters[number].get_content()


class TestWords:
    def test_a_letter_says_how_to_stop_and_the_link_works(
        self, server: MailServer, people: list[User]
    ) -> None:
        tell(people[0])
        send_round(digest=True)
        header = server.letters[0]["List-Unsubscribe"].strip().strip("<>")
        assert server.letters[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert header in text_of(server)
        path = header.removeprefix("https://minhdinh.mau.vn")
        assert Client().post(path).status_code == 200
        tell(people[0], key="k2")
        assert Notice.objects.get(key="k2").mail == ""

    def test_a_letter_carries_no_secret(self, server: MailServer, people: list[User]) -> None:
        tell(people[0])
        profile = profiles_of([people[0].pk])[people[0].pk]
        profile.calendar_key = "c" * 32
        profile.save()
        send_round(digest=True)
        whole = server.letters[0].as_string()
        assert people[0].password not in whole
        assert profile.calendar_key not in whole
        assert ".ics" not in whole

    def test_a_subject_stays_one_line(self, server: MailServer, people: list[User]) -> None:
        tell(people[0], text="Một dòng\r\nBcc: ke.gian@xa.vn " + "dài " * 60)
        send_round(digest=True)
        letter = server.letters[0]
        assert letter["Bcc"] is None
        assert re.fullmatch(r"\[Minh Định\] Một dòng Bcc: .{0,90}", letter["Subject"].strip())
        assert "&" not in text_of(server)
