"""Side by side: who comes in, what is shown, saving with a version, the next steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Conclusion
from tests.appraisals.concluded import (
    REASON,
    WEAKNESS,
    conclude,
    confirm,
    finished,
    make_concluding,
    write_report,
)
from tests.appraisals.registered import TT57, TT2018, World

pytestmark = pytest.mark.django_db
PAGES = ("", "?tieu-chuan=1", "phan-chung/")


def room(world: World, rest: str = "") -> str:
    return world.url(f"ket-luan/{rest}", room="danh-gia")


def fields(world: World, version: int = 0, **more: object) -> dict[str, object]:
    return {
        "version": version,
        "track": world.case.track,
        "criterion": "1.3",
        "level": 1,
        "strengths": "Rõ ràng",
        "weaknesses": "<b>Thiếu</b>",
        "unclear": "",
        "advice": "",
        "reason": "",
        **more,
    }


@pytest.mark.parametrize("regime", [TT57, TT2018])
def test_every_member_reads_and_only_the_leading_write(regime: str) -> None:
    world = make_concluding(regime)
    for role in (BodyRole.LEADER, BodyRole.SECRETARY, BodyRole.MEMBER):
        client = world.client(world.examiner(role))
        for page in PAGES:
            response = client.get(room(world, page))
            assert response.status_code == 200, (role, page)
        writes = 'name="strengths"' in client.get(room(world, "?tieu-chuan=1")).content.decode()
        assert writes is (role != BodyRole.MEMBER)
        assert client.post(room(world, "luu/"), fields(world)).status_code in (
            (403,) if role == BodyRole.MEMBER else (302, 409)
        )


def test_saving_answers_a_script_with_the_version_and_refuses_an_old_one() -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    first = client.post(room(world, "luu/"), fields(world), headers={"accept": "application/json"})
    assert first.json()["version"] == 1
    again = client.post(
        room(world, "luu/"), fields(world, strengths="Cũ"), headers={"accept": "application/json"}
    )
    assert again.status_code == 409
    told = again.json()
    assert "Trưởng" in told["message"]
    assert (told["version"], told["standing"]["strengths"], told["standing"]["level"]) == (1, "Rõ ràng", "1")
    page = client.get(room(world, "?tieu-chuan=1")).content.decode()
    assert "&lt;b&gt;Thiếu&lt;/b&gt;" in page
    assert "<b>Thiếu" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": ""},
        {"version": "x"},
        {"version": 10**30},
        {"level": 9},
        {"level": -1},
        {"criterion": "9.9"},
        {"criterion": "1.3' OR 1=1"},
        {"track": "thpt"},
        {"strengths": "a\x00b"},
        {"strengths": "x" * 8001},
    ],
)
def test_hostile_values_are_refused(wrong: dict[str, object]) -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    response = client.post(room(world, "luu/"), fields(world, **wrong))
    assert response.status_code in (404, 422)
    with scopes_disabled():
        assert not Conclusion.objects.exclude(version=0).exists()


def test_a_difference_without_a_reason_is_pointed_at() -> None:
    world = make_concluding(level=1)
    conclude(world, "1.3", 0)
    client = world.client(world.examiner())
    assert "thiếu lý do" in client.get(room(world)).content.decode()
    assert "cần ghi lý do" in client.get(room(world, "?tieu-chuan=1")).content.decode()
    conclude(world, "1.3", 0, reason=REASON)
    assert "khác, có lý do" in client.get(room(world)).content.decode()


def test_the_page_says_what_is_missing_and_then_offers_the_step() -> None:
    world = make_concluding(TT2018)
    client = world.client(world.examiner())
    page = client.get(room(world)).content.decode()
    assert "Chưa có mức kết luận" in page
    assert "gui-du-thao" not in page
    write_report(world)
    page = client.get(room(world)).content.decode()
    assert "gui-du-thao" in page
    assert "due_on" not in page  # the regulation names the days


def test_what_earlier_examinations_found_stands_beside() -> None:
    world = finished()
    with scopes_disabled():
        case = world.fresh()
        case.outcome, case.closed_at, case.stage = "refused", case.stage_since, "refused"
        case.save()
        case.pk, case.number, case.outcome, case.closed_at, case.stage = None, "", "", None, "meeting"
        case.save()
        body = world.members[BodyRole.LEADER].body
        body.case_id = case.pk
        body.save()
    world.registered = case
    page = world.client(world.examiner()).get(room(world)).content.decode()
    assert "Phát hiện của lần đánh giá trước" in page
    assert WEAKNESS in page
    assert "Chưa có trong kế hoạch cải tiến" in page


def test_queries_do_not_grow_with_what_was_written() -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    counts = []
    for turn in range(2):
        if turn:
            write_report(world)
            confirm(world)
        client.get(room(world))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(room(world))
        counts.append(len(caught))
    assert counts[1] - counts[0] <= 3
    assert counts[1] < 60
