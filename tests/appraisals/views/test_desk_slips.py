"""Slips and preliminary reports in the examiner's room."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Slip
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.appraisals.registered import TT2018
from tests.appraisals.views.desk_room import JSON, body, client, criterion_url, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_a_slip_is_saved_sent_read_by_the_body_and_taken_back(room: Examined) -> None:
    form = {"version": "0", "level": "1", "strengths": "<b>Rõ</b>", "private_note": "Riêng tôi"}
    saved = client(room).post(criterion_url(room, "luu/"), form, headers=JSON)
    assert saved.json()["version"] == 1
    assert "&lt;b&gt;Rõ" in body(room, criterion_url(room))
    assert "Rõ&lt;" not in body(room, criterion_url(room), BodyRole.LEADER)
    assert client(room).post(criterion_url(room, "gui/"))["Location"].endswith("#phieu")
    lead = body(room, criterion_url(room), BodyRole.LEADER)
    assert "&lt;b&gt;Rõ" in lead
    assert "Riêng tôi" not in lead
    assert "Riêng tôi" in body(room, criterion_url(room))
    assert client(room).post(criterion_url(room, "rut/")).status_code == 302
    assert "Rõ&lt;" not in body(room, criterion_url(room), BodyRole.LEADER)


def test_a_stale_slip_shows_both(room: Examined) -> None:
    room.save(strengths="Bản trên máy chủ")
    form = {"version": "0", "level": "1", "strengths": "Bản vừa gõ"}
    answer = client(room).post(criterion_url(room, "luu/"), form, headers=JSON)
    assert answer.status_code == 409
    assert answer.json()["standing"]["strengths"] == "Bản trên máy chủ"
    page = client(room).post(criterion_url(room, "luu/"), form)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Bản trên máy chủ" in text
    assert "Bản vừa gõ</textarea>" in text
    assert 'name="version" value="1"' in text


@pytest.mark.parametrize("version", ["", "x", "-1", "1e3", "9" * 40, "١"])
def test_a_hostile_version(room: Examined, version: str) -> None:
    for address in (criterion_url(room, "luu/"), url(room, "buoc/")):
        answer = client(room, BodyRole.LEADER).post(
            address, {"version": version, "act": "advance"}, headers=JSON
        )
        assert answer.status_code == 422
    with scopes_disabled():
        assert not Slip.objects.exists()


def test_the_preliminary_report_of_2018() -> None:
    room = examined(TT2018)
    address = url(room, "so-bo/")
    form = {"version": "0", "overall": "Báo cáo đầy đủ", "la": "x"}
    assert client(room).post(f"{address}gui/", headers=JSON).status_code == 422  # nothing written
    assert client(room).post(f"{address}luu/", form, headers=JSON).json()["version"] == 1
    stale = client(room).post(f"{address}luu/", form | {"overall": "Khác"}, headers=JSON)
    assert (stale.status_code, stale.json()["standing"]) == (409, {"overall": "Báo cáo đầy đủ"})
    assert client(room).post(f"{address}luu/", form | {"overall": "Khác"}).status_code == 409
    assert "Báo cáo đầy đủ" not in body(room, address, BodyRole.LEADER)
    assert client(room).post(f"{address}gui/").status_code == 302
    assert "Báo cáo đầy đủ" in body(room, address, BodyRole.LEADER)
    assert client(room).post(f"{address}luu/", form | {"version": "2"}, headers=JSON).status_code == 422
    assert client(room).post(f"{address}gui/", {"back": "1"}).status_code == 302
    assert "Báo cáo đầy đủ" not in body(room, address, BodyRole.LEADER)
    room.world.put("drafting")
    assert "<textarea" in body(room, address)
    room.world.put("finalising")
    assert "<textarea" not in body(room, address)


def test_the_regime_of_2026_has_no_preliminary_report(room: Examined) -> None:
    assert body(room, url(room, "so-bo/"), status=404)
