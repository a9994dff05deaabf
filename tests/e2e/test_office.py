"""A commune officer's morning: who is late, reminding them, and what the school's secretary finds."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from minhdinh.oversight.enums import StepKind
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import World, make_world, member
from tests.oversight.boards import YEAR, assess, campaign, one_at_each_stage, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
BOARD = f"/co-quan/xa-an-binh/{YEAR}/theo-doi/"


@pytest.fixture
def world(transactional_db: None) -> World:
    """A commune with a school at every stage; An Bình has opened its year, Sơn Ca has not been seen for weeks."""
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    found = make_world()
    member(found.school, Role.SECRETARY, username="thuky", full_name="Lê Thu Hà")
    opened(found.school)
    schools = one_at_each_stage(found.commune)
    assess(schools[0], idle=41)
    campaign(
        found.department,
        (StepKind.SELF_ASSESSMENT, -5),
        (StepKind.REGISTRATION, 20),
        legal_basis="CV 100/SGDĐT",
    )
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


def test_the_late_school_is_seen_reminded_and_knows_it(people) -> None:
    officer = people("congchucxa")
    page = officer.go(BOARD)
    expect(page.get_by_role("heading", name=re.compile("12 trường đã hoàn thành báo cáo"))).to_be_visible()
    look(page, "board")
    page.get_by_role("link", name=re.compile("trường chậm")).click()
    expect(page).to_have_url(re.compile("late=1"))
    row = page.get_by_role("row", name=re.compile("Trường THCS An Bình"))
    expect(row).to_contain_text("Chậm 5 ngày")
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Nhắc nhở trường đã chọn").click()
    expect(page.get_by_text("Lê Thu Hà (Thư ký hội đồng tự đánh giá)")).to_be_visible()
    look(page, "remind")
    page.get_by_label("Lời nhắc").fill("{truong}: hoàn thành báo cáo trong tuần này. {han}")
    page.get_by_role("button", name=re.compile("Gửi lời nhắc")).click()
    expect(page.get_by_text("Đã nhắc.")).to_be_visible()
    look(page, "reminder")
    page.get_by_role("link", name="Trường THCS An Bình").click()
    expect(page.get_by_role("heading", name="Quy trình tự đánh giá")).to_be_visible()
    page.get_by_label("Ghi chú mới").fill("Hẹn thứ Sáu đến trường")
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_text("Hẹn thứ Sáu đến trường")).to_be_visible()
    look(page, "school")

    secretary = people("thuky")
    page = secretary.go(f"/truong/thcs-an-binh/{YEAR}/")
    expect(page.get_by_text("Trường THCS An Bình: hoàn thành báo cáo trong tuần này.").first).to_be_visible()
    expect(page.get_by_text("quá hạn 5 ngày")).to_be_visible()
    look(page, "overview")
    page.locator(".topbar").get_by_role("link", name=re.compile("Thông báo")).click()
    look(page, "notices")
    page.get_by_role("link", name=re.compile("hoàn thành báo cáo trong tuần này")).click()
    expect(page).to_have_url(re.compile(f"/truong/thcs-an-binh/{YEAR}/$"))
    expect(page.locator(".dot-count")).to_have_count(0)


def test_a_campaign_is_opened_and_its_day_moved(people) -> None:
    page = people("chuyenvien").go(f"/co-quan/so/{YEAR}/dot-cong-tac/moi/")
    page.get_by_label("Tên đợt").fill("Tự đánh giá học kỳ I")
    page.locator("[name=steps-0-kind]").select_option("data")
    page.locator("[name=steps-0-due]").fill("25/05/2027")
    page.locator("[name=targets-0-percent]").fill("90")
    look(page, "campaign-new")
    page.get_by_role("button", name="Mở đợt và báo các trường").click()
    expect(page.get_by_text("Đã mở đợt")).to_be_visible()
    look(page, "campaign")
    page.get_by_label("Hạn mới").fill("05/06/2027")
    page.get_by_label("Lý do", exact=False).first.fill("Mưa bão")
    page.get_by_role("button", name="Đổi hạn và báo các trường").click()
    expect(page.get_by_text("25/05/2027 → 05/06/2027")).to_be_visible()


def test_everything_fits_a_phone(people) -> None:
    officer = people("congchucxa", viewport=PHONE)
    for name, path in (
        ("board", "theo-doi/"),
        ("remind", "nhac-nho/?all=1"),
        ("school", "truong/thcs-an-binh/"),
        ("campaigns", "dot-cong-tac/"),
        ("campaign-new", "dot-cong-tac/moi/"),
    ):
        look(officer.go(f"/co-quan/xa-an-binh/{YEAR}/{path}"), f"phone-{name}")
    look(officer.go("/thong-bao/"), "phone-notices")


def test_all_of_a_department_by_commune(people) -> None:
    page = people("chuyenvien").go(f"/co-quan/so/{YEAR}/theo-doi/?group=commune")
    expect(page.get_by_role("rowheader", name="Ủy ban nhân dân xã Phú Sơn")).to_be_visible()
    look(page, "board-by-commune")
