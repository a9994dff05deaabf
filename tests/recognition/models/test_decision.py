"""A decision is a fact of one school; its days stand in order."""

import datetime as dt

import pytest
from django.db import IntegrityError

from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.recognition.models import Decision
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 5, 10)


def test_a_decision_is_read_inside_its_scope_only() -> None:
    school = SchoolFactory()
    with school_scope(school.pk):
        decision = Decision.objects.create(
            school=school, year="2019-2020", number="12/QĐ-SGDĐT", grade=2, degree=1
        )
        assert str(decision) == "12/QĐ-SGDĐT"
    with pytest.raises(ScopeError):
        Decision.objects.count()


def test_a_decision_cannot_expire_before_it_was_signed() -> None:
    school = SchoolFactory()
    with school_scope(school.pk), pytest.raises(IntegrityError):
        Decision.objects.create(
            school=school,
            year="2019-2020",
            number="12",
            decided_on=DAY,
            valid_to=DAY - dt.timedelta(days=1),
        )


def test_the_same_number_twice_in_a_year_is_refused() -> None:
    school = SchoolFactory()
    with school_scope(school.pk):
        Decision.objects.create(school=school, year="2019-2020", number="12")
        with pytest.raises(IntegrityError):
            Decision.objects.create(school=school, year="2019-2020", number="12")
