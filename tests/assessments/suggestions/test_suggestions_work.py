"""What waits for proof stands in the work of those in charge, and goes when it was put in or the report is closed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role, permissions_of
from minhdinh.accounts.models import User
from minhdinh.assessments.models import Assignment
from minhdinh.assessments.suggestions.work import suggestion_work
from minhdinh.assessments.work import Worker
from tests.assessments.cases import Case
from tests.assessments.suggestions.desk import chosen_and_put, pick, proof, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(case: Case) -> User:
    user = case.user(Role.MEMBER)
    seat = case.assessment.members.create(school=case.school, name=user.full_name, user=user)
    Assignment.objects.create(school=case.school, sheet=sheet_of(case), member=seat)
    return user


def worker(user: User, role: str = Role.MEMBER) -> Worker:
    return Worker(user.pk, user.full_name, permissions_of({role}))


def test_a_choice_without_proof_waits_for_those_in_charge(case: Case, owner: User) -> None:
    pick(case, items=())
    ((person, found),) = suggestion_work(case.assessment, [worker(owner)])
    assert person == owner.pk
    assert found.kind == "evidence"
    assert "1.1.1a" in found.title
    assert found.url.endswith("/tieu-chi/thcs/1.1/?muc=1#yc-1.1.1a")
    assert (found.standard, found.criterion) == ("1", "1.1")


def test_proven_put_in_and_negative_ones_do_not(case: Case, owner: User) -> None:
    pick(case)
    assert list(suggestion_work(case.assessment, [worker(owner)])) == []
    chosen_and_put(case)
    assert list(suggestion_work(case.assessment, [worker(owner)])) == []


def test_nobody_else_is_asked(case: Case, owner: User) -> None:
    pick(case, items=())
    other = worker(case.user(Role.SECRETARY), Role.SECRETARY)
    assert list(suggestion_work(case.assessment, [other])) == []
    assert list(suggestion_work(case.assessment, [worker(owner, Role.VIEWER)])) == []


def test_a_report_that_is_handed_in_asks_nothing(case: Case, owner: User) -> None:
    pick(case, items=())
    case.assessment.state = "submitted"
    assert list(suggestion_work(case.assessment, [worker(owner)])) == []


def test_many_choices_cost_no_more_queries(case: Case, owner: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(suggestion_work(case.assessment, [worker(owner)]))
        return len(captured)

    pick(case, items=(proof(case, kind="khen_thuong"),))
    before = cost()
    pick(case, "1.1.1b-1", items=(proof(case, kind="khen_thuong"),))
    pick(case, "1.1.1a-2", items=())
    assert cost() == before
