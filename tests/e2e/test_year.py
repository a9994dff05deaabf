"""The whole year of a council: five people in five browsers, from the decision to the second monitoring and the next year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.improvement.models import Action, Monitoring
from tests.e2e.people import Person, card, cite, write
from tests.e2e.rest import write_the_rest
from tests.e2e.steps import (
    YEAR,
    assign_criterion,
    collect_evidence,
    found_the_council,
    open_the_year,
    verify_all,
)

NEXT = "2027-2028"
WEAKNESS = "Việc theo dõi chuyên cần chưa được rà soát theo tháng."
TASK = "Rà soát sổ theo dõi chuyên cần vào ngày 25 hằng tháng"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_a_year_of_five_people(school, home, people, page_errors):
    page_errors.expect("422")
    secretary, writer, leader, chair, principal = (
        people(name) for name in ("thuky", "thanhvien", "nhomtruong", "chutich", "hieutruong")
    )
    open_the_year(secretary, school)
    found_the_council(secretary, home, leader="Vũ Thị Thanh")
    choose_the_review(secretary, home)
    assign_criterion(secretary, home)

    sees_the_work(writer, "1.3")
    collect_evidence(writer, home, ["Bảng số liệu học sinh và lớp", "Sổ theo dõi chuyên cần"])
    verify_all(secretary, home)
    write_the_sheet(writer, home)
    says_what_is_missing(writer, home)
    hand_in(writer, home)

    pass_on(leader, home)
    send_back(secretary, home)
    mend_and_hand_in(writer, home)
    pass_on(leader, home)
    pass_on(secretary, home)
    approve_sheet(chair, home)
    approval_falls(writer, chair, home)

    with scopes_disabled():
        write_the_rest(SelfAssessment.objects.get(school=school, year=YEAR))
    approve_report(secretary, chair, home)

    plan_the_improvement(secretary, principal, home)
    report_progress(writer, home)
    monitor_twice(secretary, home)
    open_the_next_year(secretary, writer, school)


def choose_the_review(secretary: Person, home: str) -> None:
    page = secretary.go(f"{home}/duyet-phieu/")
    for label in ("Nhóm trưởng", "Thư ký", "Chủ tịch"):
        page.get_by_role("checkbox", name=re.compile(label)).check()
    page.get_by_role("button", name="Lưu các bước").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)


def sees_the_work(writer: Person, criterion: str) -> None:
    page = writer.go("/viec-cua-toi/")
    expect(page.get_by_role("link", name=re.compile(rf"\b{re.escape(criterion)}\b")).first).to_be_visible()


def sheet_of(person: Person, home: str) -> Page:
    return person.go(f"{home}/tieu-chi/thcs/1.3/")


def write_the_sheet(writer: Person, home: str) -> None:
    page = sheet_of(writer, home)
    state = write(page, "1.3.1a", "Năm học 2026-2027, nhà trường có 612 học sinh ở 18 lớp ")
    cite(page, "bang so lieu")
    page.keyboard.type(".")
    expect(state).to_contain_text("Đã lưu")
    page = sheet_of(writer, home)
    mirror = page.locator("#doi-chieu")
    mirror.get_by_role("button", name=re.compile("^Đạt Mức 1")).click()
    expect(mirror.get_by_role("button", name=re.compile("^Đạt Mức 1"))).to_have_attribute(
        "aria-pressed", "true"
    )


def says_what_is_missing(writer: Person, home: str) -> None:
    """ "Chưa có" of a suggestion is kept as a weakness with its own words."""
    page = sheet_of(writer, home)
    own = card(page, "1.3.1b")
    own.get_by_role("link", name=re.compile("Gợi ý")).click()
    nothing = own.locator("details.suggest-card", has_text="Chưa có").last
    nothing.locator("summary").click()
    nothing.locator("[name=weakness]").fill(WEAKNESS)
    nothing.get_by_role("button", name="Ghi “Chưa có”").click()
    expect(own.get_by_text("đã ghi").first).to_be_visible()


def hand_in(writer: Person, home: str) -> None:
    page = sheet_of(writer, home)
    page.get_by_role("button", name="Trình phiếu này").click()
    expect(page.get_by_role("button", name="Rút lại")).to_be_visible()


def pass_on(person: Person, home: str) -> None:
    page = sheet_of(person, home)
    with page.expect_navigation():
        page.get_by_role("button", name="Đồng ý, chuyển bước sau").click()


def send_back(secretary: Person, home: str) -> None:
    """The secretary returns the sheet with a reason that stands at the passage."""
    page = sheet_of(secretary, home)
    page.get_by_role("button", name="Trả lại").click()
    dialog = page.get_by_role("dialog", name="Trả lại phiếu")
    place = dialog.locator("[name=place]")
    place.select_option(label=place.locator("option", has_text="1.3.1a").first.inner_text())
    dialog.locator("[name=reason]").fill("Ghi thêm số lớp theo từng khối.")
    dialog.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Ghi thêm số lớp theo từng khối.").first).to_be_visible()


def mend_and_hand_in(writer: Person, home: str) -> None:
    page = sheet_of(writer, home)
    expect(page.locator("#gop-y").get_by_text("Ghi thêm số lớp theo từng khối.")).to_be_visible()
    state = write(page, "1.3.1a", " Khối 6 có 5 lớp, khối 7 có 5 lớp, khối 8 và 9 mỗi khối 4 lớp.")
    expect(state).to_contain_text("Đã lưu")
    page.locator("#gop-y").get_by_role("button", name="Đã xong").click()
    expect(page.locator("#gop-y").get_by_text("Không có góp ý đang mở.")).to_be_visible()
    hand_in(writer, home)


def approve_sheet(chair: Person, home: str) -> None:
    page = sheet_of(chair, home)
    page.get_by_role("button", name="Duyệt phiếu").click()
    expect(page.get_by_text("Đã duyệt").first).to_be_visible()


def approval_falls(writer: Person, chair: Person, home: str) -> None:
    """A changed text is not the one that was approved: the sheet waits for its people again."""
    page = sheet_of(writer, home)
    state = write(page, "1.3.1a", " Số liệu tính đến ngày 15/9/2026.")
    expect(state).to_contain_text("Đã lưu")
    with scopes_disabled():
        assert Sheet.objects.get(criterion="1.3").state == SheetState.DRAFTING
    hand_in(writer, home)
    pass_on(chair, home)
    pass_on(chair, home)
    approve_sheet(chair, home)


def approve_report(secretary: Person, chair: Person, home: str) -> None:
    page = secretary.go(f"{home}/duyet/")
    page.get_by_role("button", name="Trình duyệt báo cáo").click()
    page.get_by_role("button", name="Đồng ý").click()
    page.locator("[name=held_on]").fill("2026-11-20")
    page.locator("[name=summary]").fill("Hội đồng nhất trí thông qua.")
    page.get_by_role("button", name="Ghi cuộc họp").click()
    expect(page.get_by_text("nhất trí thông qua").first).to_be_visible()
    page = chair.go(f"{home}/duyet/")
    page.get_by_role("button", name="Duyệt báo cáo").click()
    expect(page.get_by_text("Hội đồng đã duyệt").first).to_be_visible()


def plan_the_improvement(secretary: Person, principal: Person, home: str) -> None:
    """The weakness of the sheet stands among the proposals; it becomes an issue with one action, approved."""
    page = secretary.go(f"{home}/cai-tien/")
    page.get_by_role("button", name="Lập kế hoạch cải tiến").click()
    page = secretary.go(f"{home}/cai-tien/van-de/")
    page.get_by_role("checkbox", name=WEAKNESS).check()
    page.get_by_role("button", name="Đưa các vấn đề đã chọn vào kế hoạch").click()
    page.get_by_role("link", name="Thêm việc").first.click()
    page.locator("[name=content]").fill(TASK)
    page.locator("[name=time_text]").fill("11/2026–5/2027")
    people = page.locator("[name=owner_user_id]")
    people.select_option(label=people.locator("option", has_text="Đỗ Hải Lâm").first.inner_text())
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text(TASK).first).to_be_visible()

    page = principal.go(f"{home}/cai-tien/")
    page.locator("[name=number]").fill("12/KH-THCS")
    page.locator("#duyet [name=date]").fill("2026-11-21")
    page.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(page.get_by_text("đã duyệt lúc")).to_be_visible()


def report_progress(writer: Person, home: str) -> None:
    page = writer.go(f"{home}/cai-tien/")
    page.get_by_role("link", name=TASK).first.click()
    page.locator("[name=state]").select_option("doing")
    page.locator("[name=note]").fill("Đã rà soát tháng 11.")
    page.get_by_role("button", name="Ghi tiến độ").click()
    expect(page.get_by_text("Đã rà soát tháng 11.").first).to_be_visible()
    with scopes_disabled():
        assert Action.objects.get(content=TASK).state == "doing"


def monitor_twice(secretary: Person, home: str) -> None:
    page = secretary.go(f"{home}/cai-tien/")
    addresses = [str(one.get_attribute("href")) for one in page.locator("#giam-sat .check-list a").all()]
    for address in addresses:
        page = secretary.go(address)
        page.locator("[name=result]").fill("Thực hiện đúng tiến độ.")
        page.locator("[name=assessor]").fill("Hội đồng tự đánh giá")
        page.get_by_role("button", name="Ghi kết quả giám sát").click()
        expect(page.get_by_text("Đã ghi kết quả giám sát.")).to_be_visible()
    with scopes_disabled():
        assert Monitoring.objects.count() == 2


def open_the_next_year(secretary: Person, writer: Person, school) -> None:
    """Texts and people go on; a carried text does not count until somebody answers for it."""
    page = secretary.go(f"/truong/{school.code}/mo-nam-hoc/")
    page.locator("[name=year]").fill(NEXT)
    source = page.locator("[name=source]")
    source.select_option(label=source.locator("option", has_text=YEAR).first.inner_text())
    page.get_by_role("button", name="Mở năm học").click()
    page.get_by_role("button", name="Mở năm học và kế thừa").click()
    expect(page.get_by_text(NEXT).first).to_be_visible()
    home = f"/truong/{school.code}/{NEXT}"
    page = sheet_of(writer, home)
    own = card(page, "1.3.1a")
    expect(own).to_contain_text("612 học sinh")
    expect(own.get_by_text("Kế thừa, chờ cập nhật.")).to_be_visible()
    own.get_by_role("button", name="Còn đúng").click()
    expect(own.get_by_text("Đã xác nhận đoạn này còn đúng.")).to_be_visible()
    expect(own.locator(".citation")).to_have_count(1)
