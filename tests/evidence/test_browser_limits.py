"""Limits of uploads in a real browser: a store that fills up, a limit that the administrator raises, an infected file."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import Blob
from tests.browser import PageErrors
from tests.clamd_server import FINDING, SAMPLE, clamd
from tests.evidence.factories import House, make_house, pdf_bytes, signed_in
from tests.factories import UserFactory, member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MEGABYTE = 1024 * 1024


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("sao-mai")


@pytest.fixture
def opened(live_server: object, new_context: Callable[..., BrowserContext]) -> Callable[[Client, str], Page]:
    """Return a function that opens a page for somebody who is signed in."""

    def open_page(client: Client, address: str) -> Page:
        base = str(live_server.url)  # type: ignore[attr-defined]
        context = new_context(base_url=base)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])
        page = context.new_page()
        page.goto(address)
        return page

    return open_page


def choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(
        "input[type=file][name=files]", [{"name": name, "mimeType": "application/pdf", "buffer": content}]
    )


def test_a_full_store_is_explained_and_room_is_made(
    settings: Settings, house: House, opened: Callable[[Client, str], Page], page_errors: PageErrors
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    page_errors.expect("422")
    with scopes_disabled():
        Blob.objects.create(school=house.school, sha256="0" * 64, size=MEGABYTE - 900, path="đầy")
    page = opened(signed_in(member(house.school, Role.SECRETARY)), house.url("?criterion=1.3"))
    page.get_by_text("Tải nhiều tệp lên một lúc").click()
    expect(page.get_by_text("Kho sắp đầy")).to_be_visible()
    expect(page.get_by_text("Nhận PDF, ảnh (JPG, PNG, WEBP, HEIC), Word")).to_be_visible()
    choose(page, "ke-hoach.pdf", pdf_bytes("kế hoạch"))
    expect(page.locator(".upload-list")).to_contain_text("không đủ cho")
    expect(page.locator(".upload-list")).to_contain_text("nâng hạn mức")

    administrator = opened(signed_in(UserFactory(is_superuser=True)), "/quan-tri/kho-tep/")
    expect(administrator.locator("tbody tr").first).to_contain_text("99 %")
    administrator.get_by_role("link", name=house.school.name).click()
    administrator.get_by_label("Hạn mức riêng (MB)").fill("5")
    administrator.get_by_role("button", name="Lưu hạn mức").click()
    expect(administrator.get_by_text("Đã đặt hạn mức kho")).to_be_visible()

    page.reload()
    page.get_by_text("Tải nhiều tệp lên một lúc").click()
    expect(page.get_by_text("Kho sắp đầy")).to_have_count(0)
    choose(page, "ke-hoach.pdf", pdf_bytes("kế hoạch"))
    expect(page.locator("#evidence-list")).to_contain_text("ke-hoach")


def test_an_infected_file_is_named_where_it_was_dropped(
    settings: Settings, house: House, opened: Callable[[Client, str], Page], page_errors: PageErrors
) -> None:
    page_errors.expect("422")
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        page = opened(signed_in(member(house.school, Role.SECRETARY)), house.url("?criterion=1.3"))
        page.get_by_text("Tải nhiều tệp lên một lúc").click()
        choose(page, "thu-moi.pdf", pdf_bytes() + SAMPLE)
        expect(page.locator(".upload-list")).to_contain_text(FINDING)
        choose(page, "sach.pdf", pdf_bytes("sạch"))
        expect(page.locator("#evidence-list")).to_contain_text("sach")
    with scopes_disabled():
        assert Blob.objects.count() == 1
