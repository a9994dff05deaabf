"""What every journey begins with: the year, the council, the assignments, the evidence."""

from __future__ import annotations

import io
import re

from PIL import Image
from playwright.sync_api import expect

from minhdinh.organisations.models import Organisation
from tests.e2e.people import Person

YEAR = "2026-2027"
COUNCIL = [
    ("Hoàng Thị Ngọc", "chair"), ("Phạm Quang Minh", "vice_chair"), ("Lê Thu Hà", "secretary"),
    ("Đỗ Hải Lâm", "member"), ("Vũ Thị Thanh", "member"),
]  # fmt: skip


def picture(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(stream, "PNG")
    return stream.getvalue()


def open_the_year(secretary: Person, school: Organisation) -> None:
    page = secretary.go(f"/truong/{school.code}/mo-nam-hoc/")
    expect(page.get_by_text("Thông tư 57/2026").first).to_be_visible()
    page.locator("[name=year]").fill(YEAR)
    page.get_by_role("button", name="Mở năm học").click()
    expect(page.get_by_role("heading", name=re.compile("còn 15 tiêu chí chưa xét"))).to_be_visible()


def found_the_council(secretary: Person, home: str, leader: str = "") -> None:
    """Write five people into the council; ``leader`` (a name) leads their one group."""
    page = secretary.go(f"{home}/hoi-dong/")
    page.locator("[name$=decision_number]").fill("65/QĐ-THCS")
    page.locator("[name$=decision_date]").fill("2026-09-05")
    rows = page.locator("[data-rows-target=row]")
    for number, (name, role) in enumerate(COUNCIL):
        while rows.count() <= number:
            page.get_by_role("button", name="Thêm người").click()
        row = rows.nth(number)
        row.locator("[name$=-name]").fill(name)
        account = row.locator("[name$=-user_id]")
        if account.locator("option", has_text=name).count():
            account.select_option(label=account.locator("option", has_text=name).first.inner_text())
        row.locator("[name$=-role]").select_option(role)
        row.locator("[name$=-group]").fill("Nhóm 1")
        if name == leader:
            row.locator("[name$=-leads_group]").check()
    page.get_by_role("button", name="Lưu hội đồng").click()
    expect(page.get_by_text("65/QĐ-THCS").or_(page.locator("[value='65/QĐ-THCS']")).first).to_be_visible()


def assign_criterion(secretary: Person, home: str) -> None:
    page = secretary.go(f"{home}/phan-cong/")
    for name in ("1.3", "2.2"):
        box = page.get_by_role("checkbox", name=f"Đỗ Hải Lâm, {name}")
        box.check()
    expect(page.locator("[data-autosave-form-target=state]")).to_contain_text("Đã lưu")


def collect_evidence(person: Person, home: str, names: list[str]) -> None:
    colours = ["red", "green", "blue", "yellow"]
    for name, colour in zip(names, colours, strict=False):
        page = person.go(f"{home}/minh-chung/them/?criterion=1.3&kind=bang_so_lieu")
        page.locator("[name=name]").fill(name)
        page.get_by_role("button", name="Lưu và thêm tệp").click()
        page.locator("input[type=file]").first.set_input_files(
            {"name": f"{colour}.png", "mimeType": "image/png", "buffer": picture(colour)}
        )
        expect(page.get_by_text(f"{colour}.png").first).to_be_visible()


def verify_all(secretary: Person, home: str) -> None:
    page = secretary.go(f"{home}/minh-chung/?status=pending")
    urls = [one.get_attribute("href") for one in page.locator("table.md tbody th a").all()]
    for url in urls:
        page = secretary.go(str(url))
        page.get_by_role("button", name="Xác minh", exact=False).first.click()
        expect(page.get_by_text("Đã xác minh").first).to_be_visible()
