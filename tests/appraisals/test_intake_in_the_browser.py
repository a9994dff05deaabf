"""A dossier comes in: the commune gives it back, forwards it, the department accepts it and sets a day."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation
from tests.appraisals.registered import World, make_registered
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}
PICTURES = os.environ.get("MINHDINH_TEST_PICTURES", "")


@pytest.fixture
def world(transactional_db) -> World:
    found = make_registered(stage="checking")
    with scopes_disabled():
        Organisation.objects.filter(pk=found.school.pk).update(name="Trường THCS Đồng Mẫu")
    assert found.commune is not None
    member(found.commune, Role.COMMUNE_OFFICER, username="canboxa", full_name="Trần Thị Xã")
    member(found.department, Role.DEPARTMENT_SPECIALIST, username="chuyenvien", full_name="Lê Văn Sở")
    member(found.department, Role.SUPERVISOR, username="giamsat", full_name="Vũ Thị Xem")
    return found


@pytest.fixture
def people(world, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


def check(page: Page, name: str = "") -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    if PICTURES and name:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def commune_forwards(officer: Person, world: World) -> None:
    assert world.commune is not None
    page = officer.go(f"/co-quan/{world.commune.code}/dang-ky/")
    check(page, "list-commune")
    page.get_by_role("link", name="Trường THCS Đồng Mẫu").click()
    check(page, "case-commune")
    page.get_by_role("button", name="Trả lại để bổ sung").first.click()
    expect(page.get_by_role("dialog").get_by_label("Những gì còn thiếu")).to_contain_text("công văn đăng ký")
    check(page, "give-back")
    page.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    page.get_by_role("button", name="Chuyển hồ sơ lên Sở").first.click()
    page.get_by_label("Ý kiến của cơ quan chuyển hồ sơ").fill("Xã nhất trí, đề nghị Sở thẩm định.")
    page.get_by_role("dialog").get_by_role("button", name="Chuyển hồ sơ lên Sở").click()
    expect(page.get_by_text("Hồ sơ đã chuyển sang bước “Sở tiếp nhận, kiểm tra hồ sơ”.")).to_be_visible()
    expect(page.get_by_role("button", name="Trả lại để bổ sung")).to_have_count(0)


def department_accepts(specialist: Person, world: World) -> None:
    page = specialist.go(f"/co-quan/{world.department.code}/dang-ky/")
    page.get_by_role("link", name="Việc của cơ quan này").click()
    check(page, "list-department")
    page.get_by_role("link", name="Trường THCS Đồng Mẫu").click()
    expect(page.get_by_text("Xã nhất trí, đề nghị Sở thẩm định.")).to_be_visible()
    page.get_by_role("button", name="Tiếp nhận hồ sơ").first.click()
    expect(page.get_by_label("Số tiếp nhận")).to_have_value(f"0001/{timezone.localdate().year}")
    check(page, "accept")
    page.get_by_role("dialog").get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(page.get_by_text("Đã tiếp nhận với số")).to_be_visible()
    page.get_by_role("button", name="Đổi hạn").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Hạn mới").fill(vn_date(timezone.localdate()))
    dialog.get_by_label("Lý do").fill("Sở hẹn xong trong ngày")
    dialog.get_by_role("button", name="Đổi hạn").click()
    expect(page.get_by_text("Đã đổi hạn của bước này.")).to_be_visible()
    check(page, "case-department")


def department_sets_days(specialist: Person, world: World) -> None:
    page = specialist.go(f"/co-quan/{world.department.code}/quy-dinh-danh-gia/")
    check(page, "regime")
    row = page.get_by_role("row", name="Sở tiếp nhận, kiểm tra hồ sơ")
    row.get_by_role("button", name="Đặt lại").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Giá trị").fill("5")
    dialog.get_by_label("Căn cứ").fill("Công văn 12/SGDĐT ngày 05/9/2026")
    check(page, "regime-dialog")
    dialog.get_by_role("button", name="Đặt giá trị").click()
    expect(row).to_contain_text("Công văn 12/SGDĐT")
    check(page, "regime-set")


def test_a_dossier_comes_in(people, world) -> None:
    commune_forwards(people("canboxa"), world)
    specialist = people("chuyenvien")
    department_accepts(specialist, world)
    department_sets_days(specialist, world)


def test_on_a_phone(people, world) -> None:
    reader = people("chuyenvien", **PHONE)
    for name, address in {
        "phone-list": f"/co-quan/{world.department.code}/dang-ky/",
        "phone-case": world.office_url(),
        "phone-regime": f"/co-quan/{world.department.code}/quy-dinh-danh-gia/",
    }.items():
        check(reader.go(address), name)
