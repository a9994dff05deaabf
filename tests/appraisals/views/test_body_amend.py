"""The pages that change a standing body by a decision."""

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.amending import people_mark
from minhdinh.appraisals.models import Body, BodyAmendment
from minhdinh.lib.text import vn_date
from tests.appraisals.forming import Office, make_office
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, DepartmentFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = make_office()
    made.form()
    return made


def client(office: Office) -> Client:
    return office.world.client(office.world.specialist())


def sent(office: Office, **values: str | int) -> dict[str, str | int]:
    with scopes_disabled():
        standing = Body.objects.get()
        mark = people_mark(standing)
    paper = {"number": "20/QĐ-SGDĐT", "date": vn_date(timezone.localdate())}
    return {"body": standing.pk, "mark": mark, **paper, **values}


def test_a_person_is_looked_for_chosen_and_seated(office: Office) -> None:
    spare, url = office.expert(full_name="Cao Thị Mới"), office.world.office_url("doan/bo-sung/")
    page = client(office).get(url)
    assert [row["person"].user for row in page.context["found"]] == [spare]
    chosen = client(office).post(url, {"add": spare.pk})
    assert 'name="save"' in chosen.content.decode()
    assert "số lẻ" in chosen.content.decode()
    form = sent(office, user=spare.pk, role="member", save="1")
    asked = client(office).post(url, form)
    assert asked.status_code == 422
    answer = client(office).post(url, form | {"ack": "odd"})
    assert (answer.status_code, answer["Location"]) == (302, office.world.office_url("doan/phan-cong/"))
    shown = client(office).get(office.world.office_url("doan/")).content.decode()
    assert "Sửa đổi, bổ sung" in shown
    assert "20/QĐ-SGDĐT" in shown
    again = client(office).post(url, form | {"ack": "odd", "user": office.expert().pk})
    assert again.status_code == 409
    assert again.context["mark"] == sent(office)["mark"], "what was typed can be sent again after a look"


def test_what_was_typed_stays_on_a_page_that_was_refused(office: Office) -> None:
    url = office.world.office_url("doan/bo-sung/")
    form = sent(office, user=office.expert().pk, role="member", save="1", number="<b>x", date="32/13/2026")
    page = client(office).post(url, form)
    assert page.status_code == 422
    assert "&lt;b&gt;x" in page.content.decode()
    for user in ("x", "9" * 50, "\x00", "-1"):
        assert client(office).post(url, form | {"user": user, "q": "\x00"}).status_code in (200, 422)


def test_a_role_is_changed(office: Office) -> None:
    url = office.world.office_url(f"doan/{office.members()[2].pk}/vai-tro/")
    page = client(office).get(url).content.decode()
    assert "Phó Chủ tịch hội đồng" in page
    assert "Bùi Thị An sẽ là" in page
    form = sent(office)
    for role in ("", "chief", "member", "\x00"):
        assert client(office).post(url, form | {"role": role}).status_code == 422
    assert client(office).post(url, form | {"role": "leader"}).status_code == 302
    stale = client(office).post(url, form | {"role": "secretary"})
    assert stale.status_code == 409
    assert stale.context["mark"] == sent(office)["mark"], "what was typed can be sent again after a look"
    assert [one.role for one in office.members()[:3]] == ["member", "secretary", "leader"]
    with scopes_disabled():
        assert BodyAmendment.objects.count() == 2


def test_nobody_else_comes_in(office: Office) -> None:
    pages = ["doan/bo-sung/", f"doan/{office.members()[2].pk}/vai-tro/"]
    strangers = [
        member(DepartmentFactory(), Role.DEPARTMENT_SPECIALIST),
        member(CommuneFactory(under=office.world.department), Role.COMMUNE_OFFICER),
    ]
    for place in pages:
        for person in strangers:
            assert signed_in(person).get(office.world.office_url(place)).status_code in (403, 404)
        leader = office.world.user(office.world.department, Role.DEPARTMENT_LEADER)
        assert signed_in(leader).get(office.world.office_url(place)).status_code == 403
    assert client(office).get(office.world.office_url("doan/999999/vai-tro/")).status_code == 404


def test_the_queries_do_not_grow_with_the_people(office: Office, django_assert_max_num_queries) -> None:
    for number in range(12):
        office.expert(full_name=f"Người {number}")
    with django_assert_max_num_queries(60):
        assert client(office).get(office.world.office_url("doan/bo-sung/")).status_code == 200
