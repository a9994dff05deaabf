"""The improvement plan as its people carry it: the secretary writes, the principal approves, a teacher reports on a
phone, the commune's officer approves and sees the board."""

import re

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.queries import actions_of
from minhdinh.improvement.models import Action
from tests.assessments.cases import YEAR
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member
from tests.improvement.plans import LIMIT, PRIORITY, Desk, make_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}
VIEWS = ("bang", "cot", "thoi-gian")


@pytest.fixture
def desk(transactional_db) -> Desk:
    found = make_desk(opened=False)
    people = {
        Role.SECRETARY: ("thuky", "Trần Thu Ký"),
        Role.PRINCIPAL: ("hieutruong", "Phạm Quang Minh"),
        Role.MEMBER: ("giaovien", "Lê Thị Mẫu"),
    }
    for role, (username, name) in people.items():
        found.case.people[role] = member(found.school, role, username=username, full_name=name)
    member(found.commune, Role.COMMUNE_OFFICER, username="congchucxa", full_name="Nguyễn Tấn Tài")
    with scopes_disabled():
        found.remark()
        found.remark(part="priorities", words=PRIORITY)
        found.unmet()
    return found


@pytest.fixture
def people(desk, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def secretary_writes(secretary: Person, desk: Desk) -> None:
    page = secretary.go(desk.url())
    check(page)
    page.get_by_role("button", name="Lập kế hoạch cải tiến").click()
    expect(page.get_by_role("heading", name="Được đề xuất")).to_be_visible()
    check(page)
    page.get_by_label(LIMIT).check()
    page.get_by_role("button", name="Đưa các vấn đề đã chọn vào kế hoạch").click()
    expect(page.get_by_text("Đã đưa 1 vấn đề vào kế hoạch.")).to_be_visible()
    page.get_by_text("Để ngỏ kèm lý do").click()
    page.get_by_label("Lý do để ngỏ").fill("Đã khắc phục trong tháng 9.")
    page.get_by_role("button", name="Để ngỏ", exact=True).click()
    expect(page.get_by_text("Đã khắc phục trong tháng 9.")).to_be_visible()
    check(page)


def secretary_adds(secretary: Person, desk: Desk) -> None:
    page = secretary.go(desk.url("viec/moi/"))
    check(page)
    page.get_by_label("Nội dung cải tiến").fill("Vận động tài trợ phòng học bộ môn")
    page.get_by_label("Thời gian thực hiện").fill("11/2026 - 5/20271")
    page.get_by_label("Thời gian thực hiện").press("Tab")
    expect(page.get_by_text("năm cần đủ bốn chữ số")).to_be_visible()
    page.get_by_label("Thời gian thực hiện").fill("11/2026 - 5/2027")
    page.get_by_label("Thời gian thực hiện").press("Tab")
    expect(page.get_by_text("Hiểu là: từ 01/11/2026 đến hết 31/05/2027.")).to_be_visible()
    page.get_by_label("Giao cho").select_option(label="Lê Thị Mẫu")
    page.get_by_label("Cần cấp trên phê duyệt").check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã thêm việc cải tiến.")).to_be_visible()
    for view in VIEWS:
        check(secretary.go(f"{desk.url()}?xem={view}"))
    page.get_by_role("link", name="Vận động tài trợ phòng học bộ môn").click()
    page.get_by_label("Nội dung trình").fill("Kính trình kế hoạch vận động tài trợ.")
    page.get_by_role("button", name="Trình phê duyệt").click()
    expect(page.get_by_text("Đã trình Ủy ban nhân dân xã An Bình.")).to_be_visible()
    check(page)


def officer_answers(officer: Person, desk: Desk) -> None:
    page = officer.go(f"/co-quan/{desk.commune.code}/{YEAR}/cai-tien/")
    check(page)
    page.get_by_role("link", name="Vận động tài trợ phòng học bộ môn").click()
    page.get_by_label("Phê duyệt", exact=True).check()
    page.get_by_label("Số văn bản").fill("12/UBND")
    check(page)
    page.get_by_role("button", name="Trả lời trường").click()
    expect(page.get_by_text("Đã trả lời trường.")).to_be_visible()


def principal_approves(principal: Person, desk: Desk) -> None:
    page = principal.go(desk.url())
    page.get_by_label("Số kế hoạch").fill("18/KH-THCS")
    page.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(page.get_by_text("Đã duyệt kế hoạch cải tiến.")).to_be_visible()
    check(page)


def teacher_reports(teacher: Person, action: Action, desk: Desk) -> None:
    page = teacher.go(desk.url(f"viec/{action.pk}/"))
    check(page)
    page.get_by_label("Tình trạng").select_option(label="Gặp vướng mắc")
    page.get_by_label("Lý do").fill("Chưa đủ kinh phí.")
    page.get_by_role("button", name="Ghi tiến độ").click()
    expect(page.get_by_text("Đã ghi tiến độ.")).to_be_visible()
    expect(page.get_by_text("Chưa đủ kinh phí.").first).to_be_visible()
    check(page)
    for view in VIEWS:
        check(teacher.go(f"{desk.url()}?xem={view}"))


def secretary_monitors(secretary: Person, desk: Desk) -> None:
    page = secretary.go(desk.url("giam-sat/mid_year/"))
    check(page)
    page.get_by_label("Người đánh giá").fill("Hội đồng tự đánh giá")
    page.get_by_label("Kết quả thực hiện").fill("Một việc vướng kinh phí, xã đã phê duyệt vận động tài trợ.")
    page.get_by_role("button", name="Ghi kết quả giám sát").click()
    expect(page.get_by_text("Đã ghi kết quả giám sát.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Đã ghi ngày"))).to_be_visible()


