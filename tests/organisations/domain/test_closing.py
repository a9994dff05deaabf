import datetime as dt

import pytest

from minhdinh.access.actor import actor_with_roles, system_actor
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.tree import add_organisation, move_organisation, parent_on
from tests.factories import MinistryFactory, OrganisationFactory

DAY = dt.date(2025, 7, 1)
pytestmark = pytest.mark.django_db


def test_an_organisation_ends_and_stays_in_the_record():
    root = MinistryFactory()
    office = OrganisationFactory(under=root, name="Phòng mẫu")
    close_organisation(actor=system_actor(), organisation=office, day=DAY)
    office.refresh_from_db()
    assert office.active is False
    assert office.path.startswith(root.path)
    assert parent_on(office, DAY - dt.timedelta(days=1)) == root
    assert parent_on(office, DAY) is None
    entry = Entry.objects.get(action="organisation.closed")
    assert sentence(entry.action, entry.data) == "Phòng mẫu kết thúc hoạt động từ 01/07/2025"


def test_closing_again_changes_nothing():
    office = OrganisationFactory(under=MinistryFactory())
    close_organisation(actor=system_actor(), organisation=office, day=DAY)
    close_organisation(actor=system_actor(), organisation=office, day=DAY + dt.timedelta(days=9))
    assert Entry.objects.filter(action="organisation.closed").count() == 1
    assert parent_on(office, DAY) is None


def test_the_end_does_not_stand_before_the_last_move():
    root = MinistryFactory()
    first = OrganisationFactory(under=root)
    office, _is_new = add_organisation(actor=system_actor(), code="p", name="P", kind="commune", parent=first)
    move_organisation(actor=system_actor(), organisation=office, parent=root, day=DAY)
    with pytest.raises(Problem, match="01/07/2025"):
        close_organisation(actor=system_actor(), organisation=office, day=DAY)
    office.refresh_from_db()
    assert office.active is True


def test_only_who_manages_organisations_may():
    office = OrganisationFactory(under=MinistryFactory())
    actor = actor_with_roles(1, "Chuyên viên", office.pk, frozenset({"department_specialist"}))
    with pytest.raises(NotAllowed):
        close_organisation(actor=actor, organisation=office, day=DAY)
