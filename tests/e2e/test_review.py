"""A sheet goes from hand to hand: a reason on a passage, its resolution, an approval that falls; two write at once."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.review import save_review_steps
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import CouncilMember, ParallelText, PassageRevision
from tests.assessments.cases import YEAR, Case, decide, make_case, small_set
from tests.e2e.people import Person, card, serious_violations, sign_in, width_overflow, write
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
PEOPLE = (
    ("thanhvien", "Đỗ Hải Lâm", Role.MEMBER),
    ("nhomtruong", "Vũ Thị Thanh", Role.MEMBER),
    ("thuky", "Lê Thu Hà", Role.SECRETARY),
    ("chutich", "Hoàng Thị Ngọc", Role.CHAIR),
)


@pytest.fixture
def case(transactional_db: None) -> Case:
    """Return a school with 1.3 decided, written by a member of a led group, and a chain of three steps."""
    with scopes_disabled():
        found = make_case(standard_set=small_set())
        users = {
            name: member(found.school, role, username=name, full_name=full) for name, full, role in PEOPLE
        }
        seats = [
            MemberValues(
                name=full, role=role, user_id=users[name].pk, group="Nhóm 1", leads_group=name == "nhomtruong"
            )
            for name, full, role in PEOPLE
        ]
        actor, assessment = found.system, found.assessment
        save_council(actor=actor, assessment=assessment, values=CouncilValues("1/QĐ", None, members=seats))
        seat = CouncilMember.objects.get(user=users["thanhvien"])
        decide(found)
        save_assignments(actor=actor, assessment=assessment, pairs={(found.sheet().pk, seat.pk)}, leads={})
        save_review_steps(actor=actor, assessment=assessment, steps=["group_lead", "secretary", "chair"])
    return found


@pytest.fixture
def people(case: Case, live_server, new_context):
    def enter(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return enter


@pytest.fixture
def sheet(case: Case) -> str:
    return f"/truong/{case.school.code}/{YEAR}/tieu-chi/thcs/1.3/"


def press(page: Page, name: str) -> None:
    page.locator("#trang-thai-phieu").get_by_role("button", name=name, exact=True).click()


def stands(page: Page, words: str) -> None:
    expect(page.locator("#trang-thai-phieu .pill").first).to_have_text(words)


def look(page: Page, name: str) -> None:
    """Check a page as it stands; its picture is kept where E2E_PICTURES names a folder."""
    if folder := os.environ.get("E2E_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
    assert serious_violations(page) == [], name
    assert width_overflow(page) == 0, name


def test_a_sheet_goes_from_hand_to_hand(case: Case, sheet: str, people, page_errors) -> None:
    page_errors.expect("422")
    page_errors.expect("409")
    writer, lead = people("thanhvien"), people("nhomtruong")
    page = writer.go(sheet)
    press(page, "Trình phiếu này")
    stands(page, "Chờ duyệt")

    return_on_a_passage(lead.go(sheet))
    mend_and_resolve(writer.go(sheet))

    press(lead.go(sheet), "Đồng ý, chuyển bước sau")
    press(people("thuky").go(sheet), "Đồng ý, chuyển bước sau")
    chair = people("chutich")
    page = chair.go(sheet)
    stale = chair.page.context.new_page()
    stale.goto(chair.base + sheet)
    press(page, "Duyệt phiếu")
    stands(page, "Đã duyệt")
    expect(page.get_by_text(re.compile("Hoàng Thị Ngọc duyệt lúc"))).to_be_visible()
    press(stale, "Duyệt phiếu")
    expect(stale.get_by_role("alert")).to_contain_text("đã thay đổi sau khi Thầy/Cô mở trang")

    change_after_approval(writer.go(sheet))
    page = chair.go("/thong-bao/")
    expect(page.get_by_text("Duyệt tiêu chí 1.3 không còn hiệu lực").first).to_be_visible()
    page = chair.go(sheet)
    stands(page, "Đang nhập")
    expect(page.get_by_text("duyệt không còn hiệu lực; cần trình lại")).to_be_visible()
    look(page, "duyet-het-hieu-luc")
    look(chair.go(f"{sheet}lich-su/"), "lich-su-phieu")
    look(chair.go(f"/truong/{case.school.code}/{YEAR}/duyet-phieu/"), "duyet-phieu")


def return_on_a_passage(page: Page) -> None:
    press(page, "Trả lại")
    dialog = page.get_by_role("dialog", name="Trả lại phiếu")
    dialog.get_by_label("Chỗ cần sửa").select_option(label="Đoạn mô tả 1.3.1a")
    dialog.get_by_label("Cần sửa gì").fill("Ghi rõ ngày trích xuất số liệu")
    dialog.get_by_role("button", name="Trả lại", exact=True).click()
    stands(page, "Cần sửa")
    panel = page.locator("#gop-y")
    expect(panel).to_contain_text("Ghi rõ ngày trích xuất số liệu")
    expect(panel).to_contain_text("Buộc sửa")


def mend_and_resolve(page: Page) -> None:
    """The writer cannot hand the sheet in before the reason is resolved; answers by name and resolves it."""
    press(page, "Trình phiếu này")
    expect(page.get_by_role("alert")).to_contain_text("Còn 01 góp ý buộc sửa")
    thread = page.locator("#gop-y .thread").first
    thread.get_by_text("Trả lời", exact=True).first.click()
    field = thread.get_by_role("textbox", name="Trả lời")
    field.press_sequentially("Đã ghi, nhờ @vu")
    page.get_by_role("option", name="Vũ Thị Thanh").click()
    expect(field).to_have_value("Đã ghi, nhờ @Vũ Thị Thanh ")
    field.press_sequentially("xem")
    thread.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator("#gop-y .mention")).to_have_text("@Vũ Thị Thanh")
    look(page, "gop-y")
    page.reload()
    page.locator("#gop-y").get_by_role("button", name="Đã xong").click()
    expect(page.locator("#gop-y")).to_contain_text("Không có góp ý đang mở.")
    press(page, "Trình phiếu này")
    stands(page, "Chờ duyệt")


def change_after_approval(page: Page) -> None:
    state = write(page, "1.3.1a", " Trích xuất ngày 15/10/2026.")
    expect(state).to_contain_text("Đã lưu")
    stands(page, "Đang nhập")
    expect(page.locator("#trang-thai-phieu")).to_contain_text("duyệt không còn hiệu lực")


def test_a_comment_from_marked_words_on_a_phone(case: Case, sheet: str, people) -> None:
    page = people("thuky", viewport=PHONE).go(sheet)
    page.evaluate(
        """() => {
          const text = document.querySelector('[id="yc-1.3.1a"] .passage-body p').firstChild;
          getSelection().setBaseAndExtent(text, 0, text, 9);
        }"""
    )
    card(page, "1.3.1a").get_by_role("button", name="Góp ý 1.3.1a").click()
    form = page.locator(".talk-new")
    expect(form.get_by_label("Về")).to_have_value(f"{case.slot()}@1")
    expect(form.locator("blockquote")).to_have_text("Nhà trường"[:9])
    form.get_by_role("textbox").fill("Nêu tên trường")
    form.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator("#gop-y .thread")).to_contain_text("Nêu tên trường")
    expect(page.locator("#gop-y .thread .quote")).to_have_text("Nhà trườn")
    look(page, "gop-y-dien-thoai")


def test_two_write_one_of_them_offline_for_an_hour(case: Case, sheet: str, people, page_errors) -> None:
    """Both texts survive on the server and stand side by side when the one without a line comes back."""
    page_errors.expect("409")
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    away, here = people("thanhvien"), people("thuky")
    away.page.clock.install()
    page = away.go(sheet)
    page.context.set_offline(True)
    state = write(page, "1.3.1a", " Viết ở điểm trường, không có mạng.")
    expect(state).to_contain_text("Mất mạng")

    other = here.go(sheet)
    expect(write(other, "1.3.1a", " Thư ký viết ở văn phòng.")).to_contain_text("Đã lưu")
    page.clock.fast_forward("01:00:00")
    expect(state).to_contain_text("Mất mạng")
    page.context.set_offline(False)

    dialog = page.get_by_role("dialog", name="Đoạn này vừa được sửa ở nơi khác")
    expect(dialog).to_contain_text("Viết ở điểm trường, không có mạng.", timeout=20_000)
    expect(dialog).to_contain_text("Thư ký viết ở văn phòng.")
    with scopes_disabled():
        kept = ParallelText.objects.get()
        assert "Viết ở điểm trường" in str(kept.body)
        assert kept.author_name == "Đỗ Hải Lâm"
    dialog.get_by_role("button", name="Để sau").click()

    # Also somebody else finds both, whatever becomes of the other machine.
    other.reload()
    other.locator("#gop-y").get_by_role("link", name="Xem hai bản").click()
    both = other.locator("#song-song .versus")
    expect(both).to_contain_text("Viết ở điểm trường, không có mạng.")
    expect(both).to_contain_text("Thư ký viết ở văn phòng.")
    look(other, "song-song")
    keep_mine(page, case)


def keep_mine(page: Page, case: Case) -> None:
    """The one who was away goes on with the own words; the others stay in the history."""
    card(page, "1.3.1a").get_by_role("button", name="Xem hai bản").click()
    page.get_by_role("dialog").get_by_role("button", name="Giữ bản của tôi").click()
    expect(card(page, "1.3.1a").locator("[data-passage-target=state]")).to_contain_text("Đã lưu")
    with scopes_disabled():
        texts = list(PassageRevision.objects.order_by("version").values_list("text", flat=True))
        assert "Thư ký viết ở văn phòng." in texts[-2]
        assert "Viết ở điểm trường, không có mạng." in texts[-1]
        assert case.sheet().state == SheetState.DRAFTING


def test_taking_the_other_text_settles_the_own_one(sheet: str, people, page_errors) -> None:
    page_errors.expect("409")
    writer, secretary = people("thanhvien").go(sheet), people("thuky").go(sheet)
    expect(write(secretary, "1.3.1a", " Một.")).to_contain_text("Đã lưu")
    write(writer, "1.3.1a", " Hai.")
    with writer.expect_response(re.compile("song-song")):
        writer.get_by_role("dialog").get_by_role("button", name="Lấy bản kia").click()
    expect(card(writer, "1.3.1a")).to_contain_text("Một.")
    writer.reload()
    expect(writer.locator("#gop-y")).not_to_contain_text("chưa gộp")


def test_the_page_shows_who_else_is_here(case: Case, sheet: str, people) -> None:
    people("chutich").go(sheet)
    writer = people("thanhvien")
    writer.page.clock.install()
    page = writer.go(sheet)
    expect(page.locator(".presence")).to_contain_text("Hoàng Thị Ngọc đang mở phiếu này")
    write(page, "1.3.1a", " Thêm.")
    with page.expect_response(re.compile("co-mat")):
        page.clock.fast_forward(21_000)
    other = people("thuky").go(sheet)
    expect(other.locator(".presence")).to_contain_text("Đỗ Hải Lâm đang sửa 1.3.1a")
    expect(card(other, "1.3.1a").locator(".presence-here")).to_have_text("Đỗ Hải Lâm đang sửa")
    look(other, "dang-sua")
