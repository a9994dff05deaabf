"""Suggesting as hands do it: choose, fill in, see the sentence in the editor, edit it, and the mark is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.evidence.models import EvidenceItem
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from tests.assessments.cases import Case, make_case
from tests.assessments.suggestions.desk import REQUIREMENT, VALUES, passage, proof, sheet_of
from tests.e2e.people import Person, card, serious_violations, sign_in, width_overflow, write
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}
Enter = Callable[..., Page]


@pytest.fixture
def case(transactional_db: None) -> Case:
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    with scopes_disabled():
        return make_case()


@pytest.fixture
def item(case: Case) -> EvidenceItem:
    with scopes_disabled():
        return proof(case, name="Kế hoạch chiến lược giai đoạn 2026-2030")


@pytest.fixture
def enter(case: Case, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Enter:
    """Return a function that opens criterion 1.1 as the secretary."""
    member(case.school, Role.SECRETARY, username="thuky", full_name="Lê Thị Thư")

    def go(**options: object) -> Page:
        person: Person = sign_in(new_context, live_server.url, "thuky", **options)
        return person.go(case.url(f"tieu-chi/{case.track}/1.1/"))

    return go


def first(page: Page) -> Locator:
    """Open the panel of the first requirement and unfold its first proposition."""
    own = card(page, REQUIREMENT)
    own.get_by_role("link", name="Gợi ý").click()
    found = own.locator("details.suggest-card").first
    found.locator("summary").click()
    return found


def fill(found: Locator, item: EvidenceItem) -> None:
    for name, value in VALUES.items():
        found.locator(f'[name="o.{name}"]').fill(value)
    found.get_by_label(item.code).check()
    expect(found.locator(".suggest-lock")).to_contain_text("đưa vào mô tả được")


def text_of(case: Case) -> str:
    with scopes_disabled():
        found = passage(case)
        return found.text if found else ""


def test_choose_fill_put_in_edit(case: Case, item: EvidenceItem, enter: Enter) -> None:
    page = enter()
    found = first(page)
    expect(found.locator(".suggest-lock")).to_contain_text("còn cần")
    fill(found, item)
    expect(found.locator(".suggest-sentence").first).to_contain_text("12/KH-THCS")
    expect(found.locator(".suggest-sentence").first).to_contain_text(item.code)
    found.get_by_label("Cách 2").check()
    assert serious_violations(page) == []
    found.get_by_role("button", name="Đưa câu vào mô tả").click()
    own = card(page, REQUIREMENT)
    body = own.locator("[data-passage-target=editor]")
    expect(body).to_contain_text("12/KH-THCS")
    expect(body.locator("a.citation")).to_have_text(item.code)
    expect(own.locator(".suggest-mark")).to_contain_text("Do gợi ý soạn, chưa sửa")
    assert "12/KH-THCS" in text_of(case)
    state = write(page, REQUIREMENT, " Nhà trường đã công khai.")
    expect(state).to_contain_text("Đã lưu")
    expect(own.locator(".suggest-mark")).not_to_contain_text("Do gợi ý soạn")
    expect(body.locator("[data-evidence]")).to_contain_text(item.code)
    assert "công khai" in text_of(case)


def test_words_just_typed_are_kept_above_the_sentence(case: Case, item: EvidenceItem, enter: Enter) -> None:
    page = enter()
    found = first(page)
    fill(found, item)
    write(page, REQUIREMENT, "Lời vừa gõ xong.")
    found.get_by_role("button", name="Đưa câu vào mô tả").click()
    body = card(page, REQUIREMENT).locator("[data-passage-target=editor]")
    expect(body).to_contain_text("12/KH-THCS")
    expect(body).to_contain_text("Lời vừa gõ xong.")
    assert text_of(case).startswith("Lời vừa gõ xong.")


def test_nothing_yet_on_a_phone_and_by_keyboard(case: Case, item: EvidenceItem, enter: Enter) -> None:
    page = enter(**PHONE)
    own = card(page, REQUIREMENT)
    link = own.get_by_role("link", name="Gợi ý")
    link.focus()
    page.keyboard.press("Enter")
    expect(own.get_by_role("heading", name="Gợi ý cho yêu cầu")).to_be_focused()
    first_card = own.locator("details.suggest-card").first
    first_card.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first_card.get_by_label(item.code)).to_be_visible()
    assert width_overflow(page) <= 0
    nothing = own.locator("details.suggest-card", has_text="Điểm hạn chế")
    nothing.locator("summary").focus()
    page.keyboard.press("Enter")
    nothing.get_by_role("button", name="Ghi “Chưa có”").press("Enter")
    expect(own.get_by_role("status").filter(has_text="điểm hạn chế")).to_be_visible()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    own.get_by_role("link", name="Đóng").click()
    expect(own).to_contain_text("đã ghi “Chưa có”")


def test_without_scripts_the_form_still_posts(case: Case, item: EvidenceItem, enter: Enter) -> None:
    page = enter(java_script_enabled=False)
    card(page, REQUIREMENT).get_by_role("link", name="Gợi ý").click()
    found = page.locator("details.suggest-card").first
    found.locator("summary").click()
    for name, value in VALUES.items():
        found.locator(f'[name="o.{name}"]').fill(value)
    found.get_by_label(item.code).check()
    found.get_by_role("button", name="Đưa câu vào mô tả").click()
    expect(card(page, REQUIREMENT)).to_contain_text("12/KH-THCS")
    assert "12/KH-THCS" in text_of(case)


def test_drafts_of_remarks_on_a_phone(case: Case, enter: Enter) -> None:
    with scopes_disabled():
        choose_nothing(
            actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT, weakness="Còn thiếu."
        )
    page = enter(**PHONE)
    page.goto(page.url.split("/tieu-chi/", maxsplit=1)[0] + "/nhan-xet/")
    draft = page.locator("details.suggest-card", has_text="Điểm hạn chế")
    draft.locator("summary").click()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    draft.get_by_role("button", name="Đưa bản nháp vào").click()
    expect(page.locator(".suggest-mark")).to_contain_text("Do gợi ý soạn, chưa sửa")
    expect(page.get_by_role("textbox", name="Điểm hạn chế")).to_contain_text("Còn thiếu.")


def test_the_mirror_of_the_report_on_a_phone(case: Case, enter: Enter) -> None:
    page = enter(**PHONE)
    page.goto(page.url.split("/tieu-chi/", maxsplit=1)[0] + "/do-phu/")
    expect(page.get_by_role("heading", name="Độ phủ báo cáo")).to_be_visible()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
