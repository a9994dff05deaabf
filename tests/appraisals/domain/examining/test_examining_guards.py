"""What has to be done before the study ends."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.guards import obstacles
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, BodyRole
from minhdinh.appraisals.models import Slip
from minhdinh.common.problems import Problems
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.assessments.cases import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_the_study_ends_when_every_criterion_has_a_slip(room: Examined) -> None:
    case = room.case()
    with scopes_disabled():
        found = [problem.message for problem in obstacles(case, Act.ADVANCE)]
        assert len(found) == len(SMALL)
        assert room.member().name in found[0]
        with pytest.raises(Problems):
            take_step(actor=room.world.examiner(), case=case, act=Act.SURVEY, version=case.version)
    for criterion in SMALL[:-1]:
        room.send(BodyRole.MEMBER, criterion)
    room.save(BodyRole.LEADER, SMALL[-1])  # written, not sent
    with scopes_disabled():
        assert len(obstacles(case, Act.ADVANCE)) == 1
    room.send(BodyRole.SECRETARY, SMALL[-1])
    with scopes_disabled():
        assert obstacles(case, Act.ADVANCE) == []
        moved = take_step(actor=room.world.examiner(), case=case, act=Act.ADVANCE, version=case.version)
    assert moved.stage == "meeting"
    room.world.put("visit")
    with scopes_disabled():
        Slip.objects.all().delete()
        later = [problem.message for problem in obstacles(room.case(), Act.ADVANCE)]
    assert not any("phiếu" in message for message in later)  # only the study asks for slips
