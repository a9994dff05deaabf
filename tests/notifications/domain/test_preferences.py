"""How a person wants to be told, and stopping without signing in."""

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from minhdinh.accounts.models import User
from minhdinh.common.problems import NotHere, Problem
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.domain.preferences import (
    SALT,
    channel_of,
    mail_of,
    profile_of,
    profile_of_token,
    profiles_of,
    save_channels,
    stop_letters,
    stop_token,
)
from minhdinh.notifications.domain.queries import unread_count
from minhdinh.notifications.enums import Channel, NoticeKind
from minhdinh.notifications.models import Notice, NoticeProfile
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ALL = {kind.value: Channel.DAILY.value for kind in NoticeKind}


@pytest.fixture
def user() -> User:
    return UserFactory(email="co.lan@truong.vn")


def tell(user: User, kind: NoticeKind = NoticeKind.WORK, key: str = "k") -> Notice:
    notify([user.pk], text="Việc mới", url="/viec-cua-toi/", kind=kind, key=key)
    return Notice.objects.get(person=user, key=key)


def choose(user: User, wants_mail: bool = True, **kinds: str) -> NoticeProfile:
    return save_channels(user=user, channels={**ALL, **kinds}, wants_mail=wants_mail)


def test_without_a_choice_everything_comes_in_the_daily_letter(user: User) -> None:
    assert channel_of(None, NoticeKind.WORK) == Channel.DAILY
    assert tell(user).mail == "daily"


@pytest.mark.parametrize(
    ("channel", "waits_for"), [("at_once", "at_once"), ("weekly", "weekly"), ("app", ""), ("none", "")]
)
def test_a_notice_waits_for_the_letter_that_was_chosen(user: User, channel: str, waits_for: str) -> None:
    choose(user, work=channel)
    assert tell(user).mail == waits_for


def test_no_notice_rings_where_none_is_wanted_but_it_is_kept(user: User) -> None:
    choose(user, work="none")
    notice = tell(user)
    assert notice.read_at is not None
    assert unread_count(user.pk) == 0


def test_a_reminder_always_rings(user: User) -> None:
    with pytest.raises(Problem, match="luôn được báo"):
        choose(user, reminder="none")
    NoticeProfile.objects.create(person=user, channels={"reminder": "none"})
    assert tell(user, NoticeKind.REMINDER).read_at is None


def test_who_has_no_address_waits_for_no_letter() -> None:
    assert tell(UserFactory(email="")).mail == ""


def test_an_unreadable_choice_is_the_usual_one(user: User) -> None:
    profile = NoticeProfile(person=user, channels={"work": "pigeon"})
    assert channel_of(profile, "work") == Channel.DAILY
    assert mail_of(profile, "work") == "daily"


def test_what_waits_follows_a_new_choice(user: User) -> None:
    notice = tell(user)
    choose(user, work="app")
    notice.refresh_from_db()
    assert notice.mail == ""


@pytest.mark.parametrize("channels", [{"work": "pigeon"}, {"gossip": "daily"}])
def test_what_there_is_none_of_is_refused(user: User, channels: dict[str, str]) -> None:
    with pytest.raises(Problem):
        save_channels(user=user, channels=channels, wants_mail=True)


def test_profiles_are_made_once(user: User, django_assert_num_queries) -> None:
    others = [user, UserFactory(), UserFactory()]
    first = profiles_of([one.pk for one in others])
    with django_assert_num_queries(1):
        again = profiles_of([one.pk for one in others])
    assert {key: row.pk for key, row in first.items()} == {key: row.pk for key, row in again.items()}
    assert profiles_of([]) == {}


class TestStopping:
    def test_the_token_stops_letters_and_nothing_else(self, user: User) -> None:
        profile = choose(user)
        waiting = tell(user)
        token = stop_token(profile)
        url = reverse("notifications:stop", kwargs={"token": token})
        client = Client(enforce_csrf_checks=True)
        assert "muốn ngừng nhận mọi thư" in client.get(url).content.decode()
        assert profile_of(user.pk).stopped_at is None
        text = client.post(url, {"List-Unsubscribe": "One-Click"}).content.decode()
        assert "Đã ngừng" in text
        waiting.refresh_from_db()
        assert waiting.mail == ""
        assert tell(user, key="k2").mail == ""
        assert unread_count(user.pk) == 2
        assert client.post(url).status_code == 200

    def test_the_page_starts_no_session(self, user: User) -> None:
        url = reverse("notifications:stop", kwargs={"token": stop_token(choose(user))})
        assert "sessionid" not in Client().post(url).cookies

    def test_a_forged_or_foreign_token_finds_nothing(self, user: User) -> None:
        profile = choose(user)
        other = signing.dumps({"person": user.pk, "key": "0" * 32}, salt=SALT)
        wrong_salt = signing.dumps({"person": user.pk, "key": profile.mail_key}, salt="x")
        for token in ("x", stop_token(profile)[:-1], other, wrong_salt):
            with pytest.raises(NotHere):
                profile_of_token(token)
            assert Client().get(reverse("notifications:stop", kwargs={"token": token})).status_code == 404
        assert profile_of(user.pk).stopped_at is None

    def test_letters_can_be_wanted_again(self, user: User) -> None:
        stop_letters(choose(user))
        assert choose(user).stopped_at is None
        assert tell(user).mail == "daily"
        assert choose(user, wants_mail=False).stopped_at is not None


class TestPage:
    def test_a_person_chooses(self, user: User, client: Client) -> None:
        client.force_login(user)
        url = reverse("notifications:preferences")
        text = client.get(url).content.decode()
        assert "co.lan@truong.vn" in text
        data = {f"kind_{kind}": channel for kind, channel in ALL.items()} | {"kind_work": "weekly"}
        assert client.post(url, data).status_code == 302
        profile = profile_of(user.pk)
        assert profile.channels["work"] == "weekly"
        assert profile.stopped_at is not None  # the box was not ticked

    def test_who_has_no_address_is_told_where_to_write_it(self, client: Client) -> None:
        client.force_login(UserFactory(email=""))
        text = client.get(reverse("notifications:preferences")).content.decode()
        assert "chưa có thư điện tử" in text
        assert reverse("accounts:profile") in text

    def test_nonsense_comes_back(self, user: User, client: Client) -> None:
        client.force_login(user)
        data = {f"kind_{kind}": "pigeon" for kind in ALL}
        assert client.post(reverse("notifications:preferences"), data).status_code == 422
        assert not NoticeProfile.objects.exists()
        assert mail.outbox == []
