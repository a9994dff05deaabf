"""A day of the department's specialist and one of the ministry's: from the live board to figures that others read."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Locator, Page, expect
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.lib.text import vn_date
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import OrganisationKind
from minhdinh.oversight.enums import StepKind
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import World, make_world, member
from tests.oversight.boards import YEAR, campaign, one_at_each_stage, school_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
TABLE = "Tự đánh giá, đánh giá ngoài theo cấp học"


@pytest.fixture
def world(transactional_db: None) -> World:
    """A province of two communes with schools at every stage; the report was due five days ago."""
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    found = make_world()
    member(found.ministry, Role.MINISTRY_OFFICER, username="chuyenvienbo", full_name="Vương Thị Linh")
    one_at_each_stage(found.commune)
    school_at(found.other_commune, "sealed", profile__school_type=SchoolType.PRIMARY)
    campaign(found.department, (StepKind.SELF_ASSESSMENT, -5), (StepKind.REGISTRATION, 20))
    return found


@pytest.fixture
def people(world: World, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


def look(page: Page, name: str) -> None:
    """Check a page as it stands; its picture is kept where E2E_PICTURES names a folder."""
    if folder := os.environ.get("E2E_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
    assert serious_violations(page) == [], name
    assert width_overflow(page) == 0, name


def menu(page: Page, name: str) -> None:
    """Choose an entry of the menu at the side."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()


def lines(page: Page) -> list[list[str]]:
    """Return the rows of the page's first table as texts."""
    rows = page.locator("table.md").first.locator("tbody tr")
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


def row_of(page: Page, name: str) -> Locator:
    return page.locator("table.md").first.get_by_role("row", name=re.compile(name))


def test_the_specialist_follows_reminds_counts_and_asks(people, tmp_path) -> None:
    page = people("chuyenvien").go(f"/co-quan/so/{YEAR}/theo-doi/")
    remind_the_late(page)
    extend_the_campaign(page)
    figures = from_a_number_to_its_schools(page)
    read_the_files(page, figures, tmp_path)
    ask_the_communes(page, people)


def remind_the_late(page: Page) -> None:
    """The list of late schools is filtered, several are ticked, and the sending is on record."""
    expect(page.get_by_role("heading", name="4/14 trường đã hoàn thành báo cáo")).to_be_visible()
    look(page, "so-board")
    page.get_by_role("link", name=re.compile("trường chậm")).click()
    expect(page).to_have_url(re.compile("late=1"))
    look(page, "so-board-late")
    boxes = page.get_by_role("checkbox", name=re.compile("^Chọn "))
    expect(boxes).to_have_count(10)
    for box in boxes.all()[:3]:
        box.check()
    page.get_by_role("button", name="Nhắc nhở trường đã chọn").click()
    expect(page.get_by_role("button", name="Gửi lời nhắc (3 trường)")).to_be_visible()
    look(page, "so-remind")
    page.get_by_role("button", name="Gửi lời nhắc (3 trường)").click()
    expect(page.get_by_text("Đã nhắc.")).to_be_visible()
    assert len(lines(page)) == 3
    look(page, "so-reminder")


def extend_the_campaign(page: Page) -> None:
    """A later day with its reason takes the lateness away from the board."""
    menu(page, "Theo dõi các trường")
    page.get_by_role("link", name="Đợt mẫu").first.click()
    later = vn_date(timezone.localdate() + dt.timedelta(days=30))
    page.get_by_label("Việc").first.select_option(label="Hoàn thành báo cáo tự đánh giá")
    page.get_by_label("Hạn mới").fill(later)
    page.locator("[name=reason]").first.fill("Nhiều trường nghỉ tránh bão")
    page.get_by_role("button", name="Đổi hạn và báo các trường").click()
    expect(page.get_by_text("Nhiều trường nghỉ tránh bão")).to_be_visible()
    expect(page.get_by_text(f"→ {later}")).to_be_visible()
    look(page, "so-campaign")
    menu(page, "Theo dõi các trường")
    expect(page.get_by_role("link", name=re.compile("trường chậm"))).to_have_count(0)


def from_a_number_to_its_schools(page: Page) -> list[list[str]]:
    """Open the table of the reports; the number of finished schools leads to exactly these schools."""
    menu(page, "Thống kê")
    look(page, "so-statistics")
    page.get_by_role("main").get_by_role("link", name=TABLE).click()
    look(page, "so-table")
    figures = lines(page)
    assert figures[1][:3] == ["Trường tiểu học", "01", "01"]
    assert figures[-1][:2] == ["Cộng", "14"]
    number = row_of(page, "Trường THCS").get_by_role("link").nth(1)
    count = int(number.inner_text())
    number.click()
    expect(page.get_by_role("heading", name="Các trường", level=1)).to_be_visible()
    assert len(lines(page)) == count
    assert count == 3
    look(page, "so-schools-behind")
    page.go_back()
    return figures


