"""The papers of a plan, the sheet of a set of 2018 and the minutes of a meeting, as people make them in the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, Passage
from minhdinh.documents.models import MadeDocument
from tests.assessments.cases import YEAR, Case, advance, decide_all, seat_council
from tests.assessments.earlier import earlier_case
from tests.browser import PageErrors
from tests.documents.domain.test_plan_papers import planned
from tests.documents.office import make_desk
from tests.e2e.people import serious_violations, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 780}
Contexts = Callable[..., BrowserContext]


@pytest.fixture
def case(transactional_db: None, browser: object, no_office: None) -> Case:
    """Return a school with a plan of the year (the browser is started before)."""
    with scopes_disabled():
        found = make_desk().case
        planned(found)
    return found


def open_page(case: Case, server: LiveServer, context: BrowserContext, rest: str) -> Page:
    with scopes_disabled():
        cookie = case.client(Role.PRINCIPAL).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + case.url(rest))
    return page


def test_the_plan_is_printed_from_the_plans_page(
    case: Case, live_server: LiveServer, new_context: Contexts
) -> None:
    with scopes_disabled():
        plan = planned(case, "2027-2028", "Mua máy chiếu")
        type(plan).objects.filter(pk=plan.pk).update(source=case.assessment)
    page = open_page(case, live_server, new_context(), "bieu-mau/")
    page.goto(live_server.url + case.url("cai-tien/").replace(YEAR, "2027-2028"))
    page.get_by_role("link", name="In kế hoạch, báo cáo").click()
    row = page.get_by_role("row", name=re.compile(r"^Biểu 2"))
    row.get_by_label("Kế hoạch").select_option(label="Năm học 2027-2028")
    row.get_by_role("button", name="DOCX").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Tải về").click()
    assert fetched.value.suggested_filename.startswith("bieu-2-ke-hoach-cai-tien-")
    with scopes_disabled():
        assert MadeDocument.objects.get().form == "bieu-2"


def test_the_papers_of_a_plan_fit_a_phone(case: Case, live_server: LiveServer, new_context: Contexts) -> None:
    page = open_page(case, live_server, new_context(viewport=PHONE), "bieu-mau/")
    expect(page.get_by_role("heading", name="Kế hoạch cải tiến chất lượng")).to_be_visible()
    assert width_overflow(page) == 0
    assert serious_violations(page) == []


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE])
def test_strengths_of_a_criterion_of_2018_are_written_on_its_sheet(
    transactional_db: None,
    browser: object,
    live_server: LiveServer,
    new_context: Contexts,
    viewport: dict[str, int],
) -> None:
    with scopes_disabled():
        case = earlier_case()
    page = open_page(case, live_server, new_context(viewport=viewport), "tieu-chi/mam_non/1.1/")
    part = page.locator('[id="sheet:mam_non:1.1:strengths"]')
    expect(part.get_by_text("Điểm mạnh", exact=False).first).to_be_visible()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    part.locator(".passage-body, [data-passage-target=body], .stmt").first.click()
    page.keyboard.type("Kế hoạch rõ ràng.")
    expect(page.get_by_text("Đã lưu").first).to_be_visible()
    with scopes_disabled():
        assert Passage.objects.get(slot="sheet:mam_non:1.1:strengths").text == "Kế hoạch rõ ràng."


def test_the_minutes_name_who_was_away_and_the_votes(
    case: Case, live_server: LiveServer, new_context: Contexts, page_errors: PageErrors
) -> None:
    page_errors.expect("422")
    with scopes_disabled():
        seat_council(case)
        decide_all(case)
        advance(case, State.SUBMITTED)
        seats = list(case.assessment.members.filter(in_council=True))
    page = open_page(case, live_server, new_context(), "duyet/")
    page.get_by_label("Ngày họp").fill("01/09/2026")
    page.get_by_label("Số thành viên có mặt").fill(str(len(seats) - 1))
    page.get_by_label("Số thành viên vắng").fill("1")
    page.get_by_label("Người vắng và lý do").fill("Người Lạ: bận")
    page.get_by_label("Tóm tắt nội dung và kết luận").fill("Thông qua báo cáo.")
    page.get_by_label("Số phiếu tán thành").fill(str(len(seats) - 1))
    page.get_by_role("button", name="Ghi cuộc họp").click()
    expect(page.get_by_text("“Người Lạ” không có trong danh sách hội đồng.")).to_be_visible()
    page.get_by_label("Người vắng và lý do").fill(f"{seats[-1].name}: nghỉ ốm")
    page.get_by_role("button", name="Ghi cuộc họp").click()
    expect(page.get_by_text(f"{seats[-1].name} (nghỉ ốm)")).to_be_visible()
    assert serious_violations(page) == []
    with scopes_disabled():
        meeting = Meeting.objects.get()
        assert meeting.minutes["absentees"] == [{"name": seats[-1].name, "reason": "nghỉ ốm"}]
        assert build_dossier(case.fresh())["meeting"]["minutes"]["votes"]["for"] == len(seats) - 1
