"""The registration's pages at the school."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.recorded import record_evaluation, record_registration
from minhdinh.appraisals.enums import Act, BodyRole, ConditionState, Wish
from minhdinh.appraisals.models import Case
from tests.appraisals.case_pages import body, hidden, letter, listing, principal, secretary, upload
from tests.appraisals.registered import TT57, TT2018, make_registered
from tests.assessments.cases import PDF, signed_in
from tests.counting import queries_of
from tests.factories import SchoolFactory, member

pytestmark = pytest.mark.django_db


def test_who_sees_and_may_do_what() -> None:
    world = make_registered()
    expected = {
        Role.PRINCIPAL: {"write", "send"},
        Role.CHAIR: {"write"},
        Role.VICE_CHAIR: {"write"},
        Role.SECRETARY: {"write"},
        Role.MEMBER: set(),
        Role.VIEWER: set(),
    }
    for role, may in expected.items():
        client = signed_in(world.user(world.school, role))
        page = body(client, world.url())
        found = {"write"} if 'name="mark"' in page else set()
        found |= {"send"} if world.url("gui/") in page else set()
        assert found == may, role
        assert body(client, listing(world))
        assert (world.url("rut/") in page) == ("send" in may), role
    for role in (Role.CONTRIBUTOR, Role.SCHOOL_ADMIN):
        assert signed_in(world.user(world.school, role)).get(world.url()).status_code == 403


def test_strangers_and_examiners() -> None:
    world = make_registered(stage="study")
    stranger = signed_in(member(SchoolFactory(), Role.PRINCIPAL))
    for address in (listing(world), world.url(), world.url("gui/"), world.url("tep/1/")):
        assert stranger.get(address).status_code == 404
    for address in ("cong-van/", "tep/", "gui/", "rut/", "dieu-kien/a/"):
        assert stranger.post(world.url(address)).status_code == 404
    assert world.client(world.examiner(BodyRole.LEADER)).get(world.url()).status_code == 403


def test_a_registration_of_another_school_is_not_found() -> None:
    world, other = make_registered(), make_registered()
    client = principal(world)
    foreign = world.url().replace(f"/{world.registered.pk}/", f"/{other.registered.pk}/")
    assert client.get(foreign).status_code == 404
    for rest in ("cong-van/", "tep/", "gui/", "rut/", "dieu-kien/a/"):
        assert client.post(f"{foreign}{rest}").status_code == 404


def test_a_letter_saved_over_another_s_shows_both() -> None:
    world = make_registered()
    stale = letter(world, number="99/CV")
    client = secretary(world)
    client.post(world.url("cong-van/"), letter(world, number="12/CV", note="<script>x</script>"))
    response = client.post(world.url("cong-van/"), stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "12/CV" in page
    assert 'value="99/CV"' in page
    assert "<script>x" not in page
    again = {**stale, "mark": hidden(page.split("cong-van/", 1)[1], "mark")}
    assert client.post(world.url("cong-van/"), again).status_code == 302
    assert world.fresh().letter_number == "99/CV"


@pytest.mark.parametrize(
    "values",
    [{"date": "31/02/2026"}, {"level": "7"}, {"level": "x"}, {"wish": "both"}, {"number": "x" * 101}],
)
def test_a_wrong_letter_is_shown_again(values: dict[str, str]) -> None:
    world = make_registered()
    response = secretary(world).post(world.url("cong-van/"), letter(world, **values))
    assert response.status_code == 422
    assert world.fresh().letter_number == ""


def test_a_condition_said_over_another_s_shows_both() -> None:
    world = make_registered()
    client, mark = secretary(world), mark_of(ConditionState.UNKNOWN, "")
    client.post(world.url("dieu-kien/d/"), {"state": "unmet", "note": "Thiếu phòng.", "mark": mark})
    response = client.post(world.url("dieu-kien/d/"), {"state": "met", "note": "Đủ rồi.", "mark": mark})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Thiếu phòng." in page
    assert 'value="Đủ rồi."' in page
    assert (
        client.post(world.url("dieu-kien/b/"), {"state": "met", "note": "", "mark": mark}).status_code == 404
    )


def test_a_new_registration_is_opened_from_the_list() -> None:
    world = make_registered()
    client = secretary(world)
    assert "Mở hồ sơ đăng ký" in body(client, listing(world))
    wanted = {"wish": Wish.NATIONAL_STANDARD, "kind": "first", "level": "1"}
    assert client.post(f"{listing(world)}lap/", wanted).status_code == 422
    take_step(actor=world.principal(), case=world.fresh(), act=Act.WITHDRAW, version=0, note="Nhầm.")
    assert client.post(f"{listing(world)}lap/", {**wanted, "level": "2"}).status_code == 422
    assert client.post(f"{listing(world)}lap/", {**wanted, "wish": "both"}).status_code == 422
    viewer = signed_in(world.user(world.school, Role.VIEWER))
    assert viewer.post(f"{listing(world)}lap/", wanted).status_code == 403
    response = client.post(f"{listing(world)}lap/", wanted)
    assert response.status_code == 302
    with scopes_disabled():
        assert Case.objects.filter(school=world.school, closed_at__isnull=True).count() == 1


def test_the_list_needs_as_many_queries_for_many_as_for_one() -> None:
    world = make_registered(stage="withdrawn")
    client = secretary(world)
    few = queries_of(client, listing(world))
    with scopes_disabled():
        case = world.fresh()
        for _number in range(4):
            case.pk, case.number = None, ""
            case._state.adding = True
            case.save()
    assert queries_of(client, listing(world)) == few


def test_the_page_needs_as_many_queries_for_many_files_and_steps_as_for_one() -> None:
    world = make_registered()
    client = secretary(world)
    client.post(world.url("tep/"), {"kind": "letter", "file": upload()})
    few = queries_of(client, world.url())
    for number in range(3):
        client.post(
            world.url("tep/"), {"kind": "other", "file": upload(f"{number}.pdf", PDF + b"%" * number)}
        )
    assert queries_of(client, world.url()) == few


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_every_stage_has_a_page(name: str) -> None:
    world = make_registered(name, stage="submitted")
    client = principal(world)
    for stage in (
        "checking",
        "receiving",
        "returned",
        "accepted",
        "response",
        "recognised",
        "refused",
        "stopped",
    ):
        world.put(stage)
        assert body(client, world.url())


def test_work_waits_for_who_can_do_it() -> None:
    world = make_registered()
    assert "Gửi hồ sơ đăng ký" in body(principal(world), "/viec-cua-toi/")
    assert "Hoàn thiện hồ sơ đăng ký" in body(secretary(world), "/viec-cua-toi/")
    viewer = signed_in(world.user(world.school, Role.VIEWER))
    assert "hồ sơ đăng ký" not in body(viewer, "/viec-cua-toi/")
    world.put("checking")
    assert "Gửi hồ sơ đăng ký" not in body(principal(world), "/viec-cua-toi/")


def test_what_was_given_back_is_said_first() -> None:
    world = make_registered(stage="checking")
    take_step(
        actor=world.officer(), case=world.fresh(), act=Act.GIVE_BACK, version=0, note="Thiếu <b>công văn</b>."
    )
    page = body(secretary(world), world.url())
    assert "trả hồ sơ ngày" in page
    assert page.index("Thiếu &lt;b&gt;công văn") < page.index("Báo cáo tự đánh giá niêm phong")


def test_years_that_only_an_office_recorded_are_listed() -> None:
    world = make_registered()
    specialist = world.specialist()
    record_registration(actor=specialist, school=world.school, year="2023-2024", declared_level=2)
    record_evaluation(actor=specialist, school=world.school, year="2024-2025", level=1)
    record_registration(actor=specialist, school=world.school, year=world.fresh().year, declared_level=1)
    page = body(secretary(world), listing(world))
    assert "tự nhận Mức 2" in page
    assert page.index("<b>2024-2025</b>") < page.index("<b>2023-2024</b>")
    assert f"<b>{world.fresh().year}</b>" not in page  # a registration here tells of it
