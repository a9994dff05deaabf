"""A cross-check as its people do it: the office pairs, the reviewer comments, the school answers, the office reads."""

import re

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CrossCheck, CrossComment
from tests.appraisals.desk import Desk, make_desk
from tests.assessments.cases import filed_item, write
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def desk(transactional_db) -> Desk:
    found = make_desk()
    member(found.school, Role.PRINCIPAL, username="hieutruong", full_name="Phạm Quang Minh")
    with scopes_disabled():
        item = filed_item(found.case, name="Quyết định thành lập hội đồng trường")
        write(found.case, found.case.slot("1.3"), "Nhà trường có đủ phòng học", [item])
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


def office_pairs(office: Person, desk: Desk) -> None:
    page = office.go(desk.office_url())
    check(page)
    page.get_by_role("link", name="Ghép tự động").click()
    check(page)
    page.get_by_role("button", name="Xem các cặp").click()
    expect(page.get_by_role("heading", name="Các cặp được đề nghị")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Phân công các cặp này").click()
    expect(page.get_by_text("Đã phân công 2 cặp trường.")).to_be_visible()
    check(page)


def leader_names(leader: Person, desk: Desk) -> None:
    """The reviewing school's principal follows the notice and sends a teacher."""
    page = leader.go(desk.school_url(school=desk.reviewing))
    check(page)
    page.get_by_label("Cử người kiểm tra").select_option(label="Lê Thị Chéo")
    page.get_by_role("button", name="Cử", exact=True).click()
    expect(page.get_by_text("Đã cử Lê Thị Chéo.")).to_be_visible()


def reviewer_comments(reviewer: Person, desk: Desk) -> None:
    page = reviewer.go(f"/vao/{desk.school.code}/")
    check(page)
    page.get_by_role("link", name="Tiêu chuẩn 1").click()
    expect(page.get_by_text("Nhà trường có đủ phòng học")).to_be_visible()
    check(page)
    form = page.get_by_role("form", name="Góp ý tiêu chí 1.3")
    form.get_by_label("Điểm tốt").fill("Mô tả rõ ràng, có minh chứng.")
    form.get_by_label("Gợi ý").fill("Nên nêu số liệu của ba năm.")
    expect(form.get_by_text(re.compile("^Đã lưu"))).to_be_visible()
    page.reload()
    expect(form.get_by_label("Gợi ý")).to_have_value("Nên nêu số liệu của ba năm.")
    page.get_by_role("button", name="Gửi góp ý").click()
    page.locator("dialog[open]").get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Đã gửi 1 góp ý cho trường.")).to_be_visible()
    check(page)


def school_answers(principal: Person, desk: Desk) -> None:
    page = principal.go(desk.school_url())
    check(page)
    expect(page.get_by_text("Nên nêu số liệu của ba năm.")).to_be_visible()
    page.get_by_label("Trường trả lời góp ý ở tiêu chí 1.3").fill("Trường đã bổ sung bảng số liệu.")
    page.get_by_role("button", name="Lưu câu trả lời").click()
    expect(page.get_by_text("Đã lưu câu trả lời.")).to_be_visible()


def office_reads(office: Person, desk: Desk) -> None:
    page = office.go(desk.office_url())
    expect(page.get_by_text("1/1")).to_be_visible()
    page.get_by_role("link", name="Trường THCS An Bình").first.click()
    expect(page.get_by_text("Trường đã bổ sung bảng số liệu.")).to_be_visible()
    expect(page.get_by_text("Mô tả rõ ràng, có minh chứng.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Kết thúc").click()
    page.locator("dialog[open]").get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_text("Đã kết thúc kiểm tra chéo Trường THCS An Bình.")).to_be_visible()


def test_from_pairing_to_the_digest(desk: Desk, people, page_errors) -> None:
    page_errors.expect("404")  # the desk after the check was closed
    office = people("congchucxa")
    office_pairs(office, desk)
    leader_names(people("hieutruongban"), desk)
    reviewer = people("giaovienban", **PHONE)
    reviewer_comments(reviewer, desk)
    school_answers(people("hieutruong", **PHONE), desk)
    office_reads(office, desk)
    with scopes_disabled():
        assert CrossComment.objects.get().answer == "Trường đã bổ sung bảng số liệu."
        assert CrossCheck.objects.get(school=desk.school).is_closed
    answer = reviewer.page.goto(reviewer.base + desk.review_url())
    assert answer is not None
    assert answer.status == 404