def officer_reminds(officer: Person, desk: Desk) -> None:
    page = officer.go(f"/co-quan/{desk.commune.code}/{YEAR}/cai-tien/")
    check(page)
    page.get_by_label("Chọn Trường THCS An Bình").check()
    page.get_by_role("button", name="Nhắc nhở trường đã chọn").click()
    expect(page.get_by_text("báo tiến độ thực hiện kế hoạch cải tiến").first).to_be_visible()


def test_from_the_proposals_to_the_reminder(desk: Desk, people) -> None:
    secretary, officer = people("thuky"), people("congchucxa", **PHONE)
    secretary_writes(secretary, desk)
    secretary_adds(secretary, desk)
    officer_answers(officer, desk)
    principal_approves(people("hieutruong", **PHONE), desk)
    with scopes_disabled():
        action = actions_of(desk.plan)[-1]
        assert action.outside_state == "granted"
    teacher_reports(people("giaovien", **PHONE), action, desk)
    secretary_monitors(secretary, desk)
    officer_reminds(officer, desk)
    secretary_on_a_phone(people("thuky", **PHONE), desk, action)


def secretary_on_a_phone(secretary: Person, desk: Desk, action: Action) -> None:
    rests = ("", "van-de/", "phan-chung/", "giam-sat/mid_year/", "giam-sat/year_end/", f"viec/{action.pk}/")
    for rest in rests:
        check(secretary.go(desk.url(rest)))


def test_two_people_write_the_same_part_and_both_texts_are_offered(desk: Desk, people, page_errors) -> None:
    page_errors.expect("409")
    with scopes_disabled():
        open_plan(actor=desk.actor(), school=desk.school, year=YEAR)
    url = desk.url("phan-chung/")
    secretary, principal = people("thuky"), people("hieutruong", **PHONE)
    mine, theirs = secretary.go(url), principal.go(url)
    mine.get_by_label("Kết quả đạt được").fill("Chữ của thư ký")
    mine.get_by_role("button", name="Lưu", exact=True).click()
    expect(mine.get_by_text("Đã lưu phần chung của kế hoạch.")).to_be_visible()
    theirs.get_by_label("Kết quả đạt được").fill("Chữ của hiệu trưởng")
    theirs.get_by_role("button", name="Lưu", exact=True).click()
    expect(theirs.get_by_label("Bản đang lưu")).to_contain_text("Chữ của thư ký")
    expect(theirs.get_by_label("Bản Thầy/Cô gõ")).to_contain_text("Chữ của hiệu trưởng")
    expect(theirs.get_by_label("Kết quả đạt được")).to_have_value("Chữ của hiệu trưởng")
    check(theirs)
    theirs.get_by_label("Kết quả đạt được").fill("Chữ của cả hai")
    theirs.get_by_role("button", name="Lưu", exact=True).click()
    expect(theirs.get_by_text("Đã lưu phần chung của kế hoạch.")).to_be_visible()
    with scopes_disabled():
        assert desk.plan.texts["achieved"] == "Chữ của cả hai"
