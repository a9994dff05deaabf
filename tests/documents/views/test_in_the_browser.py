"""The making of a seal's papers as people see it: it tells how far it is, and the papers appear by themselves."""

from collections.abc import Callable

import pytest
from django_q.conf import Conf
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.documents.domain.sealed import MAKE_SEALED
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.tasks import run_job
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from tests.assessments.cases import Case, advance, decide_all
from tests.documents.office import SEALED, make_desk
from tests.e2e.people import serious_violations, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def sealed(transactional_db: None, browser: object, monkeypatch: pytest.MonkeyPatch, no_office: None) -> Case:
    """Return a case whose papers wait for a worker, as in an installation (the browser is started before)."""
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    monkeypatch.setattr(Conf, "SYNC", False)
    with scopes_disabled():
        case = make_desk().case
        decide_all(case)
        advance(case, State.SEALED)
    return case


def open_page(case: Case, server: LiveServer, context: BrowserContext, rest: str) -> Page:
    cookie = case.client(Role.PRINCIPAL).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + case.url(rest))
    return page


@pytest.mark.parametrize("rest", ["bieu-mau/", "duyet/"])
def test_the_papers_of_a_seal_appear_by_themselves(
    sealed: Case, live_server: LiveServer, new_context: Callable[..., BrowserContext], rest: str
) -> None:
    page = open_page(sealed, live_server, new_context(), rest)
    shelf = page.locator(".sealed-papers")
    expect(shelf.get_by_text("Đang lập biểu mẫu chính thức…")).to_be_visible()
    job = Job.objects.get(kind=MAKE_SEALED)
    Job.objects.filter(pk=job.pk).update(done_count=1, total_count=3, message="Đã lập Báo cáo (docx)")
    expect(shelf.get_by_text("1/3")).to_be_visible()
    assert run_job(job.pk) == JobStatus.DONE
    expect(shelf.get_by_role("link")).to_have_count(len(SEALED))
    expect(shelf).to_have_count(1)
    with page.expect_download() as fetched:
        shelf.get_by_role("link", name="Báo cáo tự đánh giá (DOCX)").click()
    assert fetched.value.suggested_filename.endswith("-lan-01.docx")


def test_the_list_fits_a_phone(
    sealed: Case, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    run_job(Job.objects.get(kind=MAKE_SEALED).pk)
    page = open_page(sealed, live_server, new_context(viewport={"width": 360, "height": 780}), "bieu-mau/")
    expect(page.get_by_role("heading", name="Biểu mẫu", exact=True)).to_be_visible()
    assert width_overflow(page) == 0
    assert serious_violations(page) == []
    widths = page.locator("tbody td > div").evaluate_all("cells => cells.map(cell => cell.offsetWidth)")
    assert len(widths) > 10
    assert min(widths) > 260, "a name or its buttons stand in a column too narrow to read"
