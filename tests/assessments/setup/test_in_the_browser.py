"""Figures and rows as hands use them: keys, pasted blocks, a lost line, one criterion at a time on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Assignment, DataCell
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from tests.assessments.setup.desk import Desk, five, make_desk, seat, signed_in
from tests.browser import PageErrors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
Open = Callable[..., Page]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    return make_desk()


@pytest.fixture
def opened(desk: Desk, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a function that opens one of the pages as the secretary."""
    cookie = signed_in(desk.person(Role.SECRETARY)).cookies["sessionid"].value

    def open_page(name: str, query: str = "", **options: object) -> Page:
        context = new_context(**options)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + desk.url(name, query))
        return page

    return open_page


def figure(page: Page, row: str, column: str = "2026-2027") -> str:
    """Return the selector of a typed cell."""
    return f'input[name="{row}:{column}"]'


def paste(page: Page, selector: str, text: str) -> None:
    page.locator(selector).evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def stored(desk: Desk) -> dict[tuple[str, str], str]:
    with desk.scope():
        rows = DataCell.objects.filter(assessment=desk.assessment)
        return {(row.row, row.column): row.value for row in rows}


def test_typing_walks_down_with_enter_and_the_total_follows(desk: Desk, opened: Open) -> None:
    page = opened("tables")
    page.click(figure(page, "khoi_6"))
    for value in ("5", "5", "4"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    expect(page.locator('output[data-name="cong:2026-2027"]')).to_have_text("18")
    expect(page.locator("[data-controller=save-summary]")).to_contain_text("Đã lưu")
    assert stored(desk)["khoi_9", "2026-2027"] == "4"


def test_arrows_cross_columns_at_the_edge_of_the_text(opened: Open) -> None:
    page = opened("tables")
    page.fill(figure(page, "khoi_6", "2024-2025"), "12")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.locator(figure(page, "khoi_6", "2025-2026"))).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(figure(page, "khoi_7", "2025-2026"))).to_be_focused()


def test_a_block_from_excel_fills_the_table_and_wrong_cells_are_named(desk: Desk, opened: Open) -> None:
    page = opened("tables")
    paste(
        page,
        figure(page, "khoi_6", "2024-2025"),
        "4\t5\t5\r\n4\t4\tnăm\r\n4\t4\t4\r\n4\t4\t4\r\n16\t17\t18\r\n",
    )
    expect(page.locator("#doubts")).to_contain_text("“năm” không phải số nguyên")
    expect(page.locator(figure(page, "khoi_7"))).to_have_attribute("data-state", "refused")
    expect(page.locator('output[data-name="cong:2025-2026"]')).to_have_text("17")
    assert len(stored(desk)) == 11


def test_figures_typed_without_a_line_are_kept_and_sent_later(
    desk: Desk, opened: Open, page_errors: PageErrors
) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    page = opened("tables")
    page.context.set_offline(offline=True)
    page.fill(figure(page, "khoi_6"), "7")
    page.keyboard.press("Tab")
    expect(page.locator("[data-controller=save-summary]")).to_contain_text("Mất mạng")
    assert stored(desk) == {}
    page.context.set_offline(offline=False)
    expect(page.locator("[data-controller=save-summary]")).to_contain_text("Đã lưu")
    assert stored(desk) == {("khoi_6", "2026-2027"): "7"}


def test_figures_kept_over_a_closed_page_are_sent_when_it_opens_again(
    desk: Desk, opened: Open, page_errors: PageErrors
) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    page = opened("tables")
    page.context.set_offline(offline=True)
    page.fill(figure(page, "khoi_6"), "7")
    page.keyboard.press("Tab")
    expect(page.locator("[data-controller=save-summary]")).to_contain_text("Mất mạng")
    address = page.url
    page.goto("about:blank")
    page.context.set_offline(offline=False)
    page.goto(address)
    expect(page.locator(figure(page, "khoi_6"))).to_have_value("7")
    expect(page.locator("[data-controller=save-summary]")).to_contain_text("Đã lưu")
    assert stored(desk) == {("khoi_6", "2026-2027"): "7"}


def nothing_waits(page: Page) -> None:
    """Wait until the server has everything that was typed."""
    waits = "() => Object.keys(localStorage).some((key) => key.startsWith('minhdinh.grid'))"
    for _ in range(200):
        if not page.evaluate(waits):
            return
        page.wait_for_timeout(100)
    pytest.fail("figures still wait")


