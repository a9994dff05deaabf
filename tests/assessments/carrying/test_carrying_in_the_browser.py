"""The next year as its people open it: the principal looks first and opens, a text is confirmed, one is edited, a Word
report is read, the two years are laid side by side."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.carrying.carry import carry_year
from minhdinh.assessments.models import CrosswalkChoice, Passage, SelfAssessment
from tests.assessments.carrying.word_files import docx_of
from tests.assessments.carrying.years import NEXT, OLD_SET, fill, opened, seat
from tests.assessments.cases import Case, make_case, write
from tests.e2e.people import Person, serious_violations, sign_in, width_overflow
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}
Enter = Callable[..., Person]


@pytest.fixture
def case(transactional_db: None) -> Case:
    with scopes_disabled():
        found = make_case()
        people = {
            Role.PRINCIPAL: ("hieutruong", "Phạm Quang Minh"),
            Role.SECRETARY: ("thuky", "Trần Thu Ký"),
        }
        for role, (username, name) in people.items():
            found.people[role] = member(found.school, role, username=username, full_name=name)
        fill(found)
        seat(found, found.user(Role.PRINCIPAL), found.user(Role.SECRETARY))
    return found


@pytest.fixture
def enter(case: Case, live_server, new_context) -> Enter:  # type: ignore[no-untyped-def]
    def sign(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return sign


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def passage(slot: str, year: str = NEXT) -> Passage:
    with scopes_disabled():
        return Passage.objects.get(assessment__year=year, slot=slot)


def test_the_next_year_is_looked_at_opened_and_answered_for(case: Case, enter: Enter) -> None:
    principal = enter("hieutruong")
    page = principal.go(f"/truong/{case.school.code}/mo-nam-hoc/")
    page.locator("[name=year]").fill(NEXT)
    page.get_by_label("Kế thừa từ").select_option(str(case.assessment.pk))
    page.get_by_role("button", name="Mở năm học").click()
    expect(page.get_by_role("heading", name=f"Mở năm học {NEXT}, kế thừa từ 2026-2027")).to_be_visible()
    check(page)
    with scopes_disabled():
        assert SelfAssessment.objects.count() == 1
    page.get_by_role("button", name="Mở năm học và kế thừa").click()
    expect(page.get_by_text("04 đoạn chờ cập nhật")).to_be_visible()
    check(page)

    first = page.locator("article.inherited", has_text="Tiêu chí 1.1, Mức 1")
    first.get_by_role("button", name="Còn đúng").click()
    expect(page.get_by_text("03 đoạn chờ cập nhật")).to_be_visible()
    assert not passage(case.slot("1.1")).inherited

    page = principal.go(f"/truong/{case.school.code}/{NEXT}/tieu-chi/thcs/1.3/")
    mark = page.locator('[data-controller="inherited"]').first
    expect(mark).to_contain_text("Kế thừa, chờ cập nhật.")
    check(page)
    editor = page.locator(".passage-body").first
    editor.click()
    page.keyboard.press("End")
    page.keyboard.type(" Năm nay đã đủ.")
    expect(mark).to_have_count(0)
    assert not passage(case.slot("1.3")).inherited

    page = principal.go(f"/truong/{case.school.code}/{NEXT}/so-sanh/")
    expect(page.locator("ins", has_text="Năm nay đã đủ")).to_be_visible()
    check(page)


def test_a_mark_is_confirmed_on_the_criterions_page_on_a_phone(case: Case, enter: Enter) -> None:
    with scopes_disabled():
        new = opened(case, NEXT)
        carry_year(actor=case.system, source=case.fresh(), target=new.fresh())
    page = enter("thuky", **PHONE).go(f"/truong/{case.school.code}/{NEXT}/tieu-chi/thcs/1.1/")
    check(page)
    page.locator('[data-controller="inherited"]').first.get_by_role("button", name="Còn đúng").click()
    expect(page.get_by_text("Đã xác nhận đoạn này còn đúng.")).to_be_visible()
    assert not passage(case.slot("1.1")).inherited
    page.goto(page.url.split("/tieu-chi/")[0] + "/ke-thua/")
    expect(page.get_by_text("03 đoạn chờ cập nhật")).to_be_visible()
    check(page)


def test_last_years_word_report_comes_in_and_the_crosswalk_is_changed(
    case: Case, enter: Enter, tmp_path: Path
) -> None:
    with scopes_disabled():
        older = opened(case, "2025-2026", OLD_SET)
        write(older, older.slot("1.4"), "Đủ hiệu trưởng, phó hiệu trưởng.")
    file = tmp_path / "bao-cao-2025.docx"
    file.write_bytes(docx_of())
    secretary = enter("thuky")
    page = secretary.go(case.url("ke-thua/word/"))
    check(page)
    page.get_by_label("Báo cáo tự đánh giá (.docx)").set_input_files(os.fspath(file))
    page.get_by_label("Báo cáo viết theo bộ tiêu chuẩn").select_option(OLD_SET)
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_role("heading", name="bao-cao-2025.docx")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Đưa vào báo cáo, chờ cập nhật").click()
    expect(page.get_by_text("đánh dấu chờ cập nhật")).to_be_visible()
    assert passage("statement:thcs:1.1:1:1.1.1b", "2026-2027").inherited

    page = secretary.go(case.url(f"ke-thua/tu/{older.assessment.pk}/"))
    check(page)
    page.get_by_role("link", name="Sửa bảng đối chiếu").click()
    check(page)
    page.locator('[name="yc-1.4.1a"]').fill("1.2.1a")
    page.get_by_role("button", name="Lưu và xem trước").click()
    expect(page.get_by_text("Tiêu chí 1.2, Mức 1, yêu cầu 1.2.1a")).to_be_visible()
    page.get_by_role("button", name="Mang sang năm học này").click()
    expect(page.get_by_text("Đã mang sang")).to_be_visible()
    assert passage("statement:thcs:1.2:1:1.2.1a", "2026-2027").text == "Đủ hiệu trưởng, phó hiệu trưởng."


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_under_another_set_the_places_are_chosen_before_anything_is_shown_or_written(
    case: Case, enter: Enter, options: dict[str, object]
) -> None:
    with scopes_disabled():
        older = opened(case, "2025-2026", OLD_SET)
        write(older, older.slot("1.4"), "Đủ hiệu trưởng, phó hiệu trưởng.")
        write(older, older.slot("1.1"), "Có phương hướng, chiến lược.")
    page = enter("hieutruong", **options).go(f"/truong/{case.school.code}/mo-nam-hoc/")
    page.locator("[name=year]").fill(NEXT)
    page.get_by_label("Kế thừa từ").select_option(str(older.assessment.pk))
    page.get_by_role("button", name="Mở năm học").click()
    expect(page.get_by_role("heading", name="Chỗ của từng đoạn")).to_be_visible()
    check(page)
    page.locator('[name="yc-1.4.1a"]').fill("1.2.1a")
    page.locator('[name="bo-1.1"]').check()
    page.get_by_role("button", name="Xem trước").first.click()
    expect(page.get_by_text("Tiêu chí 1.2, Mức 1, yêu cầu 1.2.1a")).to_be_visible()
    expect(page.locator("#khong-co-cho")).to_contain_text("Trường chọn không mang sang.")
    check(page)
    page.get_by_role("button", name="Sửa bảng đối chiếu").click()
    expect(page.locator('[name="bo-1.1"]')).to_be_checked()
    expect(page.locator('[name="yc-1.4.1a"]')).to_have_value("1.2.1a")
    page.get_by_role("button", name="Xem trước").first.click()
    with scopes_disabled():
        assert not SelfAssessment.objects.filter(year=NEXT).exists()
        assert not CrosswalkChoice.objects.exists()
    page.get_by_role("button", name="Mở năm học và kế thừa").click()
    expect(page.get_by_text("01 đoạn chờ cập nhật")).to_be_visible()
    with scopes_disabled():
        assert set(Passage.objects.filter(assessment__year=NEXT).values_list("slot", flat=True)) == {
            "statement:thcs:1.2:1:1.2.1a"
        }
        assert CrosswalkChoice.objects.filter(targets=[]).exists()
