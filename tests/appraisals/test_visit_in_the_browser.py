"""A visit as its people do it: asked and answered, planned, noted and photographed without a line, minutes closed."""

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CaseFile, Question, Visit, VisitNote
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import photograph, planned
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.evidence.factories import pdf_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}
DESK = "danh-gia"


@pytest.fixture
def world(transactional_db) -> World:
    return make_registered(TT57, stage="visit")


@pytest.fixture
def enter(live_server, new_context):
    def signed_in(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return signed_in


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def note(page: Page, words: str) -> None:
    page.get_by_label("Nội dung").fill(words)
    page.get_by_role("button", name="Ghi lại").click()


def notes(expected: int) -> list[str]:
    with scopes_disabled():
        assert VisitNote.objects.count() == expected
        return list(VisitNote.objects.order_by("id").values_list("text", flat=True))


def test_what_is_noted_and_photographed_without_a_line_arrives_once(world: World, enter, page_errors) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    visit = planned(world, starts=-1)
    phone = enter(world.members["member"].user.username, **PHONE)
    page = phone.go(world.url(f"khao-sat/{visit.pk}/", DESK))
    check(page)
    state = page.locator("[data-field-notes-target=state]")
    note(page, "Ghi khi có mạng")
    expect(page.locator("#da-ghi").get_by_text("Ghi khi có mạng")).to_be_visible()
    page.context.set_offline(True)
    note(page, "Ghi khi mất mạng")
    page.get_by_label("Chú thích ảnh").fill("Phòng học bộ môn")
    page.get_by_label("Ảnh (chụp hoặc chọn)").set_input_files(
        {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(3000, 2200))}
    )
    page.get_by_role("button", name="Gửi ảnh").click()
    expect(state).to_contain_text("Chờ gửi: 2")
    check(page)
    page.get_by_label("Nội dung").fill("Đang gõ dở")
    page.context.set_offline(False)
    expect(state).to_contain_text("Đã gửi hết")
    expect(page.locator("#da-ghi").get_by_text("Ghi khi mất mạng")).to_be_visible()
    expect(page.get_by_role("img", name="Phòng học bộ môn")).to_be_visible()
    expect(page.get_by_label("Nội dung")).to_have_value("Đang gõ dở")
    assert notes(2) == ["Ghi khi có mạng", "Ghi khi mất mạng"]
    with scopes_disabled():
        assert CaseFile.objects.get().note == "Phòng học bộ môn"
    check(page)


def test_a_closed_page_loses_nothing_and_an_answer_lost_on_the_way_makes_no_second_row(
    world: World, enter, page_errors
) -> None:
    page_errors.expect("ERR_FAILED")
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    visit = planned(world, starts=-1)
    phone = enter(world.members["member"].user.username, **PHONE)
    page = phone.go(world.url(f"khao-sat/{visit.pk}/", DESK))

    def arrives_but_the_answer_is_lost(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/ghi-chep/", arrives_but_the_answer_is_lost)
    note(page, "Tới mà không biết")
    expect(page.locator("[data-field-notes-target=state]")).to_contain_text("Chờ gửi: 1")
    assert notes(1) == ["Tới mà không biết"]
    page.unroute("**/ghi-chep/")
    page.context.set_offline(True)
    note(page, "Ghi rồi đóng trang")
    page.get_by_label("Nội dung").fill("Đang gõ dở")
    expect(page.locator("[data-field-notes-target=state]")).to_contain_text("Chờ gửi: 2")
    page.close()
    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(phone.base + world.url(f"khao-sat/{visit.pk}/", DESK))
    expect(again.locator("[data-field-notes-target=state]")).to_contain_text("Đã gửi hết")
    expect(again.get_by_label("Nội dung")).to_have_value("Đang gõ dở")
    assert sorted(notes(2)) == ["Ghi rồi đóng trang", "Tới mà không biết"]


def kept_names(page: Page) -> list[str]:
    return page.evaluate(
        "async () => (await caches.keys()).filter((one) => one.startsWith('minhdinh-visit|'))"
    )


def test_the_page_opens_without_a_line_and_what_is_done_there_arrives_once(
    world: World, enter, page_errors
) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    visit = planned(world, starts=-1)
    phone = enter(world.members["member"].user.username, **PHONE)
    address = world.url(f"khao-sat/{visit.pk}/", DESK)
    page = phone.go(address)
    note(page, "Ghi khi có mạng")
    expect(page.locator("#da-ghi").get_by_text("Ghi khi có mạng")).to_be_visible()
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then((one) => one.active.state === 'activated')"
    )
    assert len(kept_names(page)) == 1
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Đang mở không có mạng.")).to_be_visible()
    assert "Ghi khi có mạng" not in page.content(), "only the bare form is kept"
    check(page)
    note(page, "Ghi ở trang mở không mạng")
    page.get_by_label("Ảnh (chụp hoặc chọn)").set_input_files(
        {"name": "IMG_3.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(3000, 2200))}
    )
    page.get_by_role("button", name="Gửi ảnh").click()
    expect(page.locator("[data-field-notes-target=state]")).to_contain_text("Chờ gửi: 2")
    page.context.set_offline(False)
    expect(page.locator("[data-field-notes-target=state]")).to_contain_text("Đã gửi hết")
    assert notes(2) == ["Ghi khi có mạng", "Ghi ở trang mở không mạng"]
    with scopes_disabled():
        assert CaseFile.objects.count() == 1
    page.reload()
    expect(page.locator("#da-ghi").get_by_text("Ghi ở trang mở không mạng")).to_be_visible()


def test_signing_out_takes_the_kept_page_away_and_no_other_page_is_ever_kept(
    world: World, enter, page_errors
) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    visit = planned(world, starts=-1)
    phone = enter(world.members["member"].user.username, **PHONE)
    address = world.url(f"khao-sat/{visit.pk}/", DESK)
    page = phone.go(address)
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then((one) => one.active.state === 'activated')"
    )
    kept = page.evaluate(
        "async () => { const found = []; for (const name of await caches.keys())"
        " for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);"
        " return found; }"
    )
    assert [one for one in kept if not one.startswith("/static/")] == [f"{address}ngoai-mang/"]
    page.context.clear_cookies()
    page.goto(phone.base + "/")
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    assert kept_names(page) == []


