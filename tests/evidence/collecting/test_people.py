"""Who may be asked: people of the school who may send evidence, and nobody else."""

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.evidence.collecting.people import people_to_ask, person_to_ask
from tests.evidence.factories import House
from tests.factories import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def test_who_may_send_is_asked_in_vietnamese_order(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, role in (
        ("Trần Văn Ba", Role.CONTRIBUTOR),
        ("Lê Thị An", Role.MEMBER),
        ("Đỗ Văn Xem", Role.VIEWER),
        ("Ngô Thư Ký", Role.SECRETARY),
    ):
        member(house.school, role, full_name=name)
    with django_assert_num_queries(2):
        names = [person.full_name for person in people_to_ask(house.school)]
    assert names == ["Lê Thị An", "Trần Văn Ba", "Ngô Thư Ký"]


def test_who_left_or_was_closed_is_not_asked(house: House) -> None:
    gone = member(house.school, Role.MEMBER)
    gone.memberships.update(ended=True)
    closed = member(house.school, Role.MEMBER)
    closed.is_active = False
    closed.save()
    assert people_to_ask(house.school) == []
    assert person_to_ask(house.school, closed.pk) is None
    assert person_to_ask(house.school, gone.pk) is None
