"""Leader and secretary at once: one saves, the other is told; a draft is sent once."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.concluding.writing import ConclusionValues, save_conclusion
from minhdinh.appraisals.enums import Act, BodyRole
from minhdinh.appraisals.models import Case, Conclusion, Draft
from minhdinh.common.problems import Problem, Stale
from tests.appraisals.concluded import make_concluding, write_report
from tests.appraisals.registered import TT2018
from tests.assessments.cases import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_two_who_save_and_two_who_send_one_is_first() -> None:
    world = make_concluding(TT2018)
    case, track = world.fresh(), world.case.track
    actors = [world.examiner(BodyRole.LEADER), world.examiner(BodyRole.SECRETARY)]

    def saving(at: int) -> Conclusion:
        values = ConclusionValues(1, {"strengths": actors[at].name})
        return save_conclusion(
            actor=actors[at], case=case, track=track, criterion="1.3", version=0, values=values
        )

    saved = together(lambda: saving(0), lambda: saving(1))
    assert sorted(isinstance(one, Stale) for one in saved) == [False, True]
    with scopes_disabled():
        row = Conclusion.objects.get()
    assert (row.version, row.strengths) == (1, row.by_name)

    write_report(world)
    case = world.fresh()

    def sending(at: int) -> Case:
        return take_step(actor=actors[at], case=case, act=Act.SEND_DRAFT, version=case.version)

    sent = together(lambda: sending(0), lambda: sending(1))
    assert sorted(isinstance(one, Problem) for one in sent) == [False, True]
    with scopes_disabled():
        assert Draft.objects.count() == 1
