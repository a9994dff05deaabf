"""From the school's letter to the public page, in the browsers of everybody who has a part in it (issue of 2018 and TT57).

What has a browser test of its own in ``tests/appraisals`` (offline notes, two machines, phones) is done by verbs here.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import declare_no_interest
from minhdinh.appraisals.domain.examining.sealed import sealed_report
from minhdinh.appraisals.domain.examining.slips import Written, save_slip, send_slip
from minhdinh.appraisals.enums import BodyRole, Outcome, VisitKind
from minhdinh.appraisals.models import BodyMember, CaseStep
from minhdinh.appraisals.models import Case as Registered
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.models import Decision
from tests.appraisals.concluded import vote_all, write_part, write_report
from tests.appraisals.forming import Office
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.appraisals.test_body_in_the_browser import choose
from tests.appraisals.test_case_school_in_the_browser import prepare
from tests.appraisals.test_case_school_in_the_browser import send as school_sends
from tests.appraisals.test_concluding_in_the_browser import (
    agree,
    council_objects,
    leader_concludes,
    leader_finishes,
    leader_sends,
    principal_answers,
)
from tests.appraisals.visiting import held
from tests.assessments.cases import SMALL
from tests.e2e.people import Person, sign_in
from tests.factories import SchoolFactory, member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
NAME = "Trường THCS Đồng Mẫu"
EXPERTS = ("Bùi Thị An", "Đặng Văn Bình", "Lê Thị Chi")


@pytest.fixture
def enter(live_server, new_context):
    def signed_in(username: str, **options: object) -> Person:
        return sign_in(new_context, live_server.url, username, **options)

    return signed_in


def make_office(regime: str, *, direct: bool) -> Office:
    """Return a school with a sealed report, its offices, and three experts of another school; nothing is registered."""
    world = make_registered(regime, direct=direct)
    with scopes_disabled():
        Registered.objects.all().delete()
        Organisation.objects.filter(pk=world.school.pk).update(name=NAME)
        world.school.refresh_from_db()
    world.people[world.school.pk, Role.PRINCIPAL] = member(
        world.school, Role.PRINCIPAL, username="hieutruong"
    )
    world.people[world.school.pk, Role.SECRETARY] = member(world.school, Role.SECRETARY, username="thuky")
    member(world.department, Role.DEPARTMENT_SPECIALIST, username="chuyenvien")
    if world.commune is not None:
        member(world.commune, Role.COMMUNE_OFFICER, username="canboxa")
    office = Office(world, SchoolFactory(under=world.department, name="Trường THCS Chuyên Gia"))
    office.experts = [
        office.expert(full_name=name, username=f"expert{at}") for at, name in enumerate(EXPERTS)
    ]
    return office


def registered(world: World) -> Registered:
    with scopes_disabled():
        world.registered = Registered.objects.select_related("school", "department", "intake").get()
    return world.registered


def commune_forwards(officer: Person, world: World) -> None:
    assert world.commune is not None
    page = officer.go(f"/co-quan/{world.commune.code}/dang-ky/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Chuyển hồ sơ lên Sở").first.click()
    page.get_by_label("Ý kiến của cơ quan chuyển hồ sơ").fill("Xã nhất trí.")
    page.get_by_role("dialog").get_by_role("button", name="Chuyển hồ sơ lên Sở").click()
    expect(page.get_by_text("Hồ sơ đã chuyển sang bước")).to_be_visible()


def department_accepts(specialist: Person, world: World) -> None:
    page = specialist.go(world.office_url())
    page.get_by_role("button", name="Tiếp nhận hồ sơ").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Tiếp nhận hồ sơ").click()
    expect(page.get_by_text("Đã tiếp nhận với số")).to_be_visible()


def department_forms(specialist: Person, office: Office) -> None:
    page = specialist.go(office.world.office_url("doan/lap/"))
    page.get_by_label("Số quyết định").fill("15/QĐ-SGDĐT")
    today, later = office.decision().starts_on, office.decision().ends_on
    for label, day in (("Ngày quyết định", today), ("Từ ngày", today), ("Đến hết ngày", later)):
        page.get_by_label(label).fill(f"{day:%d/%m/%Y}")
    for name in EXPERTS:
        choose(page, name, name)
    page.get_by_role("button", name="Đề xuất chia đều").click()
    page.get_by_role("button", name="Lập và giao việc").click()
    expect(page.get_by_role("alert")).to_contain_text("ít hơn 5 người")
    page.get_by_label("Có 3 người, ít hơn 5 người.").check()
    page.get_by_role("button", name="Lập và giao việc").click()
    expect(page.get_by_text("Đã lập và báo các thành viên.")).to_be_visible()


def leader_declares(leader: Person, world: World) -> None:
    page = leader.go("/ho-so-toi-danh-gia/")
    page.get_by_role("link", name=f"Cam kết {NAME}").click()
    page.get_by_label("Tôi không có lợi ích liên quan với trường này.").check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Đã ghi nhận cam kết.")).to_be_visible()


def members_examine(world: World) -> None:
    """Let the others declare, and everybody send the slips of the criteria given to them."""
    with scopes_disabled():
        rows = BodyMember.objects.select_related("body__case__school", "user", "school").order_by("pk")
        world.members = {row.role: row for row in rows}
        case = world.fresh()
        report = sealed_report(case)
        for row in rows:
            actor = world.examiner(row.role)
            declare_no_interest(actor=actor, member=row)
            row.refresh_from_db()
            for key in row.criteria:
                track, criterion = key.split(":")
                written = Written({"strengths": "Hồ sơ đầy đủ."}, "1")
                place = (track, criterion)
                save_slip(actor=actor, case=case, member=row, report=report, place=place, written=written)
                send_slip(actor=actor, case=case, member=row, place=place)


def advances(leader: Person, world: World, button: str, stage: str) -> None:
    """Let the leader take the next step at the desk."""
    page = leader.go(world.url(room="danh-gia"))
    page.get_by_role("button", name=button).click()
    agree(page, button)
    expect(page.get_by_text(f"Hồ sơ chuyển sang bước “{stage}”.")).to_be_visible()


def department_acts(specialist: Person, world: World, button: str) -> None:
    page = specialist.go(world.office_url())
    page.get_by_role("button", name=button).first.click()
    page.get_by_role("dialog").get_by_role("button", name=button).click()
    expect(page.get_by_text("Hồ sơ đã chuyển sang bước")).to_be_visible()


def paper(page: Page, title: str) -> bytes:
    """Download the Word file of the paper with this title."""
    row = page.get_by_role("row").filter(has_text=title).first
    with page.expect_download() as caught:
        row.get_by_role("link", name=re.compile("DOCX")).first.click()
    return caught.value.path().read_bytes()


def department_decides(specialist: Person, world: World, papers: int) -> None:
    page = specialist.go(world.office_url("quyet-dinh/"))
    for at in range(papers):
        page.get_by_label("Số quyết định").nth(at).fill(f"{at + 30}/QĐ")
        page.get_by_label("Ngày ký").nth(at).fill(f"{timezone.localdate():%d/%m/%Y}")
        page.get_by_label("Người ký").nth(at).fill("Nguyễn Văn Mẫu")
    page.get_by_role("button", name="Ghi vào sổ, kết thúc hồ sơ").click()
    expect(page.get_by_text("Giấy tờ để in, ký")).to_be_visible()


def stranger_reads(new_context, base: str, world: World) -> None:
    """Look for the school and its paper as anybody may."""
    with scopes_disabled():
        decisions = list(Decision.objects.all())
    page = new_context().new_page()
    page.goto(f"{base}/tra-cuu/truong/{world.school.code}/")
    expect(page.get_by_text(decisions[0].number).first).to_be_visible()
    page.goto(f"{base}/xac-minh/{decisions[0].token}/")
    expect(page.get_by_text(decisions[0].number).first).to_be_visible()
    assert page.context.cookies() == []


def ended(world: World) -> list[str]:
    """Return the acts of a registration that ended in recognition."""
    with scopes_disabled():
        assert world.fresh().outcome == Outcome.RECOGNISED
        return list(CaseStep.objects.order_by("sequence").values_list("act", flat=True))


def test_tt57_from_the_letter_to_the_public_page(enter, live_server, new_context, page_errors) -> None:
    page_errors.expect("422")  # pages that ask to have a rule read
    office = make_office(TT57, direct=False)
    world = office.world
    prepare(enter("thuky"), world, "")
    school_sends(enter("hieutruong"), world, "")
    registered(world)
    commune_forwards(enter("canboxa"), world)
    specialist = enter("chuyenvien")
    department_accepts(specialist, world)
    department_forms(specialist, office)
    leader = enter("expert0")
    leader_declares(leader, world)
    members_examine(world)
    advances(leader, world, "Chuyển sang bước sau", "Họp hội đồng thẩm định (Mẫu số 5)")
    held(world, VisitKind.MEETING)
    write_report(world)
    write_part(world, "introduction", "Hội đồng làm việc theo Quyết định 15.")
    vote_all(world)
    page = leader.go(world.url("ket-luan/", room="danh-gia"))
    page.get_by_role("button", name="Xác nhận kết quả").click()
    expect(page.get_by_text("Đã xác nhận kết quả.")).to_be_visible()
    page.get_by_role("button", name="Hoàn thiện báo cáo").click()
    agree(page, "Thực hiện")
    expect(page.get_by_text("Đã hoàn thiện báo cáo")).to_be_visible()
    page = specialist.go(world.office_url("giay-to/"))
    for title in ("Biên bản họp hội đồng thẩm định", "Thông báo kết quả thẩm định"):
        assert paper(page, title).startswith(b"PK")
    department_acts(specialist, world, "Thông báo kết quả")
    department_decides(specialist, world, 1)
    stranger_reads(new_context, live_server.url, world)
    assert ended(world) == [
        "send", "forward", "accept", "form", "advance", "finalise", "notify", "decide",
    ]  # fmt: skip


def test_2018_six_steps_from_a_school_below_the_department(
    enter, live_server, new_context, page_errors
) -> None:
    page_errors.expect("422")
    office = make_office(TT2018, direct=True)
    world = office.world
    prepare(enter("thuky"), world, "")
    principal = enter("hieutruong")
    school_sends(principal, world, "")
    registered(world)
    specialist = enter("chuyenvien")
    department_accepts(specialist, world)
    department_forms(specialist, office)
    leader = enter("expert0")
    leader_declares(leader, world)
    members_examine(world)
    advances(leader, world, "Chuyển sang bước sau", "Khảo sát sơ bộ tại trường")
    held(world, VisitKind.FIRST)
    advances(leader, world, "Chuyển sang bước sau", "Khảo sát chính thức tại trường")
    held(world, VisitKind.MAIN)
    advances(leader, world, "Chuyển sang bước sau", "Dự thảo báo cáo đánh giá ngoài")
    write_report(world)
    leader_concludes(leader, world)
    leader_sends(leader, world)
    council_objects(enter("thuky"), world)
    principal_answers(principal, world)
    leader_finishes(leader, world)
    assert paper(specialist.go(world.office_url("giay-to/")), "Báo cáo đánh giá ngoài").startswith(b"PK")
    department_acts(specialist, world, "Trình cấp có thẩm quyền")
    department_decides(specialist, world, 1)
    stranger_reads(new_context, live_server.url, world)
    assert ended(world) == [
        "send", "accept", "form", "advance", "advance", "advance", "send_draft", "respond", "finalise",
        "submit", "decide",
    ]  # fmt: skip
    assert len(SMALL) == 3
    assert world.members[BodyRole.LEADER].user.username == "expert0"
