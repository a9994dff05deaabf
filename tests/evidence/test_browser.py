"""The room in a real browser: several files at once, an item that fills itself, a decision after an upload."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.evidence.models import EvidenceItem
from tests.browser import PageErrors
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes, signed_in
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
TOGETHER = (
    "css => { const form = document.querySelector(css).form; setTimeout(() => form.requestSubmit(), 400); }"
)
"""Sends a form a little later, so that two pages that are told one after the other send at the same moment."""


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("sao-mai")


@pytest.fixture
def opened(
    live_server: object, house: House, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """Return a function that signs somebody in and opens a page of the room, or any page by its whole address."""

    def open_page(rest: str, user: User | None = None, role: str = Role.SECRETARY, **options: object) -> Page:
        client = signed_in(user or member(house.school, role))
        address = str(live_server.url)  # type: ignore[attr-defined]
        context = new_context(base_url=address, **options)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}]
        )
        page = context.new_page()
        page.goto(rest if rest.startswith("/") else house.url(rest))
        return page

    return open_page


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    chosen = [{"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files]
    page.set_input_files("input[type=file][name=files]", chosen)


def test_many_files_at_once_are_filed_or_explained(
    house: House, opened: Callable[..., Page], page_errors: PageErrors
) -> None:
    page_errors.expect("422")
    make_file(make_item(house, name="Đã có trong kho"), pdf_bytes("cũ"))
    page = opened("?criterion=1.3")
    page.get_by_text("Tải nhiều tệp lên một lúc").click()
    good = [(f"Biên bản số {number}.pdf", pdf_bytes(str(number))) for number in range(1, 6)]
    choose(page, *good, ("rong.pdf", b""), ("gia-mao.pdf", b"MZ\x90"), ("trung.pdf", pdf_bytes("cũ")))
    answers = page.locator(".upload-list")
    for number in range(1, 6):
        expect(answers.get_by_text(f"MC.1.3.0{number}")).to_be_visible()
    expect(answers).to_contain_text("Tệp rỗng")
    expect(answers).to_contain_text("không thuộc loại được nhận")
    expect(answers.get_by_text("Trùng tệp với MC.1.1.01")).to_be_visible()
    expect(page.locator("#evidence-list tbody tr")).to_have_count(5)
    answers.get_by_text("Trùng tệp với MC.1.1.01").click()
    page.get_by_role("button", name="Dùng cho tiêu chí 1.3").click()
    expect(page.get_by_text("MC.1.1.01 nay phục vụ tiêu chí 1.3.")).to_be_visible()


def test_two_people_take_codes_at_the_same_moment(house: House, opened: Callable[..., Page]) -> None:
    waiting = [make_item(house, name=f"Chưa xếp {number}", criterion="") for number in (1, 2)]
    pages = [opened(f"{item.pk}/") for item in waiting]
    for page in pages:
        page.locator("#file-under-criterion").select_option("1.3")
    for page in pages:
        page.evaluate(TOGETHER, "#file-under-criterion")
    for page in pages:
        expect(page.locator("#item-facts")).to_contain_text("MC.1.3.0")
    for page in pages:
        page.goto(house.url("?criterion=1.3"))
        page.get_by_text("Tải nhiều tệp lên một lúc").click()
    for who, page in enumerate(pages):
        choose(page, *[(f"Tệp {who}-{number}.pdf", pdf_bytes(f"{who}-{number}")) for number in range(6)])
    for page in pages:
        expect(page.locator(".upload-list .pill.ok")).to_have_count(6)
    with scopes_disabled():
        codes = sorted(EvidenceItem.objects.values_list("code", flat=True))
    assert codes == [f"MC.1.3.{number:02}" for number in range(1, 15)]


def test_an_upload_shows_itself_and_can_be_verified_at_once(
    house: House, opened: Callable[..., Page]
) -> None:
    item = make_item(house, name="Kế hoạch năm học")
    page = opened(f"{item.pk}/")
    expect(page.get_by_text("Chưa có tệp nào.")).to_be_visible()
    choose(page, ("Kế hoạch.pdf", pdf_bytes()))
    expect(page.locator("#item-files").get_by_role("link", name="Kế hoạch.pdf")).to_be_visible()
    expect(page.locator("object[type='application/pdf']")).to_have_count(1)
    page.get_by_role("button", name="Xác minh", exact=True).click()
    expect(page.get_by_text("Đã xác minh MC.1.1.01.")).to_be_visible()


def test_removing_asks_first_and_can_be_undone(house: House, opened: Callable[..., Page]) -> None:
    item = make_item(house)
    page = opened(f"{item.pk}/")
    page.get_by_role("button", name="Bỏ minh chứng").click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_text("Đã bỏ MC.1.1.01 khỏi danh sách")).to_be_visible()
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.get_by_text("Đã khôi phục MC.1.1.01.")).to_be_visible()


def test_a_teacher_sends_from_a_phone(house: House, opened: Callable[..., Page]) -> None:
    page = opened("gui/", role=Role.CONTRIBUTOR, viewport=PHONE)
    page.get_by_label("Đây là gì?").fill("Biên bản họp tổ Toán")
    page.set_input_files(
        "input[name=papers]", [{"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}]
    )
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Đã nhận “Biên bản họp tổ Toán”")).to_be_visible()


def test_a_file_sent_before_is_decided_on_a_phone_with_all_that_was_typed(
    house: House, opened: Callable[..., Page]
) -> None:
    make_file(make_item(house, name="Biên bản họp " + "rất dài " * 20), pdf_bytes())
    page = opened("gui/", viewport=PHONE)
    page.get_by_label("Đây là gì?").fill("Biên bản họp tổ Toán")
    page.set_input_files(
        "input[name=papers]", [{"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}]
    )
    page.get_by_role("button", name="Gửi", exact=True).click()
    question = page.get_by_role("alert").filter(has_text="đã có trong kho")
    expect(question.get_by_label("Đây là gì?")).to_have_value("Biên bản họp tổ Toán")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    question.get_by_label("Lời nhắn cho thư ký").fill("Dùng thêm cho hoạt động tổ")
    question.get_by_role("button", name="Vẫn gửi điều này cho thư ký").click()
    expect(page.get_by_text("Đã gửi “Biên bản họp tổ Toán” cho thư ký")).to_be_visible()


@pytest.mark.parametrize("rest", ["", "?q=khong-co", "them/?kind=ho_so_pccc", "gui/", "item/", "edit/"])
def test_no_page_is_wider_than_a_phone(house: House, opened: Callable[..., Page], rest: str) -> None:
    item = make_item(house, name="Kế hoạch " + "rất dài " * 20, number="Số" + "x" * 80, criterion="")
    make_file(item, name="tên-tệp-" + "rất-dài-" * 12 + ".pdf")
    address = {"item/": f"{item.pk}/", "edit/": f"{item.pk}/sua/"}.get(rest, rest)
    page = opened(address, viewport=PHONE)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
