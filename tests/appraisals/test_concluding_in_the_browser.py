"""The last steps of an external evaluation as its people do them: conclude, send, object, answer, finish, improve."""

import re

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.queries import final_report
from minhdinh.appraisals.enums import Act, BodyRole
from minhdinh.appraisals.models import Conclusion
from tests.appraisals.concluded import make_concluding, step, vote, write_part, write_report
from tests.appraisals.registered import TT57, TT2018, World
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}
REASON = "Kế hoạch không nêu người phụ trách."


@pytest.fixture
def people(live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def agree(page: Page, label: str) -> None:
    """Answer the question that a step asks."""
    page.locator("dialog[open]").get_by_role("button", name=label).click()


def leader_concludes(leader: Person, world: World) -> None:
    page = leader.go(world.url("ket-luan/", room="danh-gia"))
    check(page)
    page.get_by_role("link", name=re.compile("Tiêu chuẩn 1")).click()
    form = page.get_by_role("form", name="Kết luận 1.3")
    form.get_by_label("Mức", exact=True).select_option("0")
    form.get_by_label("Điểm yếu").fill("Chưa phân công người phụ trách")
    expect(form.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    form.get_by_label("Lý do").fill(REASON)
    expect(form.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    page.wait_for_timeout(900)
    page.reload()
    expect(form.get_by_label("Lý do")).to_have_value(REASON)
    check(page)


def leader_sends(leader: Person, world: World) -> None:
    page = leader.go(world.url("ket-luan/", room="danh-gia"))
    expect(page.get_by_text("khác, có lý do")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Gửi dự thảo báo cáo cho trường").click()
    agree(page, "Thực hiện")
    expect(page.get_by_text("Đã gửi dự thảo báo cáo cho trường.")).to_be_visible()
    check(page)


def council_objects(secretary: Person, world: World) -> None:
    page = secretary.go(world.url("du-thao/"))
    expect(page.get_by_text(REASON)).to_be_visible()
    check(page)
    page.get_by_text("Ghi ý kiến 1.3").click()
    page.locator("details[open]").get_by_label("Ý kiến, lý do của trường").fill(
        "Người phụ trách có ở trang 3."
    )
    page.locator("details[open]").get_by_role("button", name="Lưu ý kiến").click()
    expect(page.get_by_text("Đã lưu ý kiến.")).to_be_visible()
    expect(page.get_by_role("heading", name="Gửi phản hồi")).to_be_hidden()
    check(page)


def principal_answers(principal: Person, world: World) -> None:
    page = principal.go(world.url("du-thao/"))
    page.get_by_label("Nhất trí với dự thảo").check()
    page.get_by_role("button", name="Gửi phản hồi").click()
    agree(page, "Gửi")
    expect(page.get_by_text("Trường đang có 1 ý kiến")).to_be_visible()
    page.get_by_label("Có ý kiến").check()
    page.get_by_role("button", name="Gửi phản hồi").click()
    agree(page, "Gửi")
    expect(page.get_by_text("Đã gửi phản hồi.")).to_be_visible()
    check(page)


def leader_finishes(leader: Person, world: World) -> None:
    page = leader.go(world.url("ket-luan/phan-hoi/", room="danh-gia"))
    check(page)
    page.get_by_label("Tiếp thu").check()
    page.get_by_label("Lý do, hoặc nội dung đã sửa").fill("Đã xem trang 3, nâng lên Mức 1.")
    page.get_by_role("button", name="Lưu xử lý").click()
    expect(page.get_by_text("Đã lưu ý kiến xử lý.")).to_be_visible()
    page = leader.go(world.url("ket-luan/?tieu-chuan=1", room="danh-gia"))
    form = page.get_by_role("form", name="Kết luận 1.3")
    form.get_by_label("Mức", exact=True).select_option("1")
    expect(form.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    page = leader.go(world.url("ket-luan/", room="danh-gia"))
    page.get_by_role("button", name="Xác nhận kết quả").click()
    expect(page.get_by_text("Đã xác nhận kết quả.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Hoàn thiện báo cáo").click()
    agree(page, "Thực hiện")
    expect(page.get_by_text("Đã hoàn thiện báo cáo")).to_be_visible()


def test_from_the_conclusion_to_what_the_school_improves(people, page_errors) -> None:
    page_errors.expect("422")  # agreed in spite of an objection
    world = make_concluding(TT2018)
    write_report(world)
    leader = people(world.members[BodyRole.LEADER].user.username)
    leader_concludes(leader, world)
    leader_sends(leader, world)
    council_objects(people(world.user(world.school, Role.SECRETARY).username, **PHONE), world)
    principal = people(world.user(world.school, Role.PRINCIPAL).username)
    principal_answers(principal, world)
    leader_finishes(leader, world)
    officer = people(world.user(world.department, Role.DEPARTMENT_SPECIALIST).username)
    page = officer.go(world.office_url("bao-cao/"))
    expect(page.get_by_role("heading", name="Báo cáo hoàn thiện")).to_be_visible()
    check(page)
    step(world, Act.SUBMIT, world.specialist())
    page = principal.go(world.url("bao-cao-hoan-thien/"))
    expect(page.get_by_text("Chưa có trong kế hoạch cải tiến").first).to_be_visible()
    expect(page.get_by_role("heading", name="Khác với bản dự thảo")).to_be_visible()
    check(page)
    with scopes_disabled():
        final = final_report(world.fresh())
        assert final is not None
        assert final.content["objections"][0]["reply"] == "taken_up"
        assert Conclusion.objects.get(criterion="1.3").level == 1


def test_a_council_votes_on_phones(people) -> None:
    world = make_concluding(TT57)
    write_report(world)
    write_part(world, "introduction", "Hội đồng làm việc theo Quyết định 15.")
    member = people(world.members[BodyRole.MEMBER].user.username, **PHONE)
    page = member.go(world.url("ket-luan/phieu-y-kien/", room="danh-gia"))
    check(page)
    page.get_by_label("Đồng ý", exact=True).check()
    expect(page.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    page.get_by_role("button", name="Gửi phiếu").click()
    agree(page, "Gửi")
    expect(page.get_by_text("Đã gửi phiếu ý kiến.")).to_be_visible()
    check(page)
    for place in ("ket-luan/", "ket-luan/?tieu-chuan=2", "ket-luan/phan-chung/"):
        check(member.go(world.url(place, room="danh-gia")))
    for role in (BodyRole.LEADER, BodyRole.SECRETARY):
        vote(world, role)
    page = member.go(world.url("ket-luan/phieu-y-kien/", room="danh-gia"))
    expect(page.get_by_text("Đã đủ phiếu")).to_be_visible()
