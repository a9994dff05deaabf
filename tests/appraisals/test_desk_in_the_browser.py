"""The examiner's room on a phone and on a bad line: read, write, lose the line, come back, send."""

import re

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Slip
from minhdinh.organisations.models import Membership
from tests.appraisals.domain.examining.examined import TEXT, Examined, examined
from tests.appraisals.registered import TT2018
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}
DESK = {"viewport": {"width": 1366, "height": 768}}


@pytest.fixture
def room(transactional_db) -> Examined:
    return examined(TT2018)


@pytest.fixture
def people(room, live_server, new_context):
    def enter(role: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, room.world.members[role].user.username, **options)

    return enter


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def url(room: Examined, rest: str = "") -> str:
    return room.world.url(rest, room="danh-gia")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_the_room(room: Examined, people, screen: dict[str, object]) -> None:
    room.send(BodyRole.SECRETARY, "1.3")
    leader = people(BodyRole.LEADER, **screen)
    for rest in ("", "bao-cao/", "bao-cao/?tieu-chuan=1", f"tieu-chi/{room.track}/1.3/", "so-bo/"):
        check(leader.go(url(room, rest)))


def test_a_slip_on_a_bad_line(room: Examined, people, page_errors) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    member = people(BodyRole.MEMBER, **PHONE)
    page = member.go(url(room))
    page.get_by_role("link", name=re.compile("^Tiêu chí của tôi: 1.1")).click()
    member.go(url(room, f"tieu-chi/{room.track}/1.3/"))
    expect(page.get_by_text(TEXT)).to_be_visible()
    page.get_by_label("Điểm mạnh").fill("Mô tả rõ ràng.")
    expect(page.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Điểm yếu").fill("Chưa nêu số liệu của ba năm.")
    expect(page.get_by_text("Mất mạng: chưa lưu, sẽ gửi lại khi có mạng")).to_be_visible()
    context = page.context
    page.close()  # with the words in it
    context.set_offline(False)
    page = Person(context.new_page(), member.base).go(url(room, f"tieu-chi/{room.track}/1.3/"))
    expect(page.get_by_label("Điểm yếu")).to_have_value("Chưa nêu số liệu của ba năm.")
    expect(page.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    page.get_by_role("button", name="Gửi phiếu").click()
    page.locator("dialog[open]").get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã gửi phiếu; các thành viên khác đọc được.")).to_be_visible()
    with scopes_disabled():
        slip = Slip.objects.get()
    assert (slip.strengths, slip.weaknesses) == ("Mô tả rõ ràng.", "Chưa nêu số liệu của ba năm.")
    assert slip.sent_at is not None


def test_two_machines_write_the_same_slip(room: Examined, people, page_errors) -> None:
    page_errors.expect("409")
    page_errors.expect("404")  # the room after the way in was closed
    member = people(BodyRole.MEMBER, **DESK)
    page = member.go(url(room, f"tieu-chi/{room.track}/1.3/"))
    room.save(strengths="Từ máy khác")
    page.get_by_label("Điểm mạnh").fill("Từ máy này")
    expect(page.get_by_text("Bản đang có trên máy chủ:")).to_be_visible()
    expect(page.get_by_text("Từ máy khác")).to_be_visible()
    check(page)
    with scopes_disabled():
        assert Slip.objects.get().strengths == "Từ máy khác"
    page.get_by_role("button", name="Giữ bản đang ghi ở đây").click()
    expect(page.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    with scopes_disabled():
        assert Slip.objects.get().strengths == "Từ máy này"
    with scopes_disabled():
        Membership.objects.filter(user=room.world.members[BodyRole.MEMBER].user).update(ended=True)
    answer = page.goto(member.base + url(room))
    assert answer is not None
    assert answer.status == 404
