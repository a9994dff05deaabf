"""The months of a department's teams and councils, and the load of people."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.load import next_month
from minhdinh.appraisals.models import Body, BodyMember
from tests.appraisals.forming import Office, make_office
from tests.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def address(office: Office, rest: str = "") -> str:
    return f"/co-quan/{office.world.department.code}/doan-hoi-dong/{rest}"


def client(office: Office) -> Client:
    return office.world.client(office.world.specialist())


def test_the_next_month() -> None:
    assert next_month(dt.date(2026, 12, 31)) == dt.date(2027, 1, 1)
    assert next_month(dt.date(2028, 2, 29)) == dt.date(2028, 3, 1)


def test_bodies_by_month_and_people_by_load(office: Office) -> None:
    body = office.form()
    page = client(office).get(address(office))
    assert page.status_code == 200
    shown = [len(month.bodies) for month in page.context["months"]]
    assert len(shown) == 6
    assert shown[0] == 1
    assert sum(shown) == (body.ends_on.month - body.starts_on.month) % 12 + 1
    assert {one.most for one in page.context["people"]} == {1}
    assert "Bùi Thị An" in page.content.decode()


def test_other_months_and_what_is_no_month(office: Office) -> None:
    office.form()
    early = client(office).get(address(office, "?tu=2020-01"))
    assert early.context["any"] is False
    assert early.context["later"] == "2020-07"
    assert early.context["earlier"] == "2019-07"
    for wrong in ("2026-13", "x", "<b>", "9999-01", "²026-01"):
        page = client(office).get(address(office), {"tu": wrong})
        assert page.context["months"][0].first == timezone.localdate().replace(day=1)


def test_a_dissolved_body_and_who_left_are_no_load(office: Office) -> None:
    office.form()
    with scopes_disabled():
        BodyMember.objects.filter(user=office.experts[0]).update(ended_at=timezone.now())
    assert len(client(office).get(address(office)).context["people"]) == 4
    with scopes_disabled():
        Body.objects.update(dissolved_at=timezone.now())
    assert client(office).get(address(office)).context["any"] is False


def test_only_who_forms_them(office: Office) -> None:
    world = office.world
    leader = Client()
    leader.force_login(member(world.department, Role.DEPARTMENT_LEADER))
    assert leader.get(address(office)).status_code == 403
    assert world.client(world.principal()).get(address(office)).status_code == 404
    other = make_office()
    other.form()
    assert client(office).get(address(office)).context["any"] is False


def test_it_costs_the_same_with_more_people(office: Office) -> None:
    body = office.form()
    client(office).get(address(office))
    with CaptureQueriesContext(connection) as few:
        client(office).get(address(office))
    with scopes_disabled():
        for number in range(6):
            BodyMember.objects.create(
                school_id=body.school_id,
                body=body,
                user=office.expert(),
                name=f"Người {number}",
                role="member",
            )
    with CaptureQueriesContext(connection) as many:
        assert len(client(office).get(address(office)).context["people"]) == 11
    assert len(many) == len(few)
