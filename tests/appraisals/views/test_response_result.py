"""The final report: when the school and each office see it, what was taken up, the findings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Draft
from tests.appraisals.concluded import (
    ADVICE,
    REASON,
    WEAKNESS,
    answer,
    conclude,
    finalise,
    finished,
    make_concluding,
    send_draft,
    shown,
    step,
    write_part,
)
from tests.appraisals.registered import TT57, TT2018, World
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, acting, member

pytestmark = pytest.mark.django_db


def statuses(world: World) -> dict[str, int]:
    """Return what the school, its visitors and its offices get."""
    assert world.commune is not None
    school = world.client(world.secretary())
    department, commune = world.client(world.specialist()), world.client(world.officer())
    return {
        "school": school.get(world.url("bao-cao-hoan-thien/")).status_code,
        "department at the school": department.get(world.url("bao-cao-hoan-thien/")).status_code,
        "department": department.get(world.office_url("bao-cao/")).status_code,
        "commune": commune.get(world.office_url("bao-cao/", world.commune)).status_code,
    }


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_who_sees_the_final_report_when(name: str) -> None:
    nobody = dict.fromkeys(("school", "department at the school", "department", "commune"), 404)
    world = make_concluding(name)
    assert statuses(world) == nobody
    send_draft(world)
    assert statuses(world) == nobody
    answer(world)
    finalise(world)
    assert statuses(world) == nobody | {"department": 200}
    step(world, Act.NOTIFY if name == TT57 else Act.SUBMIT, world.specialist())
    assert statuses(world) == dict.fromkeys(nobody, 200)
    stranger = signed_in(member(CommuneFactory(), Role.COMMUNE_OFFICER))
    assert stranger.get(world.office_url("bao-cao/")).status_code == 404


def test_a_report_sent_back_is_seen_by_nobody() -> None:
    world = finished(TT2018)
    step(world, Act.SEND_BACK, world.specialist(), "Xem lại")
    assert set(statuses(world).values()) == {404}


def test_a_stopped_registration_shows_no_result() -> None:
    world = finished(TT2018)
    step(world, Act.STOP, world.specialist(), "Trường sáp nhập")
    assert statuses(world)["school"] == 404
    assert statuses(world)["department"] == 200


def test_what_the_answer_changed_is_shown() -> None:
    world = make_concluding(TT2018)
    conclude(world, "1.3", 0, reason=REASON)
    for criterion in ("1.1", "2.3"):
        conclude(world, criterion)
    write_part(world)
    step(world, Act.SEND_DRAFT)
    answer(world)
    conclude(world, "1.3", 1, weaknesses="Đã sửa <điểm yếu>", reason=REASON)
    write_part(world, text="Đề nghị công nhận cấp độ 1.")
    finalise(world)
    step(world, Act.SUBMIT, world.specialist())
    page = world.client(world.secretary()).get(world.url("bao-cao-hoan-thien/")).content.decode()
    assert "Khác với bản dự thảo" in page
    assert "Không đạt → <strong>Đạt Mức 1</strong>" in page
    assert "Đã sửa &lt;điểm yếu&gt;" in page
    assert "Đề nghị công nhận cấp độ 1." in page
    assert page.count(REASON) == 1  # only in the comparison: the level is the school's own again


def test_findings_and_their_plan_stand_in_the_schools_report() -> None:
    world = shown()
    page = world.client(world.secretary()).get(world.url("bao-cao-hoan-thien/")).content.decode()
    assert page.count("Chưa có trong kế hoạch cải tiến") == 6
    assert WEAKNESS in page
    assert ADVICE in page
    assert "Đưa vào kế hoạch cải tiến" in page
    office = world.client(world.specialist()).get(world.office_url("bao-cao/")).content.decode()
    assert "Đưa vào kế hoạch cải tiến" not in office


def test_an_altered_report_is_shown_to_be() -> None:
    world = shown(TT2018)
    client = world.client(world.secretary())
    assert "còn nguyên" in client.get(world.url("bao-cao-hoan-thien/")).content.decode()
    with scopes_disabled():
        final = Draft.objects.get(final=True)
        final.content["result"]["concluded"]["level"] = 4
        final.save()
    assert "đã bị thay đổi" in client.get(world.url("bao-cao-hoan-thien/")).content.decode()


def test_queries_do_not_grow_with_the_findings() -> None:
    counts = []
    for lines in (1, 9):
        world = make_concluding(TT2018)
        for criterion in ("1.1", "1.3", "2.3"):
            conclude(world, criterion, weaknesses="\n".join(f"Ý {one}" for one in range(lines)))
        write_part(world)
        step(world, Act.SEND_DRAFT)
        answer(world)
        finalise(world)
        step(world, Act.SUBMIT, world.specialist())
        client = world.client(acting(world.user(world.school, Role.VIEWER), world.school))
        client.get(world.url("bao-cao-hoan-thien/"))
        with CaptureQueriesContext(connection) as caught:
            client.get(world.url("bao-cao-hoan-thien/"))
        counts.append(len(caught))
    assert counts[0] == counts[1]
