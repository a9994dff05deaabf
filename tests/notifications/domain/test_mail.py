"""Letters by a real mail server: one a day, at once where wished, again when refused."""

import datetime as dt
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from minhdinh.accounts.models import User
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.notifications import calendar
from minhdinh.notifications.calendar import CalendarEntry, register_calendar
from minhdinh.notifications.domain.mail import JOB_KIND, WAITS, send_round, start_due_mail
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.domain.preferences import profiles_of, save_channels
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import Notice, NoticeProfile
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


@pytest.fixture
def duty() -> Iterator[list[CalendarEntry]]:
    """Register a calendar in which everybody has the entries of a list."""
    entries: list[CalendarEntry] = []

    def provider(asked):
        yield from ((person, one) for person in asked for one in entries)

    register_calendar(provider)
    yield entries
    calendar._providers.remove(provider)


def tell(*people: User, kind: NoticeKind = NoticeKind.WORK, key: str = "k", text: str = "Viết 1.3") -> None:
    notify([one.pk for one in people], text=text, url="/viec-cua-toi/", kind=kind, key=key)


def more_people(count: int) -> list[User]:
    return [UserFactory(email=f"them{number}@truong.vn") for number in range(count)]


def text_of(server: MailServer, number: int = -1) -> str:
    return server.letters[number].get_content()


class TestDigest:
    def test_a_day_makes_one_letter(self, server: MailServer, people: list[User]) -> None:
        for number in range(3):
            tell(people[0], key=f"k{number}", text=f"Viết 1.{number}")
        assert send_round(digest=True).letters == 1
        letter = server.letters[0]
        assert letter["To"] == "co0@truong.vn"
        assert letter["Subject"] == "[Minh Định] 3 thông báo"
        text = text_of(server)
        assert text.startswith("Kính gửi Thầy/Cô Cô Mẫu 0,")
        assert all(f"Viết 1.{number}" in text for number in range(3))
        assert "https://minhdinh.mau.vn/viec-cua-toi/" in text
        tell(people[0], key="k9")
        assert send_round(digest=True).letters == 0
        assert Notice.objects.get(key="k9").mail == "daily"

    def test_the_next_day_brings_the_rest(
        self, server: MailServer, people: list[User], at: Callable[[dt.datetime], None]
    ) -> None:
        tell(people[0])
        send_round(digest=True)
        tell(people[0], key="k2", text="Một việc nữa")
        at(MONDAY)
        send_round(digest=True)
        assert server.letters[-1]["Subject"] == "[Minh Định] Một việc nữa"
        assert not Notice.objects.exclude(mail="").exists()

    def test_weekly_comes_on_monday(
        self, server: MailServer, people: list[User], at: Callable[[dt.datetime], None]
    ) -> None:
        save_channels(user=people[0], channels={"work": "weekly"}, wants_mail=True)
        tell(people[0])
        assert send_round(digest=True).letters == 0
        at(MONDAY)
        assert send_round(digest=True).letters == 1

    def test_nothing_to_say_is_not_said(self, server: MailServer, people: list[User]) -> None:
        assert send_round(digest=True).letters == 0
        assert server.connections == 0
        assert not NoticeProfile.objects.exists()

    def test_duties_warn_on_their_days(
        self,
        server: MailServer,
        people: list[User],
        duty: list[CalendarEntry],
        at: Callable[[dt.datetime], None],
    ) -> None:
        last = dt.date(2027, 6, 14)
        duty.append(
            CalendarEntry(
                "d", last, "Hội đồng thông qua báo cáo", "/lich/", "THCS Mẫu", "Điều 9", warn=(7, 1)
            )
        )
        sent = {}
        for back in (9, 8, 7, 6, 1, 0, -1, -2):
            day = last - dt.timedelta(days=back)
            at(dt.datetime(day.year, day.month, day.day, 8, tzinfo=HANOI))
            sent[back] = send_round(digest=True).letters
        assert sent == {9: 0, 8: 0, 7: 2, 6: 0, 1: 2, 0: 2, -1: 2, -2: 0}
        first = text_of(server, 0)
        assert "còn 7 ngày, muộn nhất 14/06/2027" in first
        assert "Căn cứ: Điều 9" in first
        assert "hạn hôm nay" in text_of(server, 4)
        assert "đã quá hạn 14/06/2027" in text_of(server, 6)

    def test_a_flood_is_cut_and_counted(self, server: MailServer, people: list[User]) -> None:
        for number in range(60):
            tell(people[0], key=f"k{number}", text=f"Việc số {number}.")
        send_round(digest=True)
        assert server.letters[0]["Subject"] == "[Minh Định] 60 thông báo"
        assert "Còn 10 thông báo nữa" in text_of(server)
        assert not Notice.objects.exclude(mail="").exists()


