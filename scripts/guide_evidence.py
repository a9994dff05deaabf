"""What is done on the pages of the evidence room before they are photographed for the guides."""

from __future__ import annotations

import io
import re
import time

from docx import Document
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from take_pictures import SPEECH, sign_in

READ_S = 240
TEACHER = "Phan Thị Mỹ Duyên"
PAPER = (
    "KẾ HOẠCH",
    "Phòng, chống tai nạn thương tích cho học sinh năm học 2026-2027",
    "Căn cứ tình hình thực tế, nhà trường xây dựng kế hoạch phòng, chống tai nạn thương tích, bạo lực học đường.",
    "1. Rà soát sân chơi, lan can, bếp ăn; kiểm tra bình chữa cháy mỗi quý.",
)


def paper() -> bytes:
    """Return a made-up paper of the demo's school as Word, laid out as official papers are."""
    document = Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "UBND XÃ AN BÌNH\nTRƯỜNG THCS SAO MAI\nSố: 101/KH-THCSSM"
    right.text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 17 tháng 10 năm 2026"
    )
    for line in PAPER:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def photograph(number: int) -> bytes:
    """Return a picture like a photographed page of a register."""
    image = Image.new("RGB", (900, 1200), (214 - 8 * number, 205, 190))
    draw = ImageDraw.Draw(image)
    draw.polygon([(70, 60), (840, 90), (820, 1150), (60, 1120)], fill="#fbfaf5")
    for row in range(18):
        top = 150 + row * 52
        draw.line([(120, top), (760 - (row * (31 + number) % 190), top + 3)], fill="#4a5a78", width=7)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


def more_acts(page: Page) -> None:
    """Tick two items and open what is done less often with them."""
    for box in page.locator("main tbody input[type=checkbox]").all()[:2]:
        box.check()
    page.locator(".bulk-more summary").click()


def asked_for_many(page: Page) -> None:
    """Give the items of a criterion to somebody to collect, then show what is collected."""
    page.locator("main thead input[type=checkbox]").check()
    page.locator(".bulk-more summary").click()
    page.locator("[name=collector]").select_option(label=TEACHER)
    page.locator("#bulk-due").fill("31/12/2026")
    page.get_by_role("button", name="Giao", exact=True).click()
    page.wait_for_load_state("networkidle")
    page.goto(re.sub(r"nhieu/.*", "thu-thap/", page.url))


def proposed(page: Page) -> None:
    """Send a paper to the inbox and open it when the machine has read it."""
    page.get_by_text("Tải nhiều tệp lên một lúc").click()
    page.set_input_files(
        "input[type=file][name=files]",
        {"name": "scan-0017.docx", "mimeType": "application/octet-stream", "buffer": paper()},
    )
    page.locator(".upload-list a").first.click()
    latest = time.monotonic() + READ_S
    while not page.get_by_role("button", name="Nhận đề xuất đã chọn").count():
        if time.monotonic() > latest:
            raise AssertionError("The paper was not read.")
        page.wait_for_timeout(1500)
        page.reload()


def searched(page: Page) -> None:
    """Wait until the words of some files can be searched."""
    latest = time.monotonic() + READ_S
    while not page.locator("main tbody td a mark, main tbody small:has(a) mark, main tbody a + mark").count():
        if time.monotonic() > latest:
            break
        page.wait_for_timeout(2000)
        page.reload()


def moving(page: Page) -> None:
    """Open the page that moves an item to another criterion, with the new one chosen."""
    page.locator("main tbody th a").first.click()
    page.get_by_role("link", name="Chuyển tiêu chí").click()
    select = page.locator("select[name=criterion]")
    select.select_option(index=5)
    page.locator("[name=reason]").fill("Nội dung nói về quản lý, không về tổ chức bộ máy.")


def merging(page: Page) -> None:
    """Show what merging two items would change."""
    page.locator("main tbody th a").first.click()
    page.get_by_role("link", name="Gộp vào minh chứng khác").click()
    page.get_by_role("link", name="Xem trước khi gộp").first.click()


def photographed(page: Page) -> None:
    """Choose three photographs of pages, and say what they are."""
    page.get_by_label("Đây là gì?").fill("Sổ họp tổ Toán, tháng 10")
    page.set_input_files(
        "input[name=photos]",
        [
            {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": photograph(number)}
            for number in range(3)
        ],
    )
    expect(page.locator(".photo-pages li")).to_have_count(3)
    page.wait_for_timeout(500)


def asked_of_a_teacher(page: Page) -> None:
    """Let the secretary ask this teacher for something, then open that work."""
    browser = page.context.browser
    assert browser is not None  # noqa: S101 (the context was made by it)
    base = page.url.split("/viec-cua-toi", maxsplit=1)[0]
    secretary = browser.new_context(**SPEECH).new_page()
    sign_in(secretary, base, "thuky")
    secretary.goto(f"{base}/truong/thcs-sao-mai/2026-2027/minh-chung/thu-thap/giao/?criterion=3.2")
    secretary.get_by_label("Cần thu thập gì?").fill("Sổ họp tổ Toán học kỳ I")
    secretary.get_by_label("Người thu thập").select_option(label=TEACHER)
    secretary.get_by_label("Đến ngày", exact=True).fill("31/12/2026")
    secretary.get_by_role("button", name="Giao việc").click()
    secretary.wait_for_load_state("networkidle")
    secretary.context.close()
    page.reload()
    page.get_by_role("link", name="Thu thập: Sổ họp tổ Toán học kỳ I").first.click()
