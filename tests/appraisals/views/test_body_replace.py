"""The page that puts another person in a member's place."""

import pytest
from django.test import Client

from minhdinh.appraisals.domain.bodies.changing import withdraw_member
from minhdinh.audit.models import Entry
from tests.appraisals.forming import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = make_office()
    made.form()
    return made


def client(office: Office) -> Client:
    return office.world.client(office.world.specialist())


def address(office: Office, place: int = 0) -> str:
    return office.world.office_url(f"doan/{office.members()[place].pk}/thay/")


def test_it_offers_who_is_not_in_it_yet(office: Office) -> None:
    spare = office.expert(full_name="Cao Thị Mới")
    page = client(office).get(address(office))
    assert page.status_code == 200
    assert [row["person"].user for row in page.context["found"]] == [spare]
    assert "Chủ tịch hội đồng" in page.content.decode()
    assert 'name="replace"' not in page.content.decode()


def test_who_left_is_not_offered_for_the_own_place(office: Office) -> None:
    gone = withdraw_member(actor=office.world.specialist(), member=office.members()[4], reason="Ốm.")
    page = client(office).get(address(office, 4))
    assert gone.user not in [row["person"].user for row in page.context["found"]]
    assert 'name="why"' not in page.content.decode()  # the reason was given


def test_a_reason_is_asked_for(office: Office) -> None:
    spare = office.expert()
    sent = {"user": spare.pk, "replace": "1", "why": "  "}
    page = client(office).post(address(office), sent)
    assert page.status_code == 422
    assert "Hãy ghi lý do." in page.content.decode()
    assert client(office).post(address(office), sent | {"why": "Đi học."}).status_code == 302
    assert office.members()[0].ended_reason == "Đi học."


def test_a_conflict_passes_with_its_paper_only(office: Office) -> None:
    own = office.expert(office.world.school)
    sent = {"user": own.pk, "replace": "1", "why": "Đi học.", "ack": f"unit-{own.pk}"}
    assert client(office).post(address(office), sent).status_code == 422
    half = sent | {"paper": "12/SGDĐT"}
    page = client(office).post(address(office), half)
    assert page.status_code == 422
    assert "12/SGDĐT" in page.content.decode()
    done = client(office).post(address(office), half | {"reason": "Không còn ai."})
    assert done.status_code == 302
    assert office.members()[-1].overruled == "12/SGDĐT: Không còn ai."
    assert Entry.objects.filter(action="body.overruled").count() == 1


@pytest.mark.parametrize("chosen", ["", "abc", "-1", "²", "9" * 40, "999999", "<script>"])
def test_what_is_nobody_replaces_nobody(office: Office, chosen: str) -> None:
    page = client(office).post(address(office), {"user": chosen, "replace": "1", "why": "x", "q": "<script>"})
    assert page.status_code in {200, 422}
    assert "<script>" not in page.content.decode().replace("<script type", "").replace("<script src", "")
    assert [one.ended_at for one in office.members()] == [None] * 5


def test_a_member_of_another_body_is_not_here(office: Office) -> None:
    other = make_office()
    other.form()
    strange = office.world.office_url(f"doan/{other.members()[0].pk}/thay/")
    assert client(office).get(strange).status_code == 404
