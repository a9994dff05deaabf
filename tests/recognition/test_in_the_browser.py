"""The register in Chromium: an officer records and looks; the school reads its clock; a stranger checks a file."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.accounts.models import User
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from minhdinh.recognition.models import Decision
from tests.e2e.people import serious_violations, width_overflow
from tests.factories import World, make_world
from tests.recognition.register import PDF, recognise, scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
NewContext = Callable[..., BrowserContext]
SIZES = ({"width": 1366, "height": 768}, {"width": 360, "height": 780})


@pytest.fixture
def world(transactional_db: None, browser: object) -> World:
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    return make_world()


def page_of(user: User | None, server: LiveServer, context: BrowserContext, path: str) -> Page:
    if user is not None:
        client = Client()
        client.force_login(user)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
        )
    page = context.new_page()
    page.goto(f"{server.url}{path}")
    return page


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_an_officer_records_a_decision_and_the_school_reads_its_clock(
    world: World, live_server: LiveServer, new_context: NewContext, tmp_path: Path, size: dict[str, int]
) -> None:
    paper = tmp_path / "quyet-dinh.pdf"
    paper.write_bytes(PDF)
    page = page_of(world.officer, live_server, new_context(viewport=size), "/co-quan/so/cong-nhan/ghi/")
    page.get_by_label("Các trường được công nhận").fill("thcs-an-binh; B-01\nTrường THCS Phú Sơn; B-02")
    page.get_by_label("Số quyết định").fill("12/QĐ-SGDĐT")
    page.get_by_label("Ngày quyết định").fill("1/6/2025")
    page.get_by_label("Mức độ chuẩn quốc gia").select_option("1")
    page.get_by_label("Bản quét quyết định").set_input_files(paper)
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("Đã ghi quyết định 12/QĐ-SGDĐT cho 2 trường.")).to_be_visible()
    expect(page.get_by_role("link", name="Trường THCS An Bình")).to_be_visible()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    page.get_by_role("link", name="Trường THCS An Bình").click()
    expect(page.get_by_role("heading", name="Các mốc")).to_be_visible()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    school = page_of(world.owner, live_server, new_context(viewport=size), "/truong/thcs-an-binh/cong-nhan/")
    expect(school.get_by_text("31/05/2030").first).to_be_visible()
    assert width_overflow(school) <= 0
    assert serious_violations(school) == []


def dropped(page: Page, content: bytes) -> None:
    """Drop a file on the frame, as from a folder."""
    page.locator(".verify-drop").evaluate(
        """(form, bytes) => {
            const files = new DataTransfer();
            files.items.add(new File([new Uint8Array(bytes)], "qd.pdf", {type: "application/pdf"}));
            form.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
        }""",
        list(content),
    )


def test_a_stranger_compares_a_file_that_never_leaves_the_machine(
    world: World, live_server: LiveServer, new_context: NewContext
) -> None:
    decision: Decision = recognise(world.school, scan=scan())
    path = f"/xac-minh/{decision.token}/"
    page = page_of(None, live_server, new_context(viewport=SIZES[1]), path)
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    expect(page.get_by_text("Trường THCS An Bình")).to_be_visible()
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    dropped(page, PDF)
    expect(page.get_by_text("Đúng nguyên bản: bản quét quyết định 12/QĐ-SGDĐT.")).to_be_visible()
    dropped(page, PDF + b" ")
    expect(page.get_by_text("không trùng với bản nào")).to_be_visible()
    page.locator("#tep").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.get_by_text("Đúng nguyên bản")).to_be_visible()
    assert posts == []


def test_without_scripts_the_file_is_sent_and_thrown_away(
    world: World, live_server: LiveServer, new_context: NewContext
) -> None:
    decision = recognise(world.school, scan=scan())
    context = new_context(java_script_enabled=False)
    page = page_of(None, live_server, context, f"/xac-minh/{decision.token}/")
    page.locator("#tep").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": io.BytesIO(PDF).read()}
    )
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.get_by_text("Đúng nguyên bản")).to_be_visible()
