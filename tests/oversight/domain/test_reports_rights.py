"""Who writes an office's reports: its own people, and those of the office that acts for it while it does."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed
from minhdinh.organisations.models import Delegation
from minhdinh.oversight.domain.reports_rights import may_report, require_reporter
from tests.factories import CommuneFactory, acting, member
from tests.oversight.paperwork import Bureau, make_bureau

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def test_own_people_write_and_those_above_do_not(bureau: Bureau) -> None:
    assert may_report(bureau.actor, bureau.office)
    assert not may_report(bureau.visitor, bureau.office)
    assert may_report(bureau.asker, bureau.department)
    assert not may_report(bureau.asker, bureau.office)
    assert not may_report(acting(bureau.reader, bureau.office), bureau.office)


def test_refusals_say_why(bureau: Bureau) -> None:
    require_reporter(bureau.actor, bureau.office)
    with pytest.raises(NotAllowed, match="chính cơ quan"):
        require_reporter(bureau.visitor, bureau.office)
    with pytest.raises(NotAllowed, match="chưa được giao quyền"):
        require_reporter(acting(bureau.reader, bureau.office), bureau.office)


@pytest.mark.parametrize(("ends", "may"), [(30, True), (0, False)])
def test_who_acts_for_an_office_writes_while_it_lasts(bureau: Bureau, ends: int, may: bool) -> None:
    today = timezone.localdate()
    neighbour = CommuneFactory(under=bureau.department)
    Delegation.objects.create(
        office=bureau.office,
        acting=neighbour,
        valid_from=today - dt.timedelta(days=9),
        valid_to=today + dt.timedelta(days=ends),
        basis="QĐ 1",
    )
    person = member(neighbour, Role.COMMUNE_OFFICER)
    if may:
        assert may_report(acting(person, bureau.office), bureau.office)
    else:
        with pytest.raises(AssertionError, match="stranger"):
            acting(person, bureau.office)
