"""What a school that has ended left open is shown to its heir, who ends it with a reason."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.inheriting import end_inherited, inherited_cases
from minhdinh.appraisals.models import CaseStep, Registration
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.organisations.models import Membership, Organisation
from tests.appraisals.registered import TT57, World, make_registered
from tests.factories import SchoolFactory, acting, member
from tests.organisations.reorganising import carry_out, merger, there

pytestmark = pytest.mark.django_db
REASON = "Sáp nhập theo Quyết định 5/QĐ-UBND."


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


@pytest.fixture
def heir(world: World) -> Organisation:
    found = SchoolFactory(under=world.department)
    with scopes_disabled():
        carry_out(merger(world.school, into=there(found), day=timezone.localdate()))
    return found


def test_the_heir_finds_and_ends_it(world: World, heir: Organisation) -> None:
    (case,) = inherited_cases(heir)
    head = acting(member(heir, Role.PRINCIPAL), heir)
    with pytest.raises(Problem, match="lý do"):
        end_inherited(actor=head, school=heir, case_id=case.pk, version=case.version, reason=" ")
    with pytest.raises(Stale):
        end_inherited(actor=head, school=heir, case_id=case.pk, version=9, reason=REASON)
    ended = end_inherited(actor=head, school=heir, case_id=case.pk, version=case.version, reason=REASON)
    assert ended.outcome == "withdrawn"
    assert inherited_cases(heir) == []
    with scopes_disabled():
        assert CaseStep.objects.get().note == REASON
        assert not Registration.objects.exists()
        assert not Membership.objects.filter(role=Role.EXAMINER, ended=False).exists()


def test_nobody_else_does(world: World, heir: Organisation) -> None:
    other = SchoolFactory(under=world.department)
    stranger = acting(member(other, Role.PRINCIPAL), other)
    clerk = acting(member(heir, Role.SECRETARY), heir)
    given = {"case_id": world.registered.pk, "version": world.fresh().version, "reason": REASON}
    assert inherited_cases(other) == []
    with pytest.raises(NotHere):
        end_inherited(actor=stranger, school=other, **given)
    with pytest.raises(NotAllowed):
        end_inherited(actor=stranger, school=heir, **given)
    with pytest.raises(NotAllowed):
        end_inherited(actor=clerk, school=heir, **given)
    assert world.fresh().is_open


def test_a_school_that_stands_has_nothing_inherited(world: World) -> None:
    assert inherited_cases(world.school) == []
