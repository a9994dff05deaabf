"""Planning, moving and cancelling in the browser's eyes; what the school sees."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import Visit
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.appraisals.visiting import held, planned
from tests.factories import acting

pytestmark = pytest.mark.django_db
TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_registered(TT2018, stage="visit")


def desk(world: World, rest: str = "") -> str:
    return world.url(f"khao-sat/{rest}", "danh-gia")


def values(**more: str) -> dict[str, str]:
    day = f"{timezone.localdate() + TOMORROW:%d/%m/%Y}"
    return {
        "kind": "main",
        "starts_on": day,
        "starts_time": "08:00",
        "ends_on": day,
        "ends_time": "11:30",
        "place": "Phòng hội đồng",
        "plan": "08:00 gặp <lãnh đạo>",
        **more,
    }


def test_planned_moved_cancelled(world: World) -> None:
    client, principal = world.client(world.examiner()), world.client(world.principal())
    assert client.get(desk(world, "moi/")).status_code == 200
    response = client.post(desk(world, "moi/"), values())
    with scopes_disabled():
        visit = Visit.objects.get()
    assert response["Location"] == desk(world, f"{visit.pk}/")
    assert timezone.localtime(visit.starts_at).strftime("%H:%M") == "08:00"
    page = principal.get(world.url("khao-sat/")).content.decode()
    assert "08:00 gặp &lt;lãnh đạo&gt;" in page
    assert "08:00" in client.get(desk(world, f"{visit.pk}/doi/")).content.decode()
    moved = values(starts_time="09:00", reason="Trường họp phụ huynh", version="0")
    assert client.post(desk(world, f"{visit.pk}/doi/"), moved).status_code == 302
    stale = client.post(desk(world, f"{visit.pk}/doi/"), moved)
    assert stale.status_code == 422
    assert "vừa sửa" in stale.content.decode()
    assert client.post(desk(world, f"{visit.pk}/huy/"), {"reason": "Bão", "version": "1"}).status_code == 302
    assert "Bão" in principal.get(world.url("khao-sat/")).content.decode()


def test_a_clash_is_refused_and_may_be_explained(world: World) -> None:
    client = world.client(world.examiner())
    client.post(desk(world, "moi/"), values())
    response = client.post(desk(world, "moi/"), values(kind="meeting", clash_reason=""))
    page = response.content.decode()
    assert response.status_code == 422
    assert "đã có lịch 08:00–11:30" in page
    assert 'type="text" name="clash_reason"' in page
    done = client.post(desk(world, "moi/"), values(kind="meeting", clash_reason="Họp ngay sau khảo sát"))
    assert done.status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": "31/02/2027"},
        {"ends_time": "07:00"},
        {"starts_time": "25:99"},
        {"kind": "khac"},
        {"kind": "", "place": "a" * 251},
        {"ends_on": "01/01/2999"},
    ],
)
def test_what_is_refused_keeps_what_was_typed(world: World, change: dict[str, str]) -> None:
    response = world.client(world.examiner()).post(desk(world, "moi/"), values(**change))
    assert response.status_code == 422
    assert "08:00 gặp &lt;lãnh đạo&gt;" in response.content.decode()
    with scopes_disabled():
        assert not Visit.objects.exists()


def test_a_member_reads_and_does_not_plan(world: World) -> None:
    visit = planned(world)
    client = world.client(world.examiner("member"))
    assert "Lên lịch" not in client.get(desk(world)).content.decode()
    assert client.get(desk(world, f"{visit.pk}/")).status_code == 200
    for url in ("moi/", f"{visit.pk}/doi/"):
        assert client.get(desk(world, url)).status_code == 403
        assert client.post(desk(world, url), values()).status_code == 403
    assert client.post(desk(world, f"{visit.pk}/huy/"), {"reason": "Hủy", "version": "0"}).status_code == 403


def test_what_the_school_and_the_department_see(world: World) -> None:
    held(world, VisitKind.MAIN)
    planned(world, VisitKind.MEETING, starts=8)
    department = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school)
    commune = acting(world.user(world.commune, Role.COMMUNE_OFFICER), world.school)  # type: ignore[arg-type]
    url = world.url("khao-sat/")
    page = world.client(world.principal()).get(url).content.decode()
    assert "Khảo sát chính thức" in page
    assert "Đoàn làm việc với trường." in page
    assert "Họp đoàn, hội đồng" not in page
    assert "Họp đoàn, hội đồng" in world.client(department).get(url).content.decode()
    assert world.client(commune).get(url).status_code == 404
    assert world.client(world.examiner()).get(url).status_code == 403


def test_foreign_numbers_are_not_found(world: World) -> None:
    other = make_registered(TT57, stage="study")
    visit = planned(other)
    client = world.client(world.examiner())
    for rest in ("", "doi/", "bien-ban/"):
        assert client.get(desk(world, f"{visit.pk}/{rest}")).status_code == 404
    for rest in ("huy/", "ghi-chep/", "anh/", "bien-ban/chot/", "bien-ban/mo-lai/", "bien-ban/ban-ky/"):
        assert client.post(desk(world, f"{visit.pk}/{rest}")).status_code == 404
    assert client.get(desk(other)).status_code == 404


def test_lists_need_as_many_queries_for_many_as_for_one(world: World) -> None:
    held(world)
    around = [
        (world.client(world.examiner()), desk(world)),
        (world.client(world.principal()), world.url("khao-sat/")),
    ]

    def counted() -> list[int]:
        found = []
        for client, url in around:
            client.get(url)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(url).status_code == 200
            found.append(len(caught))
        return found

    few = counted()
    for number in range(4):
        planned(world, starts=10 + 4 * number)
    assert counted() == few
