"""The small scripts of every page, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.browser import PageErrors
from tests.common.editor_site import Site, serve

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)  # first up, last down: a page may still be asking for its icon
def site(settings: Settings) -> Iterator[Site]:
    settings.ROOT_URLCONF = "tests.common.editor_site"
    site = Site()
    server = serve(site)
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(page: Page, site: Site) -> Page:
    page.goto(site.url)
    return page


def test_a_form_saves_itself_when_changed(opened: Page, site: Site) -> None:
    opened.get_by_label("Chưa đạt").check()
    expect(opened.locator("#answer .save-state")).to_contain_text("Đã lưu 11:00")
    expect(opened.locator("h1 + .save-state")).to_contain_text("Đã lưu 11:00")
    assert len(site.answers) == 1
    assert 'name="met"' in site.answers[0]
    assert "no" in site.answers[0]


def test_a_form_that_is_refused_says_why(opened: Page, site: Site, page_errors: PageErrors) -> None:
    page_errors.expect("422")
    site.answer_with = 422
    opened.get_by_label("Đạt", exact=True).check()
    expect(opened.locator("#answer .save-state")).to_contain_text("Không lưu được: Cần minh chứng.")


def test_a_form_goes_again_when_the_line_is_back(opened: Page, site: Site, page_errors: PageErrors) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    opened.context.set_offline(True)
    opened.get_by_label("Đạt", exact=True).check()
    expect(opened.locator("#answer .save-state")).to_contain_text("Mất mạng")
    opened.context.set_offline(False)
    expect(opened.locator("#answer .save-state")).to_contain_text("Đã lưu 11:00")
    assert len(site.answers) == 1


def test_tabs_move_by_arrows_and_are_remembered(opened: Page) -> None:
    expect(opened.get_by_text("phần hai")).to_be_hidden()
    opened.get_by_role("tab", name="Một").focus()
    opened.keyboard.press("ArrowRight")
    expect(opened.get_by_role("tab", name="Hai")).to_be_focused()
    expect(opened.get_by_text("phần hai")).to_be_visible()
    opened.reload()
    expect(opened.get_by_role("tab", name="Hai")).to_have_attribute("aria-selected", "true")


def test_an_error_answer_becomes_a_sentence(opened: Page, page_errors: PageErrors) -> None:
    page_errors.expect("403")
    opened.get_by_role("button", name="Hỏi").click()
    expect(opened.locator("#toasts")).to_contain_text("Chưa có quyền hỏi.")
    expect(opened.locator("#swap")).to_have_text("Hỏi")
    opened.locator("#toasts").get_by_role("button", name="Đóng").click()
    expect(opened.locator("#toasts .note")).to_have_count(0)


def test_no_line_becomes_a_sentence(opened: Page, page_errors: PageErrors) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    page_errors.expect("htmx:")
    opened.context.set_offline(True)
    opened.get_by_role("button", name="Hỏi").click()
    expect(opened.locator("#toasts")).to_contain_text("Không kết nối được")


def test_a_filter_sends_itself_and_keeps_the_cursor(opened: Page) -> None:
    opened.get_by_label("Tìm tên").fill("sổ")
    opened.wait_for_url("**/?q=s*")
    expect(opened.get_by_label("Tìm tên")).to_be_focused()


def test_an_empty_filter_stays_out_of_the_address(opened: Page, site: Site) -> None:
    opened.goto(site.url + "?q=x")
    opened.get_by_label("Tìm tên").fill("y")
    opened.get_by_label("Tìm tên").fill("")
    opened.wait_for_url(lambda url: "q=" not in url)


def test_go_anywhere_opens_a_page_of_the_menu(opened: Page) -> None:
    opened.keyboard.press("Control+k")
    opened.keyboard.type("ke hoach")
    expect(opened.locator("#go-list [role=option]").first).to_contain_text("Kế hoạch")
    opened.keyboard.press("Escape")
    expect(opened.locator("#go-dialog")).to_be_hidden()


def test_go_anywhere_walks_what_the_server_found(opened: Page) -> None:
    opened.keyboard.press("Control+k")
    opened.keyboard.type("sổ")
    options = opened.locator("#go-list [role=option]")
    expect(options).to_have_text(["Sổ theo dõi chuyên cầnSổ"])
    expect(options.first).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(("key", "place"), [("j", "sau"), ("k", "truoc")])
def test_j_and_k_lead_to_the_neighbours(opened: Page, key: str, place: str) -> None:
    opened.keyboard.press(key)
    opened.wait_for_url(f"**/{place}")


def test_letters_typed_into_a_field_are_letters(opened: Page, site: Site) -> None:
    opened.locator("#top-search").fill("")
    opened.locator("#top-search").press("j")
    expect(opened.locator("#top-search")).to_have_value("j")
    assert opened.url == site.url


def test_a_dialog_opens_closes_and_gives_the_focus_back(opened: Page) -> None:
    opened.get_by_role("button", name="Mở hộp").click()
    expect(opened.get_by_role("dialog", name="Hộp")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("button", name="Mở hộp")).to_be_focused()


def test_the_menu_of_the_person_closes_by_escape(opened: Page) -> None:
    summary = opened.locator("summary", has_text="Tài khoản")
    summary.click()
    expect(opened.locator(".menu-list")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator(".menu-list")).to_be_hidden()
    expect(summary).to_be_focused()


def test_copying_says_so(opened: Page) -> None:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.get_by_role("button", name="Chép").click()
    expect(opened.get_by_role("button", name="Đã chép")).to_be_visible()
    assert opened.evaluate("navigator.clipboard.readText()") == "mã"


def test_the_left_column_opens_on_a_phone(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site.url)
    tree = page.get_by_role("link", name="Kế hoạch")
    expect(tree).to_be_hidden()
    button = page.get_by_role("button", name="Mở danh mục của trang")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(tree).to_be_visible()


def test_text_sizes_stop_at_the_ends(opened: Page) -> None:
    root = opened.locator("html")
    for _ in range(6):
        opened.get_by_role("button", name="chữ lớn hơn").first.click()
    expect(root).to_have_attribute("data-text", "3")
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    opened.get_by_role("button", name="cỡ chữ thường").first.click()
    assert root.get_attribute("data-text") is None


def test_a_half_typed_day_waits_and_a_whole_one_filters(opened: Page, site: Site) -> None:
    field = opened.get_by_label("Từ ngày", exact=True)
    field.press_sequentially("5-9-20")
    opened.wait_for_timeout(700)
    assert opened.url == site.url
    field.press_sequentially("26")
    field.press("Enter")
    opened.wait_for_url("**/?since=05%2F09%2F2026")
    expect(opened.get_by_label("Từ ngày", exact=True)).to_have_value("05/09/2026")


def test_a_day_that_is_none_is_told_beside_its_filter(opened: Page) -> None:
    opened.get_by_label("Từ ngày", exact=True).fill("31/02/2026")
    opened.get_by_label("Từ ngày", exact=True).press("Tab")
    expect(opened.get_by_role("alert")).to_contain_text("chỉ có các ngày từ 1 đến 28")
    expect(opened.get_by_label("Từ ngày", exact=True)).to_have_value("31/02/2026")


def test_the_calendar_opens_by_key_at_the_day_typed_and_its_choice_is_text(opened: Page) -> None:
    opened.evaluate(
        """() => { HTMLInputElement.prototype.showPicker = function () {
            window.pickedFrom = this.value;
            this.value = '2026-09-06';
            for (const name of ['input', 'change']) this.dispatchEvent(new Event(name, {bubbles: true}));
        } }"""
    )
    field = opened.get_by_label("Từ ngày", exact=True)
    field.evaluate("element => { element.value = '5/9/2026' }")
    opened.get_by_role("button", name="Chọn ngày trên lịch: Từ ngày").press("Enter")
    opened.wait_for_url("**/?since=06%2F09%2F2026")
    expect(field).to_be_focused()


def test_the_real_calendar_opens_without_a_complaint(opened: Page) -> None:
    button = opened.get_by_role("button", name="Chọn ngày trên lịch: Từ ngày")
    button.focus()
    button.press("Space")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/?since=*")
    expect(opened.get_by_label("Từ ngày", exact=True)).not_to_have_value("")


def test_without_a_calendar_in_the_browser_there_is_no_button(page: Page, site: Site) -> None:
    page.add_init_script("delete HTMLInputElement.prototype.showPicker")
    page.goto(site.url)
    expect(page.get_by_label("Từ ngày", exact=True)).to_be_visible()
    expect(page.locator(".day-button")).to_be_hidden()


def test_a_day_is_read_whole_in_a_narrow_column(opened: Page) -> None:
    """The columns of a plan's steps, also on a phone with large letters."""
    clipped = opened.get_by_label("Từ ngày", exact=True).evaluate(
        """field => {
            field.classList.remove('form-control-sm');
            field.closest('form').classList.remove('table-tools');
            field.closest('.day').style.width = '134px';
            field.value = '28/08/2028';
            return field.scrollWidth - field.clientWidth;
        }"""
    )
    assert clipped <= 0
    assert opened.locator(".day").evaluate("day => day.offsetWidth") == 134
