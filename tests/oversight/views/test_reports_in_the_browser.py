"""The pages of reports, training and contacts as people use them: on a laptop and on a phone, read by the checker."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from minhdinh.oversight.models import SteeringCommittee, TrainedPerson, TrainingSession
from tests.e2e.people import serious_violations, width_overflow
from tests.oversight.paperwork import DAY, Bureau, make_bureau, signed_in, url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
Open = Callable[..., Page]


@pytest.fixture
def bureau(transactional_db: None, browser: object) -> Bureau:
    """Return the seed's district office (the browser is started before)."""
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    return make_bureau()


@pytest.fixture
def opened(bureau: Bureau, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a function that gives a page with the officer of the district signed in."""

    def open_page(path: str, **options: object) -> Page:
        cookie = signed_in(bureau.writer).cookies["sessionid"].value
        context = new_context(base_url=live_server.url, **options)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    return open_page


def fill(bureau: Bureau) -> dict[str, str]:
    """Put something on every page and return their addresses by name."""
    sent, draft = bureau.issued(signer="Nguyễn Văn Trưởng"), bureau.start("second")
    session = TrainingSession.objects.create(
        office=bureau.office, kind="training", topic="Viết phiếu tiêu chí", held_on=DAY
    )
    person = TrainedPerson(
        office=bureau.office,
        session=session,
        organisation=next(iter(bureau.district.schools.values())),
        name="Lê Thị Học",
        course=session.topic,
        completed_on=DAY,
    )
    person.derive_keys()
    person.save()
    committee = SteeringCommittee.objects.create(
        office=bureau.office, name="Ban điều hành", decision_number="12/QĐ", decided_on=DAY
    )
    committee.members.create(name="Ngô Thị Phụ Trách", post="specialist", phone="0251 3843287", shown=True)
    office = f"/co-quan/{bureau.office.code}/"
    return {
        "reports": url(bureau.office, "bao-cao/"),
        "issued": url(bureau.office, f"bao-cao/{sent.pk}/"),
        "draft": url(bureau.office, f"bao-cao/{draft.pk}/"),
        "writing": url(bureau.office, f"bao-cao/{draft.pk}/soan/"),
        "archive": url(bureau.office, "bao-cao/da-ban-hanh/"),
        "below": url(bureau.office, "bao-cao/cap-duoi/"),
        "requests": url(bureau.office, "yeu-cau-so-lieu/"),
        "training": f"{office}tap-huan/",
        "session": f"{office}tap-huan/{session.pk}/",
        "register": f"{office}tap-huan/so/",
        "untrained": f"{office}tap-huan/chua-tap-huan/",
        "committee": f"{office}ban-dieu-hanh/",
        "participation": f"{office}tham-gia/",
        "contacts": "/lien-he/",
    }


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_pages_are_accessible_and_fit(bureau: Bureau, opened: Open, viewport: dict[str, int] | None) -> None:
    pages = fill(bureau)
    page = opened("/lien-he/", **({"viewport": viewport} if viewport else {}))
    found = []
    for name, path in pages.items():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, name
        found += [f"{name}: {one}" for one in serious_violations(page)]
        if wide := width_overflow(page):
            found.append(f"{name}: {wide} px wider than the screen")
    assert found == [], "\n".join(found)


def test_a_report_is_written_and_issued_on_a_phone(bureau: Bureau, opened: Open) -> None:
    page = opened(url(bureau.office, "bao-cao/"), viewport=PHONE)
    page.get_by_label("Loại báo cáo").select_option("first")
    page.get_by_role("button", name="Lập bản thảo").click()
    expect(page.get_by_label("Kết quả", exact=True)).to_have_value(re.compile("31/48 trường hoàn thành"))
    page.get_by_label("Số", exact=True).fill("05/BC-PGDĐT")
    page.locator("[name=dated]").fill("11/01/2014")
    page.get_by_label("Nhiệm vụ trọng tâm kỳ tới").fill("- Đẩy nhanh tiến độ")
    page.get_by_role("button", name="Lưu báo cáo").click()
    expect(page.get_by_text("- Đẩy nhanh tiến độ")).to_be_visible()
    page.get_by_role("button", name="Ban hành").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("SHA-256")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="Tải bản đã ban hành").click()
    assert got.value.suggested_filename.endswith(".docx")
