"""Opinion slips on their page: nobody reads another's before both are sent; who is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole, PaperKind, Verdict
from minhdinh.appraisals.models import MemberPaper
from tests.appraisals.concluded import make_concluding, vote, vote_all
from tests.appraisals.registered import World
from tests.appraisals.views.test_conclude import room

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
SECRET = "Chưa tin số liệu của tiêu chí 1.3"


def page(world: World, role: str) -> str:
    return world.client(world.examiner(role)).get(room(world, "phieu-y-kien/")).content.decode()


def test_a_slip_is_written_saved_and_sent() -> None:
    world = make_concluding()
    client = world.client(world.examiner(BodyRole.MEMBER))
    values = {"version": 0, "verdict": "disagree", "reason": SECRET}
    assert client.post(room(world, "phieu-y-kien/luu/"), values, headers=JSON).json()["version"] == 1
    assert client.post(room(world, "phieu-y-kien/luu/"), values, headers=JSON).status_code == 409
    typed = values | {"reason": "Chữ đang gõ", "version": 0}
    refused = client.post(room(world, "phieu-y-kien/gui/"), typed)
    assert refused.status_code == 409
    assert "Chữ đang gõ" in refused.content.decode()
    assert client.post(room(world, "phieu-y-kien/gui/"), values | {"verdict": ""}).status_code in (409, 422)
    values |= {"version": 1, "reason": SECRET + "."}
    assert client.post(room(world, "phieu-y-kien/gui/"), values).status_code == 302
    assert client.post(room(world, "phieu-y-kien/gui/"), values).status_code == 422
    with scopes_disabled():
        paper = MemberPaper.objects.get(kind=PaperKind.OPINION)
    assert paper.sent_at is not None
    assert (paper.verdict, paper.texts["reason"]) == ("disagree", SECRET + ".")


def test_reasons_and_counts_stay_unseen_until_the_own_is_sent() -> None:
    world = make_concluding()
    vote(world, BodyRole.MEMBER, Verdict.DISAGREE, SECRET)
    for role in (BodyRole.LEADER, BodyRole.SECRETARY):
        shown = page(world, role)
        assert SECRET not in shown
        assert "không đồng ý: 01" not in shown
    vote(world, BodyRole.LEADER)
    assert SECRET in page(world, BodyRole.LEADER)
    assert "không đồng ý: 01" in page(world, BodyRole.LEADER)
    assert SECRET not in page(world, BodyRole.SECRETARY)


def test_who_has_not_sent_is_named_and_may_be_noted_absent() -> None:
    world = make_concluding()
    vote(world, BodyRole.LEADER)
    assert "Còn thiếu phiếu" in page(world, BodyRole.LEADER)
    assert "vang-" not in page(world, BodyRole.MEMBER)
    client = world.client(world.examiner())
    for role in (BodyRole.SECRETARY, BodyRole.MEMBER):
        values = {"member": world.members[role].pk, "reason": "Nghỉ ốm"}
        assert client.post(room(world, "phieu-y-kien/vang/"), values).status_code == 302
    assert "Đã đủ phiếu" in page(world, BodyRole.LEADER)
    values = {"member": world.members[BodyRole.MEMBER].pk, "reason": ""}
    outsider = world.client(world.examiner(BodyRole.MEMBER))
    assert outsider.post(room(world, "phieu-y-kien/vang/"), values).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"member": ""}, {"member": "x"}, {"member": 10**20}, {"reason": "x" * 401}]
)
def test_hostile_absences(wrong: dict[str, object]) -> None:
    world = make_concluding()
    values = {"member": world.members[BodyRole.MEMBER].pk, "reason": "Ốm"} | wrong
    client = world.client(world.examiner())
    assert client.post(room(world, "phieu-y-kien/vang/"), values).status_code in (404, 422)


def test_a_page_that_others_do_not_open() -> None:
    world = make_concluding()
    vote_all(world)
    for actor in (world.principal(), world.specialist(), world.officer()):
        client = world.client(actor)
        assert client.get(room(world, "phieu-y-kien/")).status_code in (403, 404)
        for rest in ("luu/", "gui/", "vang/"):
            assert client.post(room(world, f"phieu-y-kien/{rest}")).status_code in (403, 404)


def test_queries_do_not_grow_with_the_slips() -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    vote(world, BodyRole.LEADER)
    counts = []
    for turn in range(2):
        if turn:
            vote(world, BodyRole.SECRETARY)
            vote(world, BodyRole.MEMBER)
        client.get(room(world, "phieu-y-kien/"))
        with CaptureQueriesContext(connection) as caught:
            client.get(room(world, "phieu-y-kien/"))
        counts.append(len(caught))
    assert counts[0] == counts[1]
