"""Earlier years, recorded facts and the legal library as people see them, on a laptop and on a phone."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.actor import system_actor
from minhdinh.appraisals.domain.recorded import record_evaluation, record_registration
from minhdinh.assessments.domain.recorded import record_assessment
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from minhdinh.recognition.domain.decisions import record_decision, revoke_decision
from minhdinh.standards.domain.legal_loading import install_documents
from minhdinh.standards.models import LegalDocument
from tests.e2e.people import serious_violations, width_overflow
from tests.factories import World, make_world
from tests.oversight.history.books import forty_eight, history_book, line
from tests.standards.pages import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
START = "/co-quan/so/cac-nam-truoc/"
FACTS = "/co-quan/so/truong/thcs-an-binh/ghi-nhan/"


@pytest.fixture
def world(transactional_db: None, browser: object) -> World:
    """Return the small world with the library (the browser is started before)."""
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    install_documents()
    return make_world()


@pytest.fixture
def opened(world: World, live_server: LiveServer, new_context: Callable[..., BrowserContext]):
    """Return a function that gives a page of the department's officer."""

    def open_page(**options: object) -> Page:
        cookie = signed_in(world.officer).cookies["sessionid"].value
        context = new_context(base_url=live_server.url, **options)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    return open_page


def record_all(world: World) -> None:
    given = {"actor": system_actor(), "school": world.school, "year": "2018-2019"}
    record_assessment(**given, completed=True, level=2, source="Tệp danh-sach.xlsx")
    record_registration(**given, declared_level=2, note="nộp hai bản giấy")
    record_evaluation(**given, level=2)
    decision = record_decision(
        **given, number="123/QĐ-SGDĐT", grade=2, degree=1, issuer="Sở Giáo dục và Đào tạo"
    )
    revoke_decision(
        actor=system_actor(),
        school=world.school,
        decision_id=decision.pk,
        day=timezone.localdate(),
        reason="x",
    )


def look(page: Page, name: str, path: str) -> list[str]:
    """Open a page and return what is wrong with it."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    return wrong_with(page, name)


def wrong_with(page: Page, name: str) -> list[str]:
    if folder := os.environ.get("PICTURES_FOLDER"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    wide = width_overflow(page)
    return [*serious_violations(page), *([f"{name}: {wide} px too wide"] if wide else [])]


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_pages_are_accessible_and_fit(world: World, opened, viewport: dict[str, int] | None) -> None:
    record_all(world)
    document = LegalDocument.objects.get(number="19/2018/TT-BGDĐT")
    page = opened(**({"viewport": viewport} if viewport else {}))
    pages = {
        "nhap": START,
        "ghi-nhan": FACTS,
        "quyet-dinh": f"{FACTS}quyet-dinh/",
        "van-ban": "/co-quan/so/van-ban/",
        "mot-van-ban": f"/van-ban/{document.pk}/",
        "them-van-ban": "/co-quan/so/van-ban/moi/",
        "kiem-tra": "/van-ban/kiem-tra/",
    }
    assert [one for name, path in pages.items() for one in look(page, name, path)] == []
    page.get_by_label("Nội dung").fill("Công văn 5942/BGDĐT-QLCL ngày 28/12/2019; 11/2020 - 5/20201")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_text("thư viện ghi năm 2018")).to_be_visible()
    assert wrong_with(page, "ket-qua-kiem-tra") == []


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_a_list_from_the_file_to_the_preview(opened, viewport: dict[str, int] | None, tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(history_book(*forty_eight(), line("x", school_type="Đại học", year="2013")))
    page = opened(**({"viewport": viewport} if viewport else {}))
    page.goto(START)
    page.get_by_label("Tệp Excel").set_input_files(path)
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_text("Còn 1 dòng cần sửa")).to_be_visible()
    assert wrong_with(page, "xem-truoc") == []
    page.get_by_role("link", name="Thêm mới").click()
    expect(page.get_by_text("Trường Mầm non số 1").first).to_be_visible()
    assert wrong_with(page, "xem-truoc-moi") == []
