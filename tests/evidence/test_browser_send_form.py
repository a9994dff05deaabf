"""“Gửi minh chứng” with a large file in a real browser: it goes in pieces, and a broken line loses nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import EvidenceItem
from tests.browser import PageErrors
from tests.evidence import test_browser
from tests.evidence.factories import House, pdf_bytes

house, opened = test_browser.house, test_browser.opened
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 780}


def test_a_large_file_of_the_form_outlasts_a_broken_line(
    house: House, opened: Callable[..., Page], page_errors: PageErrors, settings: Settings
) -> None:
    settings.MINHDINH_RESUMABLE_FROM_MB = 1
    page_errors.expect("ERR_FAILED")
    page = opened("gui/", role=Role.CONTRIBUTOR, viewport=PHONE)
    page.get_by_label("Đây là gì?").fill("Băng ghi hội thi")
    large = pdf_bytes("lớn") + b"\n" * (2 * 1024 * 1024)
    chosen = [("lon.pdf", large), ("nho.pdf", pdf_bytes("nhỏ"))]
    page.set_input_files(
        "input[name=papers]",
        [{"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in chosen],
    )
    page.route("**/gui/", lambda route: route.abort())
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Điều đã ghi và tệp đã chọn vẫn ở đây")).to_be_visible()
    expect(page.locator(".upload-list li").filter(has_text="lon.pdf")).to_contain_text("đã ở máy chủ")
    expect(page.get_by_label("Đây là gì?")).to_have_value("Băng ghi hội thi")
    page.unroute("**/gui/")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Đã nhận “Băng ghi hội thi”")).to_be_visible()
    with scopes_disabled():
        files = files_of(EvidenceItem.objects.get())
        assert sorted((file.name, file.blob.size) for file in files) == [
            (name, len(content)) for name, content in chosen
        ]