class TestAtOnce:
    def test_only_what_was_chosen_goes_at_once(self, server: MailServer, people: list[User]) -> None:
        save_channels(user=people[0], channels={"work": "at_once"}, wants_mail=True)
        tell(people[0])
        tell(people[0], kind=NoticeKind.COMMENT, key="k2", text="Góp ý")
        assert send_round(digest=False).letters == 1
        assert "Góp ý" not in text_of(server)
        assert Notice.objects.get(key="k2").mail == "daily"

    def test_it_does_not_use_up_the_days_letter(self, server: MailServer, people: list[User]) -> None:
        save_channels(user=people[0], channels={"work": "at_once"}, wants_mail=True)
        tell(people[0])
        send_round(digest=False)
        tell(people[0], kind=NoticeKind.COMMENT, key="k2")
        assert send_round(digest=True).letters == 1


class TestRefusals:
    def test_one_bad_address_does_not_stop_the_others(self, server: MailServer, people: list[User]) -> None:
        server.refused.add("co0@truong.vn")
        tell(*people)
        sent = send_round(digest=True)
        assert (sent.letters, sent.failures) == (1, 1)
        assert server.letters[0]["To"] == "co1@truong.vn"
        profile = NoticeProfile.objects.get(person=people[0])
        assert profile.tries == 1
        assert profile.next_try_at == SUNDAY + WAITS[0]
        assert "khong co nguoi nay" in profile.last_error
        assert Notice.objects.get(person=people[0]).mail == "daily"

    @pytest.mark.parametrize("address", ["co lan@@truong.vn", f"co@{'a' * 70}.vn", "co@a..vn"])
    def test_an_address_that_is_none_does_not_stop_the_others(
        self, server: MailServer, people: list[User], address: str
    ) -> None:
        User.objects.filter(pk=people[0].pk).update(email=address)
        tell(*people)
        sent = send_round(digest=True)
        assert sent.letters + sent.failures == 2
        assert "co1@truong.vn" in [letter["To"] for letter in server.letters]

    def test_an_unreadable_address_is_noted_as_a_failure(
        self, server: MailServer, people: list[User]
    ) -> None:
        User.objects.filter(pk=people[0].pk).update(email="khong-co-ten-máy@ẩ..vn")
        tell(people[0])
        assert send_round(digest=True).failures == 1
        profile = NoticeProfile.objects.get(person=people[0])
        assert (profile.tries, profile.next_try_at) == (1, SUNDAY + WAITS[0])
        assert profile.last_error

    def test_it_is_tried_again_after_its_time(
        self, server: MailServer, people: list[User], at: Callable[[dt.datetime], None]
    ) -> None:
        server.refused.add("co0@truong.vn")
        tell(people[0])
        send_round(digest=True)
        server.refused.clear()
        assert send_round(digest=True).letters == 0
        at(SUNDAY + WAITS[0])
        assert send_round(digest=True).letters == 1
        profile = NoticeProfile.objects.get(person=people[0])
        assert (profile.tries, profile.next_try_at, profile.last_error) == (0, None, "")

    def test_after_the_last_try_the_notice_stays_in_the_program(
        self, server: MailServer, people: list[User], at: Callable[[dt.datetime], None]
    ) -> None:
        server.refused.add("co0@truong.vn")
        tell(people[0])
        moment = SUNDAY
        for _try in range(len(WAITS) + 1):
            at(moment)
            assert send_round(digest=True).failures == 1
            moment = NoticeProfile.objects.get(person=people[0]).next_try_at or moment
        notice = Notice.objects.get(person=people[0])
        assert (notice.mail, notice.mailed_at, notice.read_at) == ("", None, None)
        assert NoticeProfile.objects.get(person=people[0]).tries == 0

    def test_a_server_that_is_away_is_no_end(self, settings: Settings, people: list[User]) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        tell(*people)
        assert send_round(digest=True).failures == 2
        assert Notice.objects.filter(mail="daily").count() == 2


