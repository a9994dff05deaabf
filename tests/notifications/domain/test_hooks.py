"""An organisation's web hook: who sets it, what it says, how it signs, when it tries again."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.domain import hooks
from minhdinh.notifications.domain.hooks import (
    KEPT,
    WAITS,
    call_hook,
    call_round,
    calls_of,
    hook_of,
    remove_hook,
    renew_hook_key,
    save_hook,
    signature,
    signing_key,
    start_due_calls,
    try_hook,
)
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import DeliveryState, NoticeKind
from minhdinh.notifications.models import HookDelivery, WebHook
from minhdinh.organisations.models import Organisation
from tests.factories import DepartmentFactory, SchoolFactory, UserFactory, acting, member
from tests.notifications.servers import HookServer, hook_server

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[HookServer]:
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    settings.MINHDINH_PUBLIC_URL = "https://minhdinh.mau.vn"
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with hook_server(tmp_path) as found:
        yield found


@pytest.fixture
def school() -> Organisation:
    return SchoolFactory()


def manager(place: Organisation, role: str = Role.PRINCIPAL):
    return acting(member(place, role), place)


def make(place: Organisation, server: HookServer, *, kinds: tuple[str, ...] = ("work",)) -> WebHook:
    return save_hook(actor=manager(place), organisation=place, url=server.url, kinds=kinds, active=True)


def tell(place: Organisation, kind: NoticeKind = NoticeKind.WORK, key: str = "k") -> None:
    person = UserFactory(full_name="Cô Lan", phone="0900000001", email=f"co.lan.{key}{kind}@truong.vn")
    deliver([Message(person.pk, "Viết 1.3", "/viec-cua-toi/", kind, key, place.pk)])


class TestSetting:
    def test_the_head_of_a_school_and_the_departments_administrator_set_one(
        self, school: Organisation, server: HookServer
    ) -> None:
        make(school, server)
        office = DepartmentFactory()
        save_hook(
            actor=manager(office, Role.DEPARTMENT_ADMIN), organisation=office, url=server.url, kinds=["work"],
            active=True,
        )  # fmt: skip
        assert WebHook.objects.count() == 2
        assert Entry.objects.filter(action="notifications.hook_saved").count() == 2

    @pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.VIEWER])
    def test_others_do_not(self, school: Organisation, server: HookServer, role: str) -> None:
        hook = make(school, server)
        actor = manager(school, role)
        for refused in (
            lambda: save_hook(actor=actor, organisation=school, url=server.url, kinds=["work"], active=True),
            lambda: renew_hook_key(actor=actor, hook=hook),
            lambda: try_hook(actor=actor, hook=hook),
            lambda: remove_hook(actor=actor, hook=hook),
        ):
            with pytest.raises(NotAllowed):
                refused()

    def test_nobody_touches_anothers(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        with pytest.raises(NotAllowed):
            remove_hook(actor=manager(SchoolFactory()), hook=hook)

    @pytest.mark.parametrize(
        ("url", "kinds", "field"),
        [
            ("http://cong.mau.vn/", ["work"], "url"),
            ("https://10.0.0.1/", ["work"], "url"),
            ("https://cong.mau.vn/", [], "kinds"),
            ("https://cong.mau.vn/", ["gossip"], "kinds"),
        ],
    )
    def test_what_may_not_be_is_refused(
        self, school: Organisation, url: str, kinds: list[str], field: str
    ) -> None:
        with pytest.raises(Problem) as caught:
            save_hook(actor=manager(school), organisation=school, url=url, kinds=kinds, active=True)
        assert caught.value.field == field
        assert hook_of(school) is None

    def test_the_key_is_stored_nowhere_and_changes_when_renewed(
        self, school: Organisation, server: HookServer
    ) -> None:
        hook = make(school, server)
        key = signing_key(hook)
        assert key not in str(WebHook.objects.values().get())
        assert signing_key(renew_hook_key(actor=manager(school), hook=hook)) != key

    def test_switching_off_drops_what_waits(self, school: Organisation, server: HookServer) -> None:
        make(school, server)
        tell(school)
        save_hook(actor=manager(school), organisation=school, url=server.url, kinds=["work"], active=False)
        assert HookDelivery.objects.get().state == DeliveryState.FAILED
        tell(school, key="k2")
        assert HookDelivery.objects.count() == 1
        assert call_round() == (0, 0)

    def test_removing_takes_the_log_along(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        tell(school)
        remove_hook(actor=manager(school), hook=hook)
        assert not HookDelivery.objects.exists()
        assert Entry.objects.filter(action="notifications.hook_removed").exists()


class TestCalls:
    def test_a_notice_goes_out_signed(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        tell(school)
        assert call_round() == (1, 0)
        headers, body = server.posts[0]
        content = server.json()
        assert content["event"] == "notice"
        assert content["organisation"] == {"code": school.code, "name": school.name}
        assert content["person"]["phone"] == "0900000001"
        assert (content["kind"], content["text"]) == ("work", "Viết 1.3")
        assert content["url"] == "https://minhdinh.mau.vn/viec-cua-toi/"
        assert "@truong.vn" not in body.decode()
        moment, signed = (
            part.split("=", 1)[1] for part in headers["X-MinhDinh-Signature"].split(",", maxsplit=1)
        )
        expected = hmac.new(signing_key(hook).encode(), f"{moment}.".encode() + body, hashlib.sha256)
        assert signed == expected.hexdigest()
        assert abs(int(moment) - timezone.now().timestamp()) < 60
        assert content["sent_at"] == int(moment)
        call = calls_of(hook).get()
        assert (call.state, call.status_code, call.tries) == (DeliveryState.SENT, 200, 1)

    def test_a_changed_body_has_another_signature(self) -> None:
        assert signature("k", 1, b"{}") != signature("k", 1, b"{ }")
        assert signature("k", 1, b"{}") != signature("k", 2, b"{}")
        assert signature("k", 1, b"{}") != signature("l", 1, b"{}")

    def test_only_the_kinds_that_were_chosen_and_only_the_own(
        self, school: Organisation, server: HookServer
    ) -> None:
        make(school, server)
        tell(school, NoticeKind.COMMENT)
        tell(SchoolFactory(), key="k2")
        assert not HookDelivery.objects.exists()

    def test_a_call_that_fails_is_tried_again_later_and_later(
        self, school: Organisation, server: HookServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hook = make(school, server)
        server.answers = [500]
        moment = NOW
        monkeypatch.setattr(timezone, "now", lambda: moment)
        tell(school)
        waits = []
        while calls_of(hook).get().state == DeliveryState.WAITING:
            call_round()
            call = calls_of(hook).get()
            if call.next_try_at:
                waits.append(call.next_try_at - moment)
                assert call_round() == (0, 0)
                moment = call.next_try_at
        assert waits == list(WAITS)
        call = calls_of(hook).get()
        assert (call.state, call.tries, call.error) == (
            DeliveryState.FAILED,
            len(WAITS) + 1,
            "Máy nhận trả lời 500.",
        )

    def test_a_call_that_works_the_second_time(
        self, school: Organisation, server: HookServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hook = make(school, server)
        server.answers = [500, 204]
        tell(school)
        call_round()
        later = timezone.now() + WAITS[0]
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert call_round() == (1, 0)
        assert calls_of(hook).get().status_code == 204

    def test_after_a_failure_the_address_rests_for_the_round(
        self, school: Organisation, server: HookServer
    ) -> None:
        make(school, server)
        server.answers = [500]
        for number in range(3):
            tell(school, key=f"k{number}")
        assert call_round() == (0, 1)
        assert len(server.posts) == 1

    def test_after_a_failure_what_waits_is_put_off_as_well(
        self, school: Organisation, server: HookServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hook = make(school, server)
        moment = NOW
        monkeypatch.setattr(timezone, "now", lambda: moment)
        server.answers = [500]
        for number in range(3):
            tell(school, key=f"k{number}")
        call_round()
        assert set(calls_of(hook).values_list("next_try_at", flat=True)) == {NOW + WAITS[0]}
        assert sorted(calls_of(hook).values_list("tries", flat=True)) == [0, 0, 1]
        assert start_due_calls() is None
        server.answers = [200]
        moment = NOW + WAITS[0]
        assert call_round() == (3, 0)

    def test_an_address_that_fails_does_not_use_up_the_rounds_of_others(
        self, school: Organisation, server: HookServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(hooks, "MOST_A_ROUND", 2)
        dead = make(school, server)
        WebHook.objects.filter(pk=dead.pk).update(url="https://127.0.0.1:1/")
        for number in range(4):
            tell(school, key=f"k{number}")
        other = SchoolFactory()
        make(other, server)
        tell(other)
        assert call_round() == (0, 1)
        assert call_round() == (1, 0)

    def test_after_the_last_try_the_rest_still_rests(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        server.answers = [500]
        for number in range(2):
            tell(school, key=f"k{number}")
        oldest = calls_of(hook).last()
        HookDelivery.objects.filter(pk=oldest.pk).update(tries=len(WAITS))
        call_round()
        assert sorted(calls_of(hook).values_list("state", flat=True)) == ["failed", "waiting"]
        assert call_round() == (0, 0)

    def test_a_hook_that_is_switched_off_during_a_round_is_called_no_more(
        self, school: Organisation, server: HookServer
    ) -> None:
        hook = make(school, server)
        for number in range(3):
            tell(school, key=f"k{number}")
        actor = manager(school)

        class SwitchingOff:
            def total(self, count: int) -> None:
                assert count == 3

            def advance(self, message: str = "", steps: int = 1) -> None:
                save_hook(actor=actor, organisation=school, url=hook.url, kinds=["work"], active=False)

        assert call_round(SwitchingOff()) == (1, 0)
        assert len(server.posts) == 1
        assert sorted(calls_of(hook).values_list("state", flat=True)) == ["failed", "failed", "sent"]

    def test_a_hook_that_is_removed_during_a_round_comes_not_back(
        self, school: Organisation, server: HookServer
    ) -> None:
        hook = make(school, server)
        for number in range(2):
            tell(school, key=f"k{number}")
        gone = calls_of(hook).select_related("hook").first()
        assert gone is not None
        remove_hook(actor=manager(school), hook=WebHook.objects.get())
        call_hook(gone)
        assert not HookDelivery.objects.exists()

    def test_a_call_that_was_dropped_meanwhile_does_not_wait_again(
        self, school: Organisation, server: HookServer
    ) -> None:
        hook = make(school, server)
        tell(school)
        under_way = calls_of(hook).get()
        save_hook(actor=manager(school), organisation=school, url=server.url, kinds=["work"], active=False)
        server.answers = [500]
        call_hook(under_way)
        call = calls_of(hook).get()
        assert (call.state, call.next_try_at) == (DeliveryState.FAILED, None)

    def test_a_redirect_is_a_failure(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        server.answers, server.location = [302], "https://127.0.0.1:1/"
        tell(school)
        call_round()
        assert calls_of(hook).get().error == "Máy nhận trả lời 302."

    def test_an_address_that_came_to_lie_inside_is_not_called(
        self, school: Organisation, server: HookServer, settings: Settings
    ) -> None:
        hook = make(school, server)
        tell(school)
        settings.MINHDINH_HOOK_NETWORKS = []
        call_round()
        assert server.posts == []
        assert "mạng nội bộ" in calls_of(hook).get().error

    def test_old_lines_of_the_log_go(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        for days, state in ((0, "sent"), (1, "sent"), (1, "waiting")):
            HookDelivery.objects.create(
                hook=hook,
                event="notice",
                state=state,
                created_at=timezone.now() - KEPT * days - dt.timedelta(minutes=1),
            )
        call_round()
        assert sorted(calls_of(hook).values_list("state", flat=True)) == ["sent", "waiting"]

    def test_a_test_is_made_once(self, school: Organisation, server: HookServer) -> None:
        hook = make(school, server)
        assert try_hook(actor=manager(school), hook=hook).state == DeliveryState.SENT
        assert server.json()["event"] == "test"
        server.answers = [401]
        failed = try_hook(actor=manager(school), hook=hook)
        assert (failed.state, failed.next_try_at) == (DeliveryState.FAILED, None)

    def test_a_round_starts_where_something_waits(self, school: Organisation, server: HookServer) -> None:
        assert start_due_calls() is None
        make(school, server)
        tell(school)
        assert start_due_calls() is not None
        assert start_due_calls() is None


class TestPages:
    def test_a_principal_sets_tests_and_removes(
        self, school: Organisation, server: HookServer, client
    ) -> None:
        client.force_login(member(school, Role.PRINCIPAL))
        page, act = f"/truong/{school.code}/cong-ket-noi/", f"/truong/{school.code}/cong-ket-noi/lam"
        assert "Khóa ký" not in client.get(page).content.decode()
        assert client.post(act, {"test": "1"}).status_code == 404
        wrong = client.post(page, {"url": "http://cong.mau.vn/", "kinds": ["work"], "active": "on"})
        assert wrong.status_code == 422
        assert "https://" in wrong.content.decode()
        data = {"url": server.url, "kinds": ["work"], "active": "on"}
        text = client.post(page, data, follow=True).content.decode()
        assert signing_key(hook_of(school)) in text
        assert "Máy nhận đã trả lời 200" in client.post(act, {"test": "1"}, follow=True).content.decode()
        server.answers = [500]
        assert "Gửi thử không được" in client.post(act, {"test": "1"}, follow=True).content.decode()
        log = client.get(page).content.decode()
        assert "Thử kết nối từ Minh Định." in log
        assert "Đã đổi khóa ký" in client.post(act, {"renew": "1"}, follow=True).content.decode()
        assert "Đã bỏ cổng kết nối" in client.post(act, {"remove": "1"}, follow=True).content.decode()

    def test_an_office_has_its_own_page(self, client) -> None:
        office = DepartmentFactory()
        client.force_login(member(office, Role.DEPARTMENT_ADMIN))
        assert client.get(f"/co-quan/{office.code}/cong-ket-noi/").status_code == 200
        client.force_login(member(office, Role.DEPARTMENT_SPECIALIST))
        assert client.get(f"/co-quan/{office.code}/cong-ket-noi/").status_code == 403

    def test_strangers_find_nothing(self, school: Organisation, client) -> None:
        client.force_login(member(SchoolFactory(), Role.PRINCIPAL))
        assert client.get(f"/truong/{school.code}/cong-ket-noi/").status_code == 404
        assert client.post(f"/truong/{school.code}/cong-ket-noi/lam", {"test": "1"}).status_code == 404

    def test_a_long_log_is_read_by_pages(self, school: Organisation, server: HookServer, client) -> None:
        hook = make(school, server)
        HookDelivery.objects.bulk_create(
            HookDelivery(hook=hook, event="notice", payload={"text": f"Dòng {n}."}, created_at=NOW)
            for n in range(120)
        )
        client.force_login(member(school, Role.PRINCIPAL))
        text = client.get(f"/truong/{school.code}/cong-ket-noi/").content.decode()
        assert "Dòng 119." in text
        assert "Dòng 1." not in text
