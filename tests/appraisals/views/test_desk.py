"""The overview of the examiner's room."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Case
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.appraisals.views.desk_room import JSON, body, client, criterion_url, url
from tests.assessments.cases import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_the_overview_tells_where_it_stands_and_what_is_mine(room: Examined) -> None:
    page = body(room, url(room))
    assert "Thành viên nghiên cứu hồ sơ" in page
    assert page.count("tieu-chi/") >= len(SMALL)
    assert "viec-tiep" not in page  # a plain member moves nothing
    lead = body(room, url(room), BodyRole.LEADER)
    assert "viec-tiep" in lead
    assert "chưa ai gửi phiếu" in lead


def test_the_leader_takes_the_step_once_the_slips_are_there(room: Examined) -> None:
    form = {"act": "advance", "version": "0"}
    refused = client(room, BodyRole.LEADER).post(url(room, "buoc/"), form, headers=JSON)
    assert refused.status_code == 422
    assert "1.3" in refused.json()["message"]
    for criterion in SMALL:
        room.send(BodyRole.MEMBER, criterion)
    assert client(room).post(url(room, "buoc/"), form, headers=JSON).status_code == 403
    assert (
        client(room, BodyRole.LEADER)
        .post(url(room, "buoc/"), {**form, "act": "fly"}, headers=JSON)
        .status_code
        == 422
    )
    assert client(room, BodyRole.LEADER).post(url(room, "buoc/"), form).status_code == 302
    assert client(room, BodyRole.LEADER).post(url(room, "buoc/"), form, headers=JSON).status_code in {
        409,
        422,
    }
    with scopes_disabled():
        assert Case.objects.get().stage == "meeting"


def test_mine_leads_to_the_desk(room: Examined) -> None:
    school = room.world.school.code
    assert client(room).get(f"/truong/{school}/danh-gia/")["Location"] == url(room)
    assert client(room).get("/", follow=True).redirect_chain[-1][0] == url(room)


def test_pages_cost_the_same_for_any_number_of_slips(
    room: Examined, django_assert_max_num_queries: object
) -> None:
    counts = []
    for _round in range(2):
        for address in (url(room), criterion_url(room), url(room, "bao-cao/?tieu-chuan=1")):
            with django_assert_max_num_queries(60) as found:  # type: ignore[operator]
                body(room, address, BodyRole.LEADER)
            counts.append(len(found))
        if not _round:
            for role in (BodyRole.MEMBER, BodyRole.SECRETARY):
                for criterion in SMALL:
                    room.send(role, criterion)
    assert counts[:3] == counts[3:]