class TestRound:
    """A round is a job: it keeps its lease and takes one connection for all its letters."""

    def test_each_letter_renews_the_lease(self, server: MailServer, people: list[User]) -> None:
        tell(*people)
        seen = []

        class Watching:
            def total(self, count: int) -> None:
                seen.append(("of", count))

            def advance(self, message: str = "", steps: int = 1) -> None:
                seen.append((message, steps))

        server.refused.add("co0@truong.vn")
        send_round(digest=True, progress=Watching())
        assert seen == [("of", 2), ("Đã gửi 0 thư", 0), ("Đã gửi 1 thư", 0), ("Đã gửi 1 thư", 2)]

    def test_all_letters_take_one_connection(self, server: MailServer, people: list[User]) -> None:
        tell(*people, *more_people(5))
        assert send_round(digest=True).letters == 7
        assert server.connections == 1

    def test_a_server_that_takes_a_few_in_one_connection_gets_all(
        self, server: MailServer, people: list[User]
    ) -> None:
        server.most = 2
        tell(*people, *more_people(3))
        sent = send_round(digest=True)
        assert (sent.letters, sent.failures) == (5, 0)
        assert server.connections == 3
        assert len({letter["To"] for letter in server.letters}) == len(server.letters) == 5

    def test_after_a_refusal_the_next_letter_goes(self, server: MailServer, people: list[User]) -> None:
        server.refused.add("co0@truong.vn")
        tell(*people, *more_people(2))
        sent = send_round(digest=True)
        assert (sent.letters, sent.failures) == (3, 1)
        assert server.connections == 2


