"""Opening a registration: from a seal, by the regime of its set, to the offices above the school."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.law import law_at
from minhdinh.appraisals.domain.cases.offices import offices_of
from minhdinh.appraisals.domain.cases.opening import Wanted, open_registration, worth
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, CaseKind, Wish
from minhdinh.assessments.domain.approval import reopen
from minhdinh.common.problems import NotAllowed, Problem
from tests.appraisals.registered import TT57, TT2018, make_registered
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, acting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("regime", "wish", "level", "grade", "degree"),
    [
        (TT57, Wish.NATIONAL_STANDARD, 1, None, 1),
        (TT57, Wish.NATIONAL_STANDARD, 2, None, 2),
        (TT2018, Wish.ACCREDITATION, 1, 1, None),
        (TT2018, Wish.BOTH, 1, 1, None),
        (TT2018, Wish.BOTH, 3, 3, 2),
        (TT2018, Wish.NATIONAL_STANDARD, 2, None, 1),
        (TT2018, Wish.BOTH, None, None, None),
    ],
)
def test_what_a_level_is_worth(
    regime: str, wish: Wish, level: int | None, grade: int | None, degree: int | None
) -> None:
    world = make_registered()
    law = law_at(world.department, regime)
    assert worth(law, Wanted(wish=wish, level=level)) == (grade, degree)


def test_one_open_registration_a_school_and_another_after_its_end() -> None:
    world = make_registered()
    with scopes_disabled():
        again = world.case.fresh()
    with pytest.raises(Problem, match="chưa kết thúc"):
        open_registration(actor=world.secretary(), assessment=again, wanted=Wanted(level=1))
    take_step(actor=world.principal(), case=world.fresh(), act=Act.WITHDRAW, version=0, note="Nhầm.")
    second = open_registration(
        actor=world.secretary(), assessment=again, wanted=Wanted(kind=CaseKind.RE_EVALUATION, level=1)
    )
    assert (second.stage, second.kind, second.declared_degree) == ("preparing", CaseKind.RE_EVALUATION, 1)


def test_nothing_is_opened_without_a_seal_or_above_it() -> None:
    world = make_registered()
    take_step(actor=world.principal(), case=world.fresh(), act=Act.WITHDRAW, version=0, note="Nhầm.")
    with scopes_disabled():
        assessment = world.case.fresh()
        with pytest.raises(Problem, match="không cao hơn"):
            open_registration(actor=world.secretary(), assessment=assessment, wanted=Wanted(level=2))
        reopen(actor=world.case.system, assessment=assessment, reason="Sửa.")
        with pytest.raises(Problem, match="chưa được niêm phong"):
            open_registration(actor=world.secretary(), assessment=assessment, wanted=Wanted(level=1))
    viewer = acting(world.user(world.school, Role.VIEWER), world.school)
    with pytest.raises(NotAllowed):
        open_registration(actor=viewer, assessment=assessment, wanted=Wanted(level=1))


def test_the_offices_are_those_above_the_school() -> None:
    department = DepartmentFactory()
    commune = CommuneFactory(under=department)
    assert offices_of(SchoolFactory(under=commune)) == (department, commune)
    assert offices_of(SchoolFactory(under=department)) == (department, None)
    with pytest.raises(Problem, match="Sở GDĐT"):
        offices_of(SchoolFactory())
