"""From a submitted registration to its public page in Chromium: the department decides, the head publishes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from tests.appraisals.registered import TT57, TT2018, World
from tests.browser import PageErrors
from tests.e2e.people import serious_violations, width_overflow
from tests.recognition.domain.test_deciding import YEAR, rows, submitted
from tests.recognition.register import PDF, recognise
from tests.recognition.test_in_the_browser import SIZES, page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def _kinds(transactional_db: None, browser: object) -> None:
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )


def user_of(world: World, *, head: bool = False) -> User:
    actor = world.principal() if head else world.specialist()
    return User.objects.get(pk=actor.user_id)


def sound(page: Page, name: str) -> None:
    assert width_overflow(page) <= 0, name
    assert serious_violations(page) == [], name


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
@pytest.mark.usefixtures("_kinds")
def test_an_upgrade_too_early_is_decided_by_people_and_seen_by_everybody(
    live_server: LiveServer,
    new_context: NewContext,
    tmp_path: Path,
    size: dict[str, int],
    page_errors: PageErrors,
) -> None:
    page_errors.expect("422")  # the page that asks to have a rule read
    world = submitted()
    recognise(world.school, decided_on=timezone.localdate() - YEAR, degree=1, regime=TT57, number="1/QĐ")
    page = page_of(user_of(world), live_server, new_context(viewport=size), world.office_url("quyet-dinh/"))
    sound(page, "quyet-dinh")
    page.get_by_label("Số quyết định").fill("12/QĐ-SGDĐT")
    page.get_by_label("Ngày ký").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Người ký").fill("Nguyễn Văn Mẫu")
    page.get_by_label("Số bằng, giấy chứng nhận").fill("B-01")
    page.get_by_role("button", name="Ghi vào sổ, kết thúc hồ sơ").click()
    expect(page.get_by_text("sớm nhất từ ngày")).to_be_visible()
    sound(page, "quyet-dinh-nhac")
    page.get_by_role("checkbox").first.check()
    paper = tmp_path / "qd.pdf"
    paper.write_bytes(PDF)
    page.get_by_label("Bản quét quyết định").set_input_files(paper)
    page.get_by_role("button", name="Ghi vào sổ, kết thúc hồ sơ").click()
    expect(page.get_by_text("Giấy tờ để in, ký")).to_be_visible()
    sound(page, "quyet-dinh-xong")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Word").last.click()
    assert caught.value.suggested_filename.startswith("giay-chung-nhan-")
    assert [one.degree for one in rows()] == [1, 2]
    stranger = page_of(None, live_server, new_context(viewport=size), f"/tra-cuu/truong/{world.school.code}/")
    expect(stranger.get_by_text("12/QĐ-SGDĐT").first).to_be_visible()
    sound(stranger, "trang-truong")
    own = page_of(
        user_of(world, head=True),
        live_server,
        new_context(viewport=size),
        f"/truong/{world.school.code}/cong-nhan/",
    )
    sound(own, "cong-nhan-cua-truong")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
@pytest.mark.usefixtures("_kinds")
def test_of_2018_two_papers_and_the_report_that_the_head_publishes(
    live_server: LiveServer, new_context: NewContext, size: dict[str, int]
) -> None:
    world = submitted(TT2018, level=3)
    page = page_of(user_of(world), live_server, new_context(viewport=size), world.office_url("quyet-dinh/"))
    expect(page.get_by_text("Chủ tịch Ủy ban nhân dân cấp tỉnh")).to_be_visible()
    sound(page, "quyet-dinh-2018")
    address = f"/truong/{world.school.code}/cong-bo/"
    head = page_of(user_of(world, head=True), live_server, new_context(viewport=size), address)
    sound(head, "cong-bo")
    head.get_by_role("link", name="Xem trước, công bố").click()
    sound(head, "cong-bo-xem-truoc")
    head.get_by_role("checkbox").first.check()
    head.get_by_role("button", name="Công bố báo cáo này").click()
    expect(head.get_by_text("Đang công bố")).to_be_visible()
    stranger = page_of(None, live_server, new_context(viewport=size), f"/tra-cuu/truong/{world.school.code}/")
    stranger.get_by_role("link", name="Báo cáo tự đánh giá năm học").click()
    sound(stranger, "bao-cao-cong-khai")
    with scopes_disabled():
        assert world.fresh().is_open, "a publication moves no registration"
