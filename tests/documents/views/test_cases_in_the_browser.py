"""The papers of a registration as people see and fetch them: the department, a member, the school; wide and narrow."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from tests.appraisals.concluded import shown
from tests.appraisals.registered import TT57, World
from tests.e2e.people import serious_violations, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 780}


@pytest.fixture
def world(transactional_db: None, browser: object, no_office: None) -> World:
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    with scopes_disabled():
        return shown(TT57)


def open_page(context: BrowserContext, world: World, server: LiveServer, actor, address: str) -> Page:
    with scopes_disabled():
        cookie = world.client(actor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + address)
    return page


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("side", ["department", "body", "school"])
def test_the_papers_are_read_and_fetched(
    world: World, live_server: LiveServer, new_context: Callable[..., BrowserContext], side: str, size: dict
) -> None:
    with scopes_disabled():
        actor, address, paper = {
            "department": (world.specialist(), world.office_url("giay-to/"), "Tờ trình đề nghị công nhận"),
            "body": (
                world.examiner(BodyRole.MEMBER),
                world.url("giay-to/", room="danh-gia"),
                "Phiếu ý kiến của thành viên hội đồng thẩm định",
            ),
            "school": (world.principal(), world.url("giay-to/"), "Thông báo kết quả thẩm định"),
        }[side]
    page = open_page(new_context(viewport=size), world, live_server, actor, address)
    expect(page.get_by_role("heading", name="Giấy tờ của hồ sơ đăng ký")).to_be_visible()
    row = page.locator("tr", has_text=paper).first
    with page.expect_download() as waiting:
        row.get_by_role("link", name="DOCX").click()
    content = waiting.value.path().read_bytes()
    assert world.school.name in "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    assert width_overflow(page) <= 0
    assert not serious_violations(page)
