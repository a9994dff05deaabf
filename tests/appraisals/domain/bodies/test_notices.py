"""What members and the department are told, and where it leads."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.bodies.changing import days_mark, dissolve_body, move_days, withdraw_member
from minhdinh.appraisals.domain.bodies.declaring import declare_interest
from minhdinh.appraisals.domain.bodies.notices import tell_named
from minhdinh.lib.text import vn_date
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership
from tests.appraisals.forming import DAY, Office, make_office
from tests.factories import CommuneFactory, acting, member

pytestmark = pytest.mark.django_db
MINE = "/ho-so-toi-danh-gia/"


@pytest.fixture
def office() -> Office:
    return make_office()


def told(person: User, key: str) -> Notice:
    return Notice.objects.get(person=person, key__startswith=key)


def test_members_are_told_with_their_days(office: Office) -> None:
    body = office.form()
    for person in office.experts:
        notice = told(person, "body-named")
        assert notice.url == MINE
        assert notice.organisation_id == office.home.pk  # not the examined school's web hook
        assert f"từ {vn_date(body.starts_on)} đến hết {vn_date(body.ends_on)}" in notice.text
        assert office.world.school.name in notice.text


def test_nobody_is_told_twice(office: Office) -> None:
    office.form()
    with scopes_disabled():
        assert tell_named(office.members()[0]) == 0


def test_who_leaves_is_told_why(office: Office) -> None:
    office.form()
    withdraw_member(actor=office.world.specialist(), member=office.members()[3], reason="Đi học dài hạn.")
    assert "Đi học dài hạn." in told(office.experts[3], "body-left").text
    assert not Notice.objects.filter(person=office.experts[0], key__startswith="body-left").exists()


def test_a_dissolution_is_told_to_who_still_was_in_it(office: Office) -> None:
    body = office.form()
    withdraw_member(actor=office.world.specialist(), member=office.members()[3], reason="Ốm.")
    dissolve_body(actor=office.world.specialist(), body=body, reason="Quyết định bị thu hồi.")
    assert "Quyết định bị thu hồi." in told(office.experts[0], "body-left").text
    assert Notice.objects.filter(person=office.experts[3], key__startswith="body-left").count() == 1


def test_every_move_of_the_days_is_told(office: Office) -> None:
    body = office.form()
    for more in (1, 2):
        body = move_days(
            actor=office.world.specialist(),
            body=body,
            starts_on=body.starts_on,
            ends_on=body.ends_on + more * DAY,
            mark=days_mark(body),
        )
    assert Notice.objects.filter(person=office.experts[0], key__startswith="body-days").count() == 2


def test_an_interest_is_told_to_who_manages_registrations_there(office: Office) -> None:
    world = office.world
    manager = member(world.department, Role.DEPARTMENT_ADMIN)
    leader = member(world.department, Role.DEPARTMENT_LEADER)
    over, later = (member(world.department, Role.DEPARTMENT_SPECIALIST) for _time in range(2))
    Membership.objects.filter(user=over).update(valid_to=timezone.localdate())
    Membership.objects.filter(user=later).update(valid_from=timezone.localdate() + DAY)
    elsewhere = member(CommuneFactory(under=world.department), Role.COMMUNE_OFFICER)
    office.form()
    first = office.members()[0]
    declare_interest(actor=acting(office.experts[0], world.school), member=first, text="Con học ở trường.")
    notice = told(manager, "body-conflict")
    assert "Bùi Thị An khai có lợi ích liên quan" in notice.text
    assert notice.url == world.office_url("doan/")
    others = (leader, elsewhere, over, later)
    assert not Notice.objects.filter(person__in=others, key__startswith="body-conflict").exists()
    assert not Notice.objects.filter(person=office.experts[1], key__startswith="body-conflict").exists()
