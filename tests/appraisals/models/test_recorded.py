"""Facts about a school in a year: one of a kind, behind the scope."""

import pytest
from django.db import IntegrityError

from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.appraisals.enums import Wish
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Registration, ExternalEvaluation])
def test_a_fact_stands_once_a_year_and_only_inside_its_scope(model) -> None:
    school, other = SchoolFactory(), SchoolFactory()
    with school_scope(school.pk):
        row = model.objects.create(school=school, year="2017-2018")
        assert str(row) == f"{school.pk} 2017-2018"
        with pytest.raises(ScopeError):
            model.objects.create(school=other, year="2017-2018")
    with pytest.raises(ScopeError):
        model.objects.count()
    with school_scope(other.pk):
        assert model.objects.count() == 0
    with school_scope(school.pk), pytest.raises(IntegrityError):
        model.objects.create(school=school, year="2017-2018")


def test_a_registration_wishes_for_both_unless_it_says_otherwise() -> None:
    school = SchoolFactory()
    with school_scope(school.pk):
        assert Registration.objects.create(school=school, year="2017-2018").wish == Wish.BOTH
