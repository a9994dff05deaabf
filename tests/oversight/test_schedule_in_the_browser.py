"""The schedule of external evaluation in a browser: by keyboard on a phone, by mouse on a laptop, printed."""

import re

import pytest
from playwright.sync_api import expect

from minhdinh.oversight.domain.schedule import publish_schedule
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.oversight.schedule_desk import TWO_DIGITS, Desk, make_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TALL = {"viewport": {"width": 1366, "height": 1500}}  # both months in sight: nothing scrolls under the mouse
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def desk(transactional_db) -> Desk:
    return make_desk()


@pytest.fixture
def enter(desk, live_server, new_context):
    def signed_in(**options: object) -> Person:
        return sign_in(new_context, live_server.url, desk.officer.username, **options)

    return signed_in


def check(page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def test_by_keyboard_on_a_phone(desk: Desk, enter) -> None:
    person = enter(**PHONE)
    page = person.go(desk.url("them/"))
    check(page)
    box = page.get_by_role("checkbox", name=re.compile("^THCS Lam Sơn"))
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.get_by_label("Xếp vào tháng").focus()
    page.keyboard.press("End")  # the last month of the year
    page.get_by_role("button", name="Đưa vào lịch").press("Enter")
    month = page.get_by_label("Tháng của THCS Lam Sơn")
    expect(month).to_have_value("2018-07")
    check(page)
    month.focus()
    month.select_option("2018-03")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("THCS Lam Sơn: 03/2018.")).to_be_visible()
    assert desk.row("THCS Lam Sơn").month == "2018-03"


def test_a_published_month_changes_with_a_reason_on_a_phone(desk: Desk, enter) -> None:
    desk.add_plan()
    publish_schedule(actor=desk.actor, schedule=desk.schedule)
    person = enter(**PHONE)
    page = person.go(desk.url())
    check(page)
    page.get_by_label("Tháng của MN Ngũ Hùng").select_option("2018-02")
    page.get_by_role("button", name="Xếp MN Ngũ Hùng").press("Enter")
    expect(page.get_by_label("Đề nghị đánh giá ngoài vào tháng")).to_have_value("2018-02")
    check(page)
    page.get_by_label("Lý do điều chỉnh").fill("Trường đang sửa phòng học")
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    expect(page.get_by_text("Có thay đổi chưa công bố")).to_be_visible()
    page.get_by_role("button", name="Công bố", exact=True).first.press("Enter")
    page.locator("dialog[open]").get_by_role("button", name="Công bố").press("Enter")
    expect(page.get_by_text("MN Ngũ Hùng: 01/2018 → 02/2018")).to_be_visible()
    check(page)
    assert desk.schedule.version == 2


def test_by_mouse_a_school_is_dragged_to_another_month(desk: Desk, enter) -> None:
    desk.add_plan()
    page = enter(**TALL).go(desk.url())
    expect(page.locator(".months.is-draggable")).to_be_visible()
    check(page)
    school = page.locator(".month-school", has_text="THCS Cao Thắng")
    school.drag_to(page.locator('[data-month="2018-01"]'), source_position={"x": 8, "y": 8})
    expect(page.get_by_text("THCS Cao Thắng: 01/2018.")).to_be_visible()
    assert desk.row("THCS Cao Thắng").month == "2018-01"


def test_the_table_reads_and_prints_as_the_plan(desk: Desk, enter) -> None:
    desk.add_plan()
    page = enter().go(desk.url("bang/"))
    check(page)
    rows = page.locator("#bang-lich tbody tr")
    expect(rows).to_have_count(16)
    shown = [tuple(row.locator("td").all_inner_texts()[1:3]) for row in rows.all()]
    assert shown == TWO_DIGITS
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Excel")).to_be_hidden()
    expect(page.locator("#bang-lich")).to_be_visible()
