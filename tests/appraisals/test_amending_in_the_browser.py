"""A decision changes a standing council, and the heir of a school ends what it left, as people do it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from tests.appraisals.forming import Office, make_office
from tests.e2e.people import serious_violations, sign_in, width_overflow
from tests.factories import SchoolFactory, member
from tests.organisations.reorganising import carry_out, merger, there

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}


@pytest.fixture
def office(transactional_db) -> Office:
    made = make_office()
    made.form()
    member(made.world.department, Role.DEPARTMENT_SPECIALIST, username="chuyenvien", full_name="Trần Thị Sở")
    made.expert(full_name="Cao Thị Mới")
    return made


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def sign(page: Page, number: str) -> None:
    page.get_by_label("Số quyết định sửa đổi, bổ sung").fill(number)
    page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")


def test_one_more_and_another_role(office, live_server, new_context) -> None:
    officer = sign_in(new_context, live_server.url, "chuyenvien")
    page = officer.go(office.world.office_url("doan/"))
    page.get_by_role("link", name="Bổ sung người").click()
    check(page)
    page.get_by_role("button", name="Chọn Cao Thị Mới").click()
    expect(page.get_by_role("heading", name="Cao Thị Mới")).to_be_visible()
    check(page)
    sign(page, "20/QĐ-SGDĐT")
    page.get_by_label("số người nên là số lẻ").check()
    page.get_by_role("button", name="Bổ sung theo quyết định này").click()
    expect(page.get_by_text("Hãy phân công lại tiêu chí")).to_be_visible()
    officer.go(office.world.office_url("doan/"))
    expect(page.get_by_text("bổ sung Cao Thị Mới")).to_be_visible()
    page.get_by_role("link", name="Vai trò").nth(2).click()
    expect(page.get_by_label("Thư ký")).to_be_visible()
    check(page)
    page.get_by_label("Thư ký").check()
    sign(page, "21/QĐ-SGDĐT")
    page.get_by_role("button", name="Đổi vai trò theo quyết định này").click()
    expect(page.get_by_text("Đã đổi vai trò")).to_be_visible()
    small = sign_in(new_context, live_server.url, "chuyenvien", **PHONE)
    page = small.go(office.world.office_url("doan/"))
    check(page)
    page = small.go(office.world.office_url("doan/bo-sung/"))
    check(page)


def test_the_heir_ends_what_was_left(office, live_server, new_context) -> None:
    heir = SchoolFactory(under=office.world.department)
    member(heir, Role.PRINCIPAL, username="ketuc", full_name="Lê Thị Kế")
    with scopes_disabled():
        carry_out(merger(office.world.school, into=there(heir), day=timezone.localdate()))
    for options in ({}, PHONE):
        head = sign_in(new_context, live_server.url, "ketuc", **options)
        page = head.go(f"/truong/{heir.code}/dang-ky/")
        check(page)
    page.get_by_label("Lý do, căn cứ").fill("Sáp nhập theo Quyết định 5/QĐ-UBND.")
    page.get_by_role("button", name="Rút hồ sơ này").click()
    page.get_by_role("dialog").get_by_role("button", name="Rút hồ sơ", exact=True).click()
    expect(page.get_by_text("Đã kết thúc hồ sơ đăng ký")).to_be_visible()
    assert office.world.fresh().outcome == "withdrawn"
