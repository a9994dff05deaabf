import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.improvement.models import PlanPublication
from minhdinh.organisations.models import Organisation, Succession
from minhdinh.oversight.models import Schedule, ScheduleVersion
from minhdinh.recognition.models import Decision
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world
from tests.improvement.plans import make_action
from tests.portal.national import held, more_schools, placed

LIST = "/tra-cuu/"
PAGE = "/tra-cuu/truong/thcs-an-binh/"
YEAR = "2026-2027"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def later(years: int = 3) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=365 * years)


def text_of(address: str, **query: str) -> str:
    answer = Client().get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_sees_what_schools_are_recognised_for(world: World) -> None:
    held(world.school, later(), degree=2, grade=3)
    placed(world.school, "Xã An Bình")
    text = text_of(LIST)
    assert "Chuẩn quốc gia mức độ 2, Kiểm định cấp độ 3" in text
    assert f"{later():%d/%m/%Y}" in text
    assert "Xã An Bình, Tỉnh An Hòa" in text
    assert "Hiện 2 trong 2" in text


def test_the_list_is_narrowed_by_the_address(world: World) -> None:
    text = text_of(LIST, q="phu son", province="so", commune="xa-phu-son")
    assert "Trường THCS Phú Sơn" in text
    assert "Trường THCS An Bình" not in text
    assert "Không tìm thấy" in text_of(LIST, q="phu son", commune="xa-an-binh")


@pytest.mark.parametrize(
    "query", [{"after": "x"}, {"after": "9" * 30}, {"degree": "'"}, {"q": "%_\\"}, {"q": "\x00"}]
)
def test_strange_addresses_break_nothing(world: World, query: dict[str, str]) -> None:
    text_of(LIST, **query)


def test_a_long_list_goes_by_pages(world: World) -> None:
    more_schools(world, 55)
    first = Client().get(LIST).content.decode()
    after = first.split("?after=", 1)[1].split('"', 1)[0]
    second = text_of(LIST, after=after)
    assert "Hiện 50 trong 57" in first
    assert "Hiện 7 trong 57" in second


def test_the_list_needs_as_many_queries_for_many_schools(world: World) -> None:
    held(world.school, later())
    once = queries_of(Client(), LIST)
    more_schools(world, 20)
    assert queries_of(Client(), LIST) == once <= 6


def test_a_schools_page_says_until_when_and_by_which_decision(world: World) -> None:
    held(world.school, later(), degree=1, issuer="Ủy ban nhân dân tỉnh An Hòa", certificate="B-2024-031")
    with scopes_disabled():
        decision = Decision.objects.get()
    text = text_of(PAGE)
    for words in ("12/QĐ-SGDĐT", "B-2024-031", f"{later():%d/%m/%Y}", "Ủy ban nhân dân tỉnh An Hòa"):
        assert words in text
    assert f"/xac-minh/{decision.token}/" in text


def test_a_school_without_decision_says_so(world: World) -> None:
    assert "chưa có quyết định nào" in text_of(PAGE)


def test_nothing_personal_stands_on_a_schools_page(world: World) -> None:
    placed(
        world.school,
        "Xã An Bình",
        head_name="Phạm Quang Minh",
        phone="0000 111 222",
        email="truong@mau.example",
    )
    held(world.school, later(), signer="Đinh Công Thành")
    text = text_of(PAGE)
    for private in ("Phạm Quang Minh", "0000 111 222", "truong@mau.example", "Đinh Công Thành"):
        assert private not in text


def test_the_reason_of_a_revocation_stays_inside(world: World) -> None:
    held(world.school, later())
    with scopes_disabled():
        Decision.objects.update(
            revoked_on=timezone.localdate(), revoked_number="9/QĐ", revoked_reason="Bà Mẫu khai gian"
        )
    text = text_of(PAGE)
    assert "Đã thu hồi" in text
    assert "9/QĐ" in text
    assert "Bà Mẫu" not in text


def test_only_plans_that_were_made_public_are_named(world: World) -> None:
    with scopes_disabled():
        plan = make_action(world.school).issue.plan
        assert "Kế hoạch cải tiến" not in text_of(PAGE)
        PlanPublication.objects.create(
            school=world.school, plan=plan, place="Trang của trường", day=dt.date(2026, 10, 1), link="https://a.example/kh"
        )  # fmt: skip
    text = text_of(PAGE)
    assert f"Kế hoạch cải tiến chất lượng năm học {plan.year}" in text
    assert 'href="https://a.example/kh"' in text


def test_a_school_that_merged_leads_to_its_heir_and_its_decisions_live_on_there(world: World) -> None:
    held(world.other_school, later(), number="77/QĐ")
    Organisation.objects.filter(pk=world.other_school.pk).update(active=False)
    Succession.objects.create(
        predecessor=world.other_school, successor=world.school, day=dt.date(2026, 1, 1), form="merge"
    )
    assert "không còn hoạt động" in text_of("/tra-cuu/truong/thcs-phu-son/")
    assert PAGE in text_of("/tra-cuu/truong/thcs-phu-son/")
    assert "77/QĐ" in text_of(PAGE)


def test_a_schools_page_needs_as_many_queries_for_many_decisions(world: World) -> None:
    held(world.school, later())
    once = queries_of(Client(), PAGE)
    for number in range(6):
        held(world.school, later(number % 3 + 1), number=f"{number}/QĐ")
    assert queries_of(Client(), PAGE) == once


@pytest.mark.parametrize("code", ["khong-co", "so", "xa-an-binh", "%00", "x" * 300])
def test_what_is_no_school_has_no_page(world: World, code: str) -> None:
    answer = Client().get(f"/tra-cuu/truong/{code}/")
    assert answer.status_code == 404
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_names_are_written_as_text(world: World) -> None:
    school = SchoolFactory(code="la", name="Trường <script>alert(1)</script>", under=world.commune)
    placed(school, "<b>Xã</b>", website="javascript:alert(1)")
    for address in (LIST, "/tra-cuu/truong/la/"):
        text = text_of(address)
        assert "<script>alert" not in text
        assert "<b>Xã" not in text
        assert 'href="javascript' not in text


def test_a_published_schedule_is_found_from_the_list(world: World) -> None:
    schedule = Schedule.objects.create(office=world.department, year=YEAR, version=1)
    rows = [{"school": world.school.pk, "name": "Trường THCS An Bình", "month": "2026-12", "note": "bí mật"}]
    ScheduleVersion.objects.create(schedule=schedule, number=1, rows=rows, published_by_name="Lưu Thị Hằng")
    assert f"/tra-cuu/lich/so/{YEAR}/" in text_of("/tra-cuu/lich/")
    text = text_of(f"/tra-cuu/lich/so/{YEAR}/")
    assert "12/2026" in text
    assert PAGE in text
    assert "bí mật" not in text
    assert "Lưu Thị Hằng" not in text
    for name in ("so/2020-2021", "%00/2026-2027", "so/%00"):
        assert Client().get(f"/tra-cuu/lich/{name}/").status_code == 404