def test_a_refusal_is_shown_and_kept(world: World, enter, page_errors) -> None:
    page_errors.expect("422")
    visit = planned(world, starts=-1)
    page = enter(world.members["member"].user.username).go(world.url(f"khao-sat/{visit.pk}/", DESK))
    page.locator("#ghi-tieu-chi").evaluate("one => one.append(new Option('Lạ', 'thcs:99.9', true, true))")
    note(page, "Về tiêu chí lạ")
    expect(page.get_by_text("Báo cáo không có tiêu chí này.")).to_be_visible()
    expect(page.get_by_text("Không gửi được: 1")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Không gửi được: 1")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Bỏ").click()
    expect(page.get_by_text("Đã gửi hết")).to_be_visible()
    assert notes(0) == []


def test_from_a_question_to_closed_minutes(world: World, enter) -> None:
    leader = enter(world.members["leader"].user.username)
    page = leader.go(world.url("cau-hoi/", DESK))
    check(page)
    page.get_by_label("Câu hỏi, yêu cầu").fill("Xin bổ sung sổ họp tổ chuyên môn.")
    page.get_by_role("button", name="Gửi cho trường").click()
    expect(page.get_by_text("Đã gửi câu hỏi cho trường.")).to_be_visible()
    check(page)
    school = enter(world.user(world.school, "secretary").username, **PHONE)
    page = school.go(world.url("cau-hoi/"))
    check(page)
    page.get_by_label("Trả lời", exact=True).fill("Trường gửi sổ họp.")
    page.get_by_label("Minh chứng bổ sung").set_input_files(
        {"name": "so-hop.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
    )
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_text("Đã gửi câu trả lời.")).to_be_visible()
    page = leader.go(world.url("cau-hoi/", DESK))
    expect(page.get_by_role("link", name="so-hop.pdf")).to_be_visible()
    page.get_by_role("button", name="Khép lại").click()
    page.locator("dialog[open]").get_by_role("button", name="Khép lại").click()
    expect(page.get_by_text("Đã khép lại câu hỏi.")).to_be_visible()
    visit = planned(world, starts=-1)
    page = leader.go(world.url(f"khao-sat/{visit.pk}/", DESK))
    page.get_by_role("link", name="Ghi biên bản").click()
    check(page)
    page.get_by_label("Diễn biến").fill("Đoàn xem hồ sơ tại trường.")
    page.get_by_label("Kết luận").fill("Thống nhất các nội dung.")
    page.get_by_role("button", name="Lưu biên bản").click()
    page.get_by_role("button", name="Chốt biên bản").click()
    page.locator("dialog[open]").get_by_role("button", name="Chốt").click()
    expect(page.get_by_text("Đã chốt biên bản.")).to_be_visible()
    check(page)
    with scopes_disabled():
        assert Visit.objects.get().held_at is not None
        assert Question.objects.get().closed_at is not None
