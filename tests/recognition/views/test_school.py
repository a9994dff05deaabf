"""The school's page: what it is recognised for, until when, and how it came to it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.recognition.domain.remedies import ask_remedy
from minhdinh.recognition.models import Decision
from tests.factories import World, acting, make_world, member
from tests.organisations.reorganising import carry_out, get, merger, new
from tests.recognition.domain.test_deciding import decide, paper, submitted
from tests.recognition.register import PDF, recognise, scan

PAGE = "/truong/thcs-an-binh/cong-nhan/"
D = dt.date


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def principal(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


def test_a_school_without_a_decision(principal: Client) -> None:
    assert "chưa có công nhận nào" in principal.get(PAGE).content.decode()


def test_the_clock_and_the_history(world: World, principal: Client) -> None:
    recognise(world.school, number="3/QĐ", decided_on=D(2016, 3, 3), degree=None, grade=2)
    held = recognise(world.school, decided_on=D(2025, 3, 3), valid_to=D(2030, 3, 3), scan=scan())
    page = principal.get(PAGE).content.decode()
    for words in (
        "Chuẩn quốc gia mức độ 1",
        "03/03/2030",
        "03/03/2027",
        "khoản 2 Điều 35",
        "Thông tư 42/2012",
        "Hết hạn",
        held.token,
    ):
        assert words in page
    answer = principal.get(f"{PAGE}{held.pk}/ban-quet/")
    assert b"".join(answer.streaming_content) == PDF


def test_a_remedy_period_stands_on_top(world: World, principal: Client) -> None:
    decision = recognise(world.school)
    ask_remedy(
        actor=acting(world.officer, world.department),
        school=world.school,
        decision_id=decision.pk,
        asked_on=D(2025, 1, 1),
        due_on=D(2027, 1, 1),
        reason="<b>Sửa</b> phòng học",
    )
    page = principal.get(PAGE).content.decode()
    assert "01/01/2027" in page
    assert "&lt;b&gt;Sửa&lt;/b&gt; phòng học" in page


def test_a_merged_school_reads_what_its_predecessors_had(world: World) -> None:
    held = recognise(world.school, scan=scan())
    carry_out(
        merger(
            world.school,
            world.other_school,
            into=new("thcs-moi", world.other_commune, kind="school"),
            merger_form="all_certified",
        )
    )
    client = Client()
    client.force_login(member(get("thcs-moi"), Role.PRINCIPAL))
    page = client.get("/truong/thcs-moi/cong-nhan/").content.decode()
    assert "chưa có công nhận nào" in page
    assert "Trường THCS An Bình: Mọi trường sáp nhập" in page
    assert client.get(f"/truong/thcs-moi/cong-nhan/{held.pk}/ban-quet/").status_code == 200


def test_others_see_nothing(world: World) -> None:
    held = recognise(world.school, scan=scan())
    stranger = Client()
    stranger.force_login(world.stranger)
    assert stranger.get(PAGE).status_code == 404
    assert stranger.get(f"/truong/thcs-phu-son/cong-nhan/{held.pk}/ban-quet/").status_code == 404
    assert Client().get(PAGE).status_code == 302
    viewer = Client()
    viewer.force_login(world.colleague)
    assert viewer.get(PAGE).status_code == 200


def test_the_page_costs_the_same_for_many_decisions(
    world: World, principal: Client, django_assert_max_num_queries
) -> None:
    for year in range(2005, 2020):
        recognise(world.school, number=f"{year}/QĐ", decided_on=D(year, 5, 5))
    assert Decision._base_manager.count() == 15
    with django_assert_max_num_queries(22):
        principal.get(PAGE)


@pytest.mark.django_db
def test_a_decision_leads_to_its_registration_and_the_clock_to_the_next() -> None:
    world = submitted()
    made = decide(
        world, paper(decided_on=timezone.localdate() - dt.timedelta(days=1), value=1), reason="Theo đề nghị."
    )[0]
    client = world.client(world.principal())
    page = client.get(f"/truong/{world.school.code}/cong-nhan/").content.decode()
    assert f"/truong/{world.school.code}/dang-ky/{made.case_id}/" in page
    assert "Đăng ký cấp độ, mức độ cao hơn" not in page, "two years have not passed"
    with scopes_disabled():
        made.decided_on = timezone.localdate() - dt.timedelta(days=800)
        made.save()
    page = client.get(f"/truong/{world.school.code}/cong-nhan/").content.decode()
    assert "Đăng ký cấp độ, mức độ cao hơn" in page
    with scopes_disabled():
        made.decided_on = timezone.localdate() - dt.timedelta(days=1600)
        made.save()
    assert "Đăng ký công nhận lại" in client.get(f"/truong/{world.school.code}/cong-nhan/").content.decode()