class TestStarting:
    def jobs(self) -> list[tuple[bool, str]]:
        return [
            (job.params["digest"], job.status) for job in Job.objects.filter(kind=JOB_KIND).order_by("id")
        ]

    def test_the_digest_starts_once_a_day_after_six(
        self, people: list[User], at: Callable[[dt.datetime], None], django_capture_on_commit_callbacks
    ) -> None:
        at(SUNDAY.replace(hour=5, minute=59))
        assert start_due_mail() is None
        at(SUNDAY.replace(hour=6))
        with django_capture_on_commit_callbacks(execute=True):
            assert start_due_mail() is not None
        assert self.jobs() == [(True, JobStatus.DONE)]
        assert start_due_mail() is None
        at(MONDAY)
        assert start_due_mail() is not None

    def test_at_once_starts_when_something_waits(
        self, people: list[User], at: Callable[[dt.datetime], None], mailoutbox: list
    ) -> None:
        at(SUNDAY.replace(hour=3))
        assert start_due_mail() is None
        save_channels(user=people[0], channels={"work": "at_once"}, wants_mail=True)
        tell(people[0])
        job = start_due_mail()
        assert job is not None
        assert job.params["digest"] is False
        assert start_due_mail() is None  # one round at a time

    def test_a_refused_digest_comes_again(
        self, people: list[User], at: Callable[[dt.datetime], None]
    ) -> None:
        job = start_due_mail()
        assert job is not None
        Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE)
        profile = profiles_of([people[0].pk])[people[0].pk]
        profile.tries, profile.next_try_at = 1, SUNDAY + dt.timedelta(minutes=5)
        profile.save()
        assert start_due_mail() is None
        at(SUNDAY + dt.timedelta(minutes=6))
        assert start_due_mail() is not None

    @pytest.mark.parametrize(
        "change",
        [
            {"digest_on": SUNDAY.date()},
            {"stopped_at": SUNDAY},
            {"person__is_active": False},
            {"person__email": ""},
        ],
        ids=["has todays", "stopped", "left", "no address"],
    )
    def test_who_gets_no_digest_any_more_starts_no_round_after_round(
        self, people: list[User], at: Callable[[dt.datetime], None], mailoutbox: list, change: dict
    ) -> None:
        profile = profiles_of([people[0].pk])[people[0].pk]
        for name, value in {"tries": 2, "next_try_at": SUNDAY, **change}.items():
            place = profile.person if name.startswith("person__") else profile
            setattr(place, name.removeprefix("person__"), value)
        profile.person.save()
        profile.save()
        Job.objects.create(
            kind=JOB_KIND, status=JobStatus.DONE, params={"day": SUNDAY.date().isoformat(), "digest": True}
        )
        at(SUNDAY + dt.timedelta(minutes=1))
        job = start_due_mail()
        assert job is not None
        assert job.params["digest"] is True
        assert send_round(digest=True).letters == 0
        Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE)
        assert start_due_mail() is None
        profile.refresh_from_db()
        assert (profile.tries, profile.next_try_at) == (2, None)

    def test_a_refused_one_holds_up_no_at_once_mail_of_others(
        self, people: list[User], at: Callable[[dt.datetime], None], mailoutbox: list
    ) -> None:
        late = profiles_of([people[0].pk])[people[0].pk]
        late.tries, late.next_try_at, late.digest_on = 1, SUNDAY, SUNDAY.date()
        late.save()
        save_channels(user=people[1], channels={"work": "at_once"}, wants_mail=True)
        profiles_of([people[1].pk])
        NoticeProfile.objects.filter(person=people[1]).update(digest_on=SUNDAY.date())
        Job.objects.create(
            kind=JOB_KIND, status=JobStatus.DONE, params={"day": SUNDAY.date().isoformat(), "digest": True}
        )
        tell(people[1])
        at(SUNDAY + dt.timedelta(minutes=1))
        rounds = []
        while len(rounds) < 4 and (job := start_due_mail()):
            rounds.append(job.params["digest"])
            send_round(digest=job.params["digest"])
            Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE)
        assert rounds == [True, False]
        assert [letter.to for letter in mailoutbox] == [["co1@truong.vn"]]

    def test_a_new_try_that_fails_keeps_its_time(
        self, server: MailServer, people: list[User], at: Callable[[dt.datetime], None]
    ) -> None:
        server.refused.add("co0@truong.vn")
        tell(people[0])
        send_round(digest=True)
        at(SUNDAY + WAITS[0])
        send_round(digest=True)
        profile = NoticeProfile.objects.get(person=people[0])
        assert (profile.tries, profile.next_try_at) == (2, SUNDAY + WAITS[0] + WAITS[1])

    @pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
    def test_nothing_starts_for_who_cannot_get_a_letter(
        self, people: list[User], at: Callable[[dt.datetime], None], change: dict
    ) -> None:
        at(SUNDAY.replace(hour=3))
        save_channels(user=people[0], channels={"work": "at_once"}, wants_mail=True)
        tell(people[0])
        User.objects.filter(pk=people[0].pk).update(**change)
        assert start_due_mail() is None


def test_people_cost_queries_by_pieces_not_one_by_one(
    people: list[User], duty: list[CalendarEntry], mailoutbox: list
) -> None:

    counts = []
    for more in (0, 10):
        UserFactory.create_batch(more, email="")
        [UserFactory(email=f"khong-viec{more}-{n}@truong.vn") for n in range(more)]
        with CaptureQueriesContext(connection) as captured:
            send_round(digest=True)
        counts.append(len(captured))
    assert counts[0] == counts[1]
