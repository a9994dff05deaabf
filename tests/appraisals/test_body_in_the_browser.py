"""A council from the department's page to a member's declaration, as people do it."""

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from tests.appraisals.forming import Office, make_office
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}


@pytest.fixture
def office(transactional_db) -> Office:
    made = make_office()
    member(made.world.department, Role.DEPARTMENT_SPECIALIST, username="chuyenvien", full_name="Trần Thị Sở")
    User.objects.filter(pk=made.experts[0].pk).update(username="chutich")
    made.expert(made.world.school, full_name="Hồ Thị Trong")
    return made


@pytest.fixture
def people(office, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def choose(page: Page, words: str, name: str) -> None:
    page.get_by_label("Họ tên, không cần dấu").fill(words)
    page.get_by_label("Họ tên, không cần dấu").press("Enter")
    page.get_by_role("button", name=f"Chọn {name}").click()
    expect(page.get_by_role("rowheader", name=name)).to_be_visible()


def department_forms(officer: Person, office: Office) -> None:
    page = officer.go(office.world.office_url("doan/lap/"))
    check(page)
    page.get_by_label("Số quyết định").fill("15/QĐ-SGDĐT")
    today, later = office.decision().starts_on, office.decision().ends_on
    page.get_by_label("Ngày quyết định").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Từ ngày").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Đến hết ngày").fill(f"{later:%d/%m/%Y}")
    for words, name in (
        ("bui thi an", "Bùi Thị An"),
        ("dang van binh", "Đặng Văn Bình"),
        ("ho thi trong", "Hồ Thị Trong"),
    ):
        choose(page, words, name)
    expect(page.get_by_text("đang làm việc tại").first).to_be_visible()
    check(page)
    page.get_by_role("button", name="Bỏ Hồ Thị Trong").click()
    choose(page, "le thi chi", "Lê Thị Chi")
    page.get_by_role("button", name="Đề xuất chia đều").click()
    expect(page.get_by_label("1.3: Đặng Văn Bình")).to_be_checked()
    expect(page.get_by_label("Số quyết định")).to_have_value("15/QĐ-SGDĐT")
    page.get_by_role("button", name="Lập và giao việc").click()
    expect(page.get_by_role("alert")).to_contain_text("ít hơn 5 người")
    page.get_by_label("Có 3 người, ít hơn 5 người.").check()
    check(page)
    page.get_by_role("button", name="Lập và giao việc").click()
    expect(page.get_by_text("Đã lập và báo các thành viên.")).to_be_visible()
    check(page)


def member_declares(examiner: Person, office: Office) -> None:
    page = examiner.go("/ho-so-toi-danh-gia/")
    check(page)
    page.get_by_role("link", name=f"Cam kết {office.world.school.name}").click()
    check(page)
    page.get_by_label("Tôi không có lợi ích liên quan với trường này.").check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Đã ghi nhận cam kết.")).to_be_visible()


def department_changes(officer: Person, office: Office) -> None:
    page = officer.go(office.world.office_url("doan/"))
    expect(page.get_by_text("Đã cam kết")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Lê Thị Chi")
    row.get_by_text("Thôi", exact=True).click()
    row.get_by_label("Lý do").fill("Nghỉ ốm.")
    check(page)
    row.get_by_role("button", name="Cho thôi tham gia").click()
    expect(page.get_by_text("Tiêu chí chưa giao cho ai: 2.3.")).to_be_visible()
    page.get_by_role("link", name="Chọn người thay").click()
    page.get_by_role("button", name="Chọn Phạm Văn Dũng").click()
    check(page)
    page.get_by_role("button", name="Thay", exact=True).click()
    expect(page.get_by_text("Phạm Văn Dũng đã thay Lê Thị Chi.")).to_be_visible()
    page.get_by_role("link", name="Phân công lại").click()
    check(page)
    officer.go(f"/co-quan/{office.world.department.code}/doan-hoi-dong/")
    check(officer.page)


def test_from_the_decision_to_the_declaration(office: Office, people, page_errors) -> None:
    page_errors.expect("422")  # the page that asks to confirm a doubt
    officer = people("chuyenvien")
    department_forms(officer, office)
    member_declares(people("chutich", **PHONE), office)
    department_changes(officer, office)