def read_the_files(page: Page, figures: list[list[str]], folder: Path) -> None:
    """The workbook and the Word annex say what the screen says."""
    wanted = [[cell for cell in row if cell] for row in figures]
    with page.expect_download() as got:
        page.get_by_role("main").get_by_role("link", name="Excel", exact=True).click()
    got.value.save_as(folder / "figures.xlsx")
    sheet = load_workbook(str(folder / "figures.xlsx")).get_sheet_by_index(0).to_python()
    filled = [[str(cell) for cell in row if cell != ""] for row in sheet]
    assert all(row in filled for row in wanted)
    with page.expect_download() as got:
        page.get_by_role("main").get_by_role("link", name="Word", exact=True).click()
    got.value.save_as(folder / "figures.docx")
    tables = Document(str(folder / "figures.docx")).tables
    printed = [
        [cell.text.strip() for cell in row.cells if cell.text.strip()] for one in tables for row in one.rows
    ]
    assert all(row in printed for row in wanted)


def ask_the_communes(page: Page, people) -> None:
    """A quick report is asked for; a commune answers with one press and the department sees the sum."""
    menu(page, "Yêu cầu số liệu")
    page.get_by_role("link", name="Yêu cầu cấp dưới").click()
    page.get_by_label("Nội dung yêu cầu").fill("Báo cáo nhanh tiến độ tự đánh giá")
    page.get_by_label("Hạn trả lời").fill(vn_date(timezone.localdate() + dt.timedelta(days=3)))
    look(page, "so-ask")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_text("0/2 cơ quan đã trả lời")).to_be_visible()

    officer = people("congchucxa").go(f"/co-quan/xa-an-binh/{YEAR}/yeu-cau-so-lieu/")
    officer.get_by_role("link", name="Báo cáo nhanh tiến độ tự đánh giá").click()
    look(officer, "xa-answer")
    officer.get_by_role("button", name="Gửi số liệu này").click()
    expect(officer.get_by_text("Đã gửi số liệu lúc này.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("1/2 cơ quan đã trả lời")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("xã An Bình"))).to_contain_text("Nguyễn Tấn Tài")
    look(page, "so-answers")


def test_the_ministry_goes_from_the_country_to_a_province_and_its_years(people) -> None:
    ministry = people("chuyenvienbo")
    page = ministry.go(f"/co-quan/bo/{YEAR}/theo-doi/?group=commune")
    province = row_of(page, "Sở Giáo dục và Đào tạo An Hòa")
    expect(province).to_contain_text("14")
    look(page, "bo-board")
    province.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/co-quan/so/.*/theo-doi/"))
    expect(page.get_by_role("button", name=re.compile("Nhắc nhở"))).to_have_count(0)
    look(page, "bo-board-province")

    page = ministry.go(f"/co-quan/bo/{YEAR}/thong-ke/")
    page.get_by_role("main").get_by_role("link", name="Theo đơn vị").click()
    expect(row_of(page, "Sở Giáo dục và Đào tạo An Hòa")).to_be_visible()
    assert [row[0] for row in lines(page)] == ["Sở Giáo dục và Đào tạo An Hòa", "Cộng"]
    look(page, "bo-by-province")

    menu(page, "Cây đơn vị")
    page.get_by_role("link", name="Chi tiết Sở Giáo dục và Đào tạo An Hòa").click()
    page.get_by_role("main").locator("a[href='/co-quan/so/']").click()
    menu(page, "Thống kê")
    page.get_by_role("main").get_by_role("link", name="Theo đơn vị").click()
    expect(row_of(page, "Ủy ban nhân dân xã Phú Sơn")).to_be_visible()
    names = [row[0] for row in lines(page)]
    assert names == ["Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân xã Phú Sơn", "Cộng"]
    look(page, "bo-province")
    page.get_by_role("link", name="Qua các năm").click()
    expect(row_of(page, YEAR)).to_be_visible()
    years = lines(page)
    assert len(years) == 5
    [running] = [row for row in years if row[0] == YEAR]
    assert running[1:3] == ["14", "04"]
    look(page, "bo-trend")


def test_both_work_on_a_phone(people) -> None:
    specialist = people("chuyenvien", viewport=PHONE)
    for name in ("theo-doi/?late=1", "nhac-nho/?all=1", "thong-ke/", "thong-ke/self-assessment-by-level/",
                 "thong-ke/truong/?completed=1", "yeu-cau-so-lieu/moi/"):  # fmt: skip
        look(specialist.go(f"/co-quan/so/{YEAR}/{name}"), "phone-so-" + re.sub(r"\W+", "-", name))
    ministry = people("chuyenvienbo", viewport=PHONE)
    for name in ("theo-doi/?group=commune", "thong-ke/by-commune/", "thong-ke/trend/"):
        look(ministry.go(f"/co-quan/bo/{YEAR}/{name}"), "phone-bo-" + re.sub(r"\W+", "-", name))
