"""A registration as a school does it: the council prepares, the principal sends, gets it back, sends again, withdraws."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, Outcome
from minhdinh.appraisals.models import Case as Registered
from minhdinh.lib.text import vn_date
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import PDF
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}
PICTURES = os.environ.get("MINHDINH_TEST_PICTURES", "")


@pytest.fixture
def world(transactional_db, request) -> World:
    found = make_registered(request.param)
    member(found.school, Role.PRINCIPAL, username="hieutruong", full_name="Phạm Quang Minh")
    member(found.school, Role.SECRETARY, username="thuky", full_name="Lê Thị Hà")
    with scopes_disabled():
        Registered.objects.all().delete()
    return found


@pytest.fixture
def people(world, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


def check(page: Page, name: str = "") -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    if PICTURES and name:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def prepare(secretary: Person, world: World, looks: str) -> None:
    page = secretary.go(f"/truong/{world.school.code}/dang-ky/")
    check(page, f"{looks}-1-san-sang")
    page.get_by_label("Mức trường tự nhận").select_option("1")
    page.get_by_role("button", name="Lập hồ sơ đăng ký").click()
    expect(page.get_by_text("Đã lập hồ sơ đăng ký.")).to_be_visible()
    check(page, f"{looks}-2-ho-so")
    page.get_by_label("Số công văn").fill("12/CV-THCS")
    page.get_by_label("Ngày công văn").first.fill(vn_date(timezone.localdate()))
    page.locator("#cong-van").get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu công văn")).to_be_visible()
    page.get_by_label("Điều kiện a").select_option("met")
    page.locator("#dieu-kien-a").get_by_label("Căn cứ").fill("Khóa 2022–2026 đã hoàn thành")
    page.locator("#dieu-kien-a").get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu điều kiện a.")).to_be_visible()
    page.locator("#giay-to summary").click()
    page.get_by_label("Tệp", exact=False).last.set_input_files(
        {"name": "cong-van.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.locator("#giay-to").get_by_role("button", name="Thêm tệp").click()
    expect(page.get_by_text("Đã thêm tệp “cong-van.pdf”.")).to_be_visible()
    check(page, f"{looks}-3-du")


def send(head: Person, world: World, looks: str, button: str = "Gửi hồ sơ") -> None:
    page = head.go(f"/truong/{world.school.code}/dang-ky/")
    page.get_by_role("link", name="Mở hồ sơ đăng ký").click()
    page.get_by_role("link", name="Xem lại và gửi hồ sơ").click()
    check(page, f"{looks}-4-xem-lai")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("Đã gửi hồ sơ đăng ký tới")).to_be_visible()
    check(page, f"{looks}-5-da-gui")


@pytest.mark.parametrize("world", [TT57, TT2018], indirect=True)
@pytest.mark.parametrize("looks", ["may-tinh", "dien-thoai"])
def test_a_school_registers_and_takes_it_back(world: World, people, looks: str) -> None:
    options = PHONE if looks == "dien-thoai" else {}
    prepare(people("thuky", **options), world, looks)
    head = people("hieutruong", **options)
    send(head, world, looks)
    with scopes_disabled():
        case = Registered.objects.select_related("school", "department", "intake").get()
    take_step(
        actor=world.officer(), case=case, act=Act.GIVE_BACK, version=1, note="Thiếu danh sách minh chứng."
    )
    send(head, world, looks, "Gửi lại hồ sơ")
    page = head.page
    expect(page.get_by_text("Thiếu danh sách minh chứng.")).to_be_visible()
    page.get_by_label("Lý do").fill("Trường đăng ký vào năm sau.")
    page.locator("#rut").get_by_role("button", name="Rút hồ sơ").click()
    page.get_by_role("dialog").get_by_role("button", name="Rút hồ sơ").click()
    expect(page.get_by_text("Đã rút hồ sơ đăng ký.")).to_be_visible()
    check(page, f"{looks}-6-da-rut")
    with scopes_disabled():
        assert Registered.objects.get().outcome == Outcome.WITHDRAWN
    check(head.go(f"/truong/{world.school.code}/dang-ky/"), f"{looks}-7-lich-su")
