"""Two people at once: no step is skipped or taken twice, no second registration comes to be."""

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.opening import Wanted, open_registration
from minhdinh.appraisals.domain.cases.sending import send_dossier, sending_mark
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.models import Case, CaseStep, Registration
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.rules.stages import next_stage, owner
from minhdinh.common.problems import Problem
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    found = make_registered()
    with scopes_disabled():
        Case.objects.update(letter_number="12/CV", letter_date=timezone.localdate())
    return found


def test_sent_and_withdrawn_at_once_is_one_or_the_other_after_it(world: World) -> None:
    case, head = world.fresh(), world.principal()
    with scopes_disabled():
        mark = sending_mark(case)

    def send() -> Case:
        return send_dossier(actor=head, case=case, version=0, mark=mark)

    def withdraw() -> Case:
        return take_step(actor=head, case=case, act=Act.WITHDRAW, version=0, note="Nhầm.")

    found = together(send, send, withdraw)
    assert sum(isinstance(one, Problem) for one in found) == 2
    with scopes_disabled():
        (step,) = CaseStep.objects.all()
        assert Registration.objects.count() == (1 if step.act == Act.SEND else 0)
    assert world.fresh().version == 1


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_at_every_stage_of_all_acts_at_once_one_is_taken(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Everybody who may act acts at the same moment, each twice: one step, the others are told that it has moved."""
    monkeypatch.setattr(guards, "_guards", guards.defaultdict(list))
    monkeypatch.setattr(guards, "_effects", guards.defaultdict(list))
    world, law = make_registered(name, stage="study"), regime(name)
    people = {
        Holder.SCHOOL: world.principal(),
        Holder.INTAKE: world.officer(),
        Holder.DEPARTMENT: world.specialist(),
        Holder.LEAD: world.examiner(),
    }
    for stage in [one for one in law.stages if not one.is_last]:
        with scopes_disabled():
            CaseStep.objects.all().delete()
            world.put(stage.id)
        case = world.fresh()

        def take(act: Act, case: Case = case, stage: str = stage.id) -> Case:
            actor = people[owner(law, stage, act)]
            return take_step(actor=actor, case=case, act=act, version=case.version, note="Cùng lúc.")

        found = together(*(lambda act=act: take(act) for act in (*stage.acts, *stage.acts)))
        taken = [one for one in found if not isinstance(one, Problem)]
        with scopes_disabled():
            (step,) = CaseStep.objects.filter(case=case)
        assert len(taken) == 1, stage.id
        now = world.fresh()
        assert (step.from_stage, step.to_stage, step.sequence) == (stage.id, now.stage, case.version + 1)
        assert now.version == case.version + 1
        target = next_stage(law, stage.id, Act(step.act), with_intake=True)
        assert target is not None
        assert now.stage == target.id


def test_two_open_at_once(world: World) -> None:
    take_step(actor=world.principal(), case=world.fresh(), act=Act.WITHDRAW, version=0, note="Nhầm.")
    people = [world.principal(), world.secretary()]
    with scopes_disabled():
        assessment = world.case.fresh()
    found = together(
        *(
            lambda who=who: open_registration(actor=who, assessment=assessment, wanted=Wanted(level=1))
            for who in people
        )
    )
    assert sum(isinstance(one, Problem) for one in found) == 1
    with scopes_disabled():
        assert Case.objects.filter(closed_at__isnull=True).count() == 1
