"""The body's page at the department: what it shows to whom, and the small forms on it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.changing import withdraw_member
from minhdinh.appraisals.domain.bodies.dividing import mark_of
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.lib.text import vn_date
from tests.appraisals.forming import DAY, Office, make_office
from tests.factories import DepartmentFactory, acting, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = make_office()
    made.form()
    return made


def client(office: Office) -> Client:
    return office.world.client(office.world.specialist())


def address(office: Office, rest: str = "") -> str:
    return office.world.office_url(f"doan/{rest}")


def test_it_shows_who_with_which_criteria(office: Office) -> None:
    text = client(office).get(address(office)).content.decode()
    for words in ("15/QĐ-SGDĐT", "Chủ tịch hội đồng", "Bùi Thị An", "1.1, 1.3, 2.3", "Chưa cam kết"):
        assert words in text
    world = office.world
    leader = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department)
    shown = world.client(leader).get(address(office))
    assert shown.status_code == 200
    assert "Giải thể" not in shown.content.decode()


def test_a_stranger_learns_nothing(office: Office) -> None:
    world, other = office.world, DepartmentFactory()
    stranger = Client()
    stranger.force_login(member(other, Role.DEPARTMENT_SPECIALIST))
    for rest in ("", "phan-cong/", "lap/", f"{office.members()[0].pk}/thay/"):
        assert stranger.get(address(office, rest)).status_code == 404
        assert stranger.get(world.office_url(f"doan/{rest}", other)).status_code == 404
    for rest in ("thoi-gian/", "giai-the/", f"{office.members()[0].pk}/thoi/"):
        assert stranger.post(address(office, rest), {"reason": "x"}).status_code == 404
        assert stranger.post(world.office_url(f"doan/{rest}", other), {"reason": "x"}).status_code == 404
    assert world.client(world.principal()).get(address(office)).status_code == 404


def test_the_office_that_looks_first_sees_and_changes_nothing(office: Office) -> None:
    world = office.world
    assert world.commune is not None
    officer = world.client(world.officer())
    shown = officer.get(world.office_url("doan/", world.commune))
    assert shown.status_code == 200
    assert "Phân công lại" not in shown.content.decode()
    with scopes_disabled():
        BodyMember.objects.update(conflict="Con học ở trường.", declared_at=timezone.now())
    shown = officer.get(world.office_url("doan/", world.commune))
    assert (
        "Con học ở trường." not in shown.content.decode()
    )  # a person's interests are the department's to know
    assert "Con học ở trường." in client(office).get(address(office)).content.decode()
    refused = officer.post(world.office_url("doan/giai-the/", world.commune), {"reason": "x"})
    assert refused.status_code == 403


def test_leaving_replacing_and_dissolving_through_the_page(office: Office) -> None:
    last, body = office.members()[4], _body(office)
    done = client(office).post(
        address(office, f"{last.pk}/thoi/"), {"reason": "Nghỉ ốm.", "body": body.pk}, follow=True
    )
    text = done.content.decode()
    assert "Nghỉ ốm." in text
    assert "Chọn người thay" in text
    new = office.expert(full_name="Cao Thị Mới")
    page = client(office).post(address(office, f"{last.pk}/thay/"), {"q": "cao thi moi"})
    assert "Cao Thị Mới" in page.content.decode()
    page = client(office).post(address(office, f"{last.pk}/thay/"), {"add": new.pk})
    assert page.context["person"].user == new
    done = client(office).post(address(office, f"{last.pk}/thay/"), {"user": new.pk, "replace": "1"})
    assert done.status_code == 302
    assert office.members()[-1].replaces_id == last.pk
    done = client(office).post(
        address(office, "giai-the/"), {"reason": "Thu hồi.", "body": body.pk}, follow=True
    )
    assert "Thu hồi." in done.content.decode()
    assert "/doan/lap/" in done.content.decode()


def test_a_replacement_that_is_refused_stays_on_the_page(office: Office) -> None:
    own = office.expert(office.world.school, full_name="Hồ Thị Trong")
    first = office.members()[0]
    page = client(office).post(
        address(office, f"{first.pk}/thay/"), {"user": own.pk, "replace": "1", "why": "Đi học."}
    )
    assert page.status_code == 422
    assert "đang làm việc tại" in page.content.decode()
    assert 'name="paper"' in page.content.decode()
    assert office.members()[0].ended_at is None


def test_a_form_of_a_body_that_was_dissolved_changes_nothing(office: Office) -> None:
    first = _body(office)
    client(office).post(address(office, "giai-the/"), {"reason": "Thu hồi.", "body": first.pk})
    office.form()
    refused = client(office).post(address(office, "giai-the/"), {"reason": "Lần nữa.", "body": first.pk})
    assert refused.status_code == 409
    with scopes_disabled():
        assert Body.objects.filter(dissolved_at__isnull=True).count() == 1


def test_days(office: Office) -> None:
    today = timezone.localdate()
    for ends, status in ((today + 9 * DAY, 302), (today - DAY, 422)):
        mark = client(office).get(address(office)).context["days_mark"]
        sent = {"starts_on": vn_date(today), "ends_on": vn_date(ends), "mark": mark}
        assert client(office).post(address(office, "thoi-gian/"), sent).status_code == status
    assert _body(office).ends_on == today + 9 * DAY
    assert client(office).post(address(office, "thoi-gian/"), {"starts_on": "32/13/1"}).status_code == 422
    late = {"starts_on": vn_date(today), "ends_on": vn_date(today + 5 * DAY), "mark": "cũ"}
    assert client(office).post(address(office, "thoi-gian/"), late).status_code == 409
    assert f'name="mark" value="{mark}"' in client(office).get(address(office)).content.decode()


def test_dividing_again(office: Office) -> None:
    members = office.members()
    sent: dict[str, Any] = {"mark": mark_of(members), f"c-{members[0].pk}": list(office.criteria)}
    page = client(office).post(address(office, "phan-cong/"), sent | {"divide": "1"})
    assert page.status_code == 200
    assert [len(one.criteria) for one in page.context["columns"]] == [1, 1, 1, 0, 0]
    page = client(office).post(address(office, "phan-cong/"), {"mark": mark_of(members)})
    assert page.status_code == 422
    assert "Chưa phân công 3 tiêu chí" in page.content.decode()
    assert client(office).post(address(office, "phan-cong/"), sent).status_code == 302
    page = client(office).post(address(office, "phan-cong/"), sent)
    assert page.status_code == 409


def test_what_people_wrote_is_shown_as_text(office: Office) -> None:
    nasty = "<script>alert(1)</script>"
    withdraw_member(actor=office.world.specialist(), member=office.members()[4], reason=nasty)
    with scopes_disabled():
        BodyMember.objects.update(conflict=nasty, position=nasty)
    text = client(office).get(address(office)).content.decode()
    assert nasty not in text
    assert "&lt;script&gt;alert" in text


def test_the_page_costs_the_same_with_more_people(office: Office) -> None:
    client(office).get(address(office))
    with CaptureQueriesContext(connection) as few:
        client(office).get(address(office))
    with scopes_disabled():
        body = _body(office)
        for number in range(6):
            person = office.expert()
            BodyMember.objects.create(
                school_id=body.school_id, body=body, user=person, name=f"Người {number}", role="member"
            )
    with CaptureQueriesContext(connection) as many:
        client(office).get(address(office))
    assert len(many) == len(few)


def _body(office: Office) -> Body:
    with scopes_disabled():
        return Body.objects.filter(case=office.world.registered).latest("pk")
