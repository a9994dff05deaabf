"""Whom the plan's notices go to."""

import datetime as dt

from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.improvement.domain.notices import LEADERS, action_url, people_with, plan_url, tell_approved
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership
from tests.improvement.plans import Desk

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def test_only_memberships_of_today_count(desk: Desk) -> None:
    principal, secretary = desk.case.user(Role.PRINCIPAL), desk.case.user(Role.SECRETARY)
    assert people_with(desk.school.pk, LEADERS) == sorted([principal.pk, secretary.pk])
    Membership.objects.filter(user=secretary).update(valid_to=TODAY)
    Membership.objects.filter(user=principal).update(valid_from=TODAY + DAY)
    assert people_with(desk.school.pk, LEADERS) == []


def test_addresses_stay_in_the_program(desk: Desk) -> None:
    action = desk.action()
    assert plan_url(desk.plan) == desk.url()
    assert action_url(action) == desk.url(f"viec/{action.pk}/")


def test_the_same_approval_is_told_once(desk: Desk) -> None:
    owner = desk.case.user(Role.MEMBER)
    desk.action(owner_user_id=owner.pk)
    desk.action("Việc nữa", owner_user_id=owner.pk)
    plan = desk.approve()
    assert tell_approved(plan) == 0
    assert Notice.objects.filter(person=owner).count() == 1
