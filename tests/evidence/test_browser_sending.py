"""A whole afternoon of collecting in a real browser: forty files dropped, pages photographed, work asked for and done."""

import base64
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import EvidenceItem
from tests.browser import PageErrors
from tests.evidence import test_browser
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import (
    House,
    jpg_bytes,
    make_actor,
    make_file,
    make_item,
    pdf_bytes,
)
from tests.evidence.test_photos import picture
from tests.factories import member

house, opened = test_browser.house, test_browser.opened
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 780}
TOO_LARGE = 51 * 1024 * 1024
DROP = """async (zone, files) => {
  const carried = new DataTransfer();
  for (const { name, text, zeros } of files) {
    const bytes = zeros ? new Uint8Array(zeros) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    carried.items.add(new File([bytes], name, { type: "application/pdf" }));
  }
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_forty_files_dropped_at_once(
    house: House, opened: Callable[..., Page], page_errors: PageErrors
) -> None:
    page_errors.expect("422")
    page = opened("?criterion=1.3")
    page.get_by_text("Tải nhiều tệp lên một lúc").click()
    good = [
        {"name": f"Biên bản {number}.pdf", "text": packed(pdf_bytes(str(number)))} for number in range(1, 38)
    ]
    bad = [
        {"name": "rong.pdf", "text": ""},
        {"name": "gia-mao.pdf", "text": packed(b"MZ\x90\x00 chuong trinh")},
        {"name": "qua-lon.pdf", "zeros": TOO_LARGE},
    ]
    page.locator(".drop-zone").evaluate(DROP, [*good[:10], bad[0], *good[10:20], bad[1], bad[2], *good[20:]])
    answers = page.locator(".upload-list")
    expect(answers.locator("li")).to_have_count(40)
    expect(answers.locator(".pill.ok")).to_have_count(37, timeout=120_000)
    for name, reason in (
        ("rong.pdf", "rỗng"),
        ("gia-mao.pdf", "không thuộc loại được nhận"),
        ("qua-lon.pdf", "lớn hơn"),
    ):
        expect(answers.locator("li").filter(has_text=name).locator(".form-error")).to_contain_text(reason)
    with scopes_disabled():
        codes = sorted(EvidenceItem.objects.values_list("code", flat=True))
    assert codes == [f"MC.1.3.{number:02}" for number in range(1, 38)]


def photographs(*contents: bytes) -> list[dict[str, object]]:
    return [
        {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for number, content in enumerate(contents, start=1)
    ]


def test_photographed_pages_are_put_in_order_turned_and_become_one_pdf(
    house: House, opened: Callable[..., Page]
) -> None:
    page = opened("gui/", role=Role.CONTRIBUTOR, viewport=PHONE)
    page.get_by_label("Đây là gì?").fill("Sổ họp tổ Toán")
    page.set_input_files("input[name=photos]", photographs(jpg_bytes(10), jpg_bytes(120)))
    camera = page.locator("label", has_text="Chụp thêm trang").locator("input")
    camera.set_input_files(photographs(picture((20, 20, 220), orientation=6)))
    pages = page.locator(".photo-pages li")
    expect(pages).to_have_count(3)
    pages.nth(2).get_by_role("button", name="Đưa lên trước").click()
    pages.nth(0).get_by_role("button", name="Xoay").click()
    pages.nth(2).get_by_role("button", name="Bỏ").click()
    expect(pages).to_have_count(2)
    assert page.locator("input[name=turns]").input_value() == "90,0"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Đã nhận “Sổ họp tổ Toán”")).to_be_visible()
    with scopes_disabled():
        [file] = files_of(EvidenceItem.objects.get())
    assert (file.name, file.blob.media_type) == ("Sổ họp tổ Toán.pdf", "application/pdf")
    assert io.BytesIO(read_blob(file.blob)).getvalue().count(b"/DCTDecode") == 2


def test_work_is_asked_for_found_done_and_told(house: House, opened: Callable[..., Page]) -> None:
    teacher = member(house.school, Role.CONTRIBUTOR, full_name="Trần Thị Bình")
    page = opened("thu-thap/giao/?criterion=1.3")
    page.get_by_label("Cần thu thập gì?").fill("Sổ họp tổ Toán học kỳ I")
    page.get_by_label("Người thu thập").select_option(label="Trần Thị Bình")
    page.get_by_label("Đến ngày", exact=True).fill("31/12/2030")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Đã giao Trần Thị Bình thu thập")).to_be_visible()
    phone = opened("/viec-cua-toi/", teacher, viewport=PHONE)
    phone.get_by_role("link", name="Thu thập: Sổ họp tổ Toán học kỳ I").click()
    phone.get_by_role("link", name="Gửi tệp hoặc ảnh cho việc này").click()
    expect(phone.get_by_label("Đây là gì?")).to_have_value("Sổ họp tổ Toán học kỳ I")
    phone.set_input_files("input[name=photos]", photographs(jpg_bytes(10), jpg_bytes(120)))
    phone.get_by_role("button", name="Gửi", exact=True).click()
    expect(phone.get_by_text("đã được ghi là đã có")).to_be_visible()
    page.goto(house.url("thu-thap/"))
    expect(page.locator("tbody tr")).to_contain_text(["Đã có"])


def test_a_newer_file_takes_the_place_of_one_on_the_page(house: House, opened: Callable[..., Page]) -> None:
    item = make_item(house)
    make_file(item, pdf_bytes("cũ"), "cu.pdf")
    page = opened(f"{item.pk}/")
    page.get_by_text("Ngày, ghi chú, thay bản mới").click()
    page.get_by_label("Tệp mới thay cho tệp này").set_input_files(
        {"name": "moi.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes("mới")}
    )
    page.get_by_label("Ngày của bản mới", exact=True).fill("05/10/2026")
    page.get_by_role("button", name="Thay, giữ bản cũ").click()
    expect(page.get_by_text("Đã thay bằng “moi.pdf”")).to_be_visible()
    page.get_by_text("Các bản trước đây (1)").click()
    expect(page.get_by_role("link", name="cu.pdf")).to_be_visible()


def test_a_pdf_is_shown_in_the_page_of_its_item(house: House, opened: Callable[..., Page]) -> None:
    item = make_item(house)
    file = make_file(item, pdf_bytes("quyết định"), "quyet-dinh.pdf")
    page = opened(f"{item.pk}/", shows_pdf=True)
    shown = page.locator("object[type='application/pdf']")
    expect(shown).to_have_attribute("data", re.compile(rf"/tep/{file.pk}/\?view=1"))
    expect(shown).to_be_visible()


@pytest.mark.parametrize("rest", ["thu-thap/", "thu-thap/giao/", "one"])
def test_no_page_of_collecting_is_wider_than_a_phone(
    house: House, opened: Callable[..., Page], rest: str
) -> None:
    asker = make_actor(house, Role.SECRETARY)
    row = make_collecting(house, asker, asker, what="Sổ theo dõi rất dài " * 12)
    page = opened(f"thu-thap/{row.pk}/" if rest == "one" else rest, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