def test_two_who_type_one_cell_see_both_figures_and_choose(desk: Desk, opened: Open) -> None:
    first, second = opened("tables"), opened("tables")
    first.fill(figure(first, "khoi_6"), "5")
    first.keyboard.press("Tab")
    expect(first.locator("[data-controller=save-summary]")).to_contain_text("Đã lưu")
    second.fill(figure(second, "khoi_6"), "6")
    second.keyboard.press("Tab")
    doubts = second.locator("#doubts")
    expect(doubts).to_contain_text("ghi “5”")
    expect(doubts).to_contain_text("Thầy/Cô ghi “6”, chưa lưu.")
    expect(second.locator(figure(second, "khoi_6"))).to_have_value("6")
    assert stored(desk) == {("khoi_6", "2026-2027"): "5"}
    second.reload()
    expect(second.locator(figure(second, "khoi_6"))).to_have_value("6")
    doubts.get_by_role("button", name="Giữ “6”").click()
    nothing_waits(second)
    expect(doubts.get_by_role("button")).to_have_count(0)
    assert stored(desk) == {("khoi_6", "2026-2027"): "6"}
    first.fill(figure(first, "khoi_6"), "7")
    first.keyboard.press("Tab")
    first.locator("#doubts").get_by_role("button", name="Lấy “6”").click()
    expect(first.locator(figure(first, "khoi_6"))).to_have_value("6")
    nothing_waits(first)
    assert stored(desk) == {("khoi_6", "2026-2027"): "6"}
    first.focus(figure(first, "khoi_6"))
    first.get_by_role("link", name="Lịch sử ô").click()
    expect(first.locator("tbody tr")).to_have_count(2)


def test_what_one_typed_twice_while_it_was_sent_is_no_clash_with_oneself(desk: Desk, opened: Open) -> None:
    page = opened("tables")
    for value in ("5", "56", "567", "7"):
        page.fill(figure(page, "khoi_6"), value)
        page.keyboard.press("Tab")
    nothing_waits(page)
    expect(page.locator(figure(page, "khoi_6"))).to_have_value("7")
    expect(page.locator("#doubts").get_by_role("button")).to_have_count(0)
    assert stored(desk) == {("khoi_6", "2026-2027"): "7"}


def test_a_council_is_written_with_the_keyboard_and_checked_as_it_grows(desk: Desk, opened: Open) -> None:
    page = opened("council")
    page.fill("#id_members-0-name", "Phạm Quang Minh")
    page.select_option("#id_members-0-role", "chair")
    for number in range(1, 4):
        page.focus(f"#id_members-{number - 1}-name")
        page.keyboard.press("Enter")
        expect(page.locator(f"#id_members-{number}-name")).to_be_focused()
        page.keyboard.type(f"Người thứ {number}")
    page.select_option("#id_members-1-role", "secretary")
    expect(page.locator("#council-warnings")).to_contain_text(
        "Hội đồng có 04 thành viên, quy định ít nhất 05"
    )
    page.focus("#id_members-3-name")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#id_members-2-name")).to_have_value("Người thứ 3")
    page.get_by_role("button", name="Lưu hội đồng").click()
    expect(page.get_by_text("Đã lưu hội đồng tự đánh giá.")).to_be_visible()
    with desk.scope():
        assert [row.name for row in desk.members()] == [
            "Phạm Quang Minh", "Người thứ 1", "Người thứ 3", "Người thứ 2",
        ]  # fmt: skip


def test_a_removed_row_comes_back_where_it_was(desk: Desk, opened: Open) -> None:
    with desk.scope():
        seat(desk, *five())
    page = opened("council")
    page.get_by_role("button", name="Xóa dòng").nth(1).click()
    expect(page.locator("#id_members-1-name")).to_have_value("Lê Thu Hà")
    expect(page.locator("#id_members-4-name")).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#id_members-1-name")).to_have_value("Hoàng Ngọc Bích")
    expect(page.locator('[name="members-TOTAL_FORMS"]')).to_have_value("5")


def test_picking_an_account_writes_the_name(desk: Desk, opened: Open) -> None:
    person = desk.person(Role.CONTRIBUTOR, full_name="Đỗ Hải Lâm")
    page = opened("council")
    page.select_option("#id_members-0-user_id", str(person.pk))
    expect(page.locator("#id_members-0-name")).to_have_value("Đỗ Hải Lâm")


def test_on_a_phone_one_criterion_at_a_time_is_assigned(desk: Desk, opened: Open) -> None:
    with desk.scope():
        member = seat(desk, *five())[2]
        sheet = desk.sheet("1.2")
    page = opened("assignments", viewport=PHONE)
    expect(page.get_by_text("1.1 (1/15)")).to_be_visible()
    page.get_by_role("button", name="Sau").click()
    expect(page.get_by_text("1.2 (2/15)")).to_be_visible()
    expect(page.locator("tr.is-current")).to_have_count(1)
    page.check(f'[name="lead-{sheet.pk}"][value="{member.pk}"]')
    expect(page.locator('[data-autosave-form-target="state"]')).to_contain_text("Đã lưu")
    with desk.scope():
        assert list(Assignment.objects.values_list("sheet_id", "member_id", "leads")) == [
            (sheet.pk, member.pk, True)
        ]


@pytest.mark.parametrize("name", ["council", "assignments", "plan", "tables", "remarks", "report"])
def test_no_page_is_wider_than_a_phone(desk: Desk, opened: Open, name: str) -> None:
    with desk.scope():
        seat(desk, *five())
    page = opened(name, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
