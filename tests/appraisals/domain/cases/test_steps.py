"""Every stage, every act, every role: allowed or refused, nothing in between."""

import itertools

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.steps import acts_open, take_step
from minhdinh.appraisals.enums import Act, BodyRole, CaseKind, Holder
from minhdinh.appraisals.models import Body, BodyMember, Case, CaseStep
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.rules.stages import due_day, next_stage, owner
from minhdinh.common.problems import Problem, Stale
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import undone
from tests.factories import (
    CommuneFactory,
    DepartmentFactory,
    MembershipFactory,
    MinistryFactory,
    SchoolFactory,
    UserFactory,
    acting,
    member,
)

pytestmark = pytest.mark.django_db
REASON = "Hồ sơ thiếu công văn."


@pytest.fixture(autouse=True)
def _no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for nothing but the right and the stage; what guards ask is tested with what they guard."""
    monkeypatch.setattr(guards, "_guards", guards.defaultdict(list))
    monkeypatch.setattr(guards, "_effects", guards.defaultdict(list))


def everybody(world: World) -> dict[str, tuple[Actor, set[Holder]]]:
    """Return people around a registration, and what each may act as."""
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    assert world.commune is not None
    return {
        "principal": (world.principal(), {Holder.SCHOOL}),
        "secretary": (world.secretary(), set()),
        "school member": (acting(world.user(world.school, Role.MEMBER), world.school), set()),
        "specialist": (world.specialist(), {Holder.DEPARTMENT}),
        "leader of the department": (
            acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department),
            set(),
        ),
        "specialist in the school": (
            acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school),
            set(),
        ),
        "commune": (world.officer(), {Holder.INTAKE}),
        "specialist at the commune": (acting(specialist, world.commune), set()),
        "leader": (world.examiner(BodyRole.LEADER), {Holder.LEAD}),
        "body secretary": (world.examiner(BodyRole.SECRETARY), {Holder.LEAD}),
        "body member": (world.examiner(BodyRole.MEMBER), set()),
        **{who: (actor, set()) for who, actor in nobodies(world).items()},
    }


def nobodies(world: World) -> dict[str, Actor]:
    """Return people who may do nothing with this registration, each where he or she is somebody."""
    found = {
        str(role): acting(world.user(world.school, role), world.school)
        for role in (Role.CHAIR, Role.VICE_CHAIR, Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN)
    }
    found["supervisor"] = acting(world.user(world.department, Role.SUPERVISOR), world.department)
    elsewhere = {
        "principal of another school": (SchoolFactory(under=world.commune), Role.PRINCIPAL),
        "officer of another commune": (CommuneFactory(under=world.department), Role.COMMUNE_OFFICER),
        "specialist of another province": (DepartmentFactory(), Role.DEPARTMENT_SPECIALIST),
        "system administrator": (MinistryFactory(), Role.SYSTEM_ADMIN),
    }
    found |= {who: acting(member(place, role), place) for who, (place, role) in elsewhere.items()}
    examiner = make_registered(world.registered.regime, stage="study")
    return found | {
        "leader of another body": examiner.examiner(BodyRole.LEADER),
        "member who left": former(world, left=True),
        "leader of a dissolved body": former(world, left=False),
    }


def former(world: World, *, left: bool) -> Actor:
    """Return who led the body and left it, or led one that was dissolved; the page in hand is from before."""
    person = UserFactory()
    with scopes_disabled():
        body = Body.objects.get(case=world.registered, dissolved_at__isnull=True)
        if not left:
            body.pk, body.dissolved_at, body.dissolved_reason = None, timezone.now(), "Lập lại."
            body.save(force_insert=True)
        MembershipFactory(user=person, organisation=world.school, role=Role.EXAMINER)
        BodyMember.objects.create(
            school=world.school,
            body=body,
            user=person,
            name=person.full_name,
            role=BodyRole.LEADER,
            ended_at=timezone.now() if left else None,
        )
    return acting(person, world.school)


@pytest.mark.parametrize("kind", CaseKind.values)
@pytest.mark.parametrize("name", [TT57, TT2018])
def test_why_a_school_asks_changes_nobodys_acts(name: str, kind: str) -> None:
    """A first registration, a renewal, an upgrade and a re-evaluation go through the same stages and hands."""
    world = make_registered(name, stage="study")
    law, people = regime(name), everybody(world)
    assert kind in law.kinds
    with scopes_disabled():
        for stage in law.stages:
            case = world.put(stage.id)
            case.kind = kind
            for who, (actor, holders) in people.items():
                allowed = [act for act in stage.acts if owner(law, stage.id, act) in holders]
                assert acts_open(actor, case) == allowed, (kind, stage.id, who)


def test_every_act_is_somebodys_in_every_regime() -> None:
    known = {name: {act for stage in regime(name).stages for act in stage.acts} for name in (TT57, TT2018)}
    assert set(Act) - known[TT57] == {Act.SUBMIT}, "the result of 2026 is noticed"
    assert set(Act) - known[TT2018] == {Act.SURVEY, Act.NOTIFY}, (
        "that of 2018 knows no survey on demand, no notice"
    )


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_every_stage_role_and_act(name: str) -> None:
    world = make_registered(name, stage="study")
    people = everybody(world)
    law = regime(name)
    with scopes_disabled():
        for stage in law.stages:
            case = world.put(stage.id)
            for who, (actor, holders) in people.items():
                allowed = [act for act in stage.acts if owner(law, stage.id, act) in holders]
                assert acts_open(actor, case) == allowed, (stage.id, who)
                for act in stage.acts:
                    check_act(case, actor, act, allowed=act in allowed)
            for act in set(Act) - set(
                stage.acts
            ):  # asked of all, for the stage refuses before it looks at people
                check_act(case, world.specialist(), act, allowed=False)


def check_act(case: Case, actor: Actor, act: Act, *, allowed: bool) -> None:
    """Try an act and undo it."""
    with undone():
        if not allowed:
            with pytest.raises(Problem):
                take_step(actor=actor, case=case, act=act, version=case.version, note=REASON)
            return
        moved = take_step(actor=actor, case=case, act=act, version=case.version, note=REASON)
        target = next_stage(regime(case.regime), case.stage, act, with_intake=True)
        assert target is not None
        assert (moved.stage, moved.version) == (target.id, case.version + 1)
        assert moved.is_open is not target.is_last


def test_a_direct_route_has_no_first_office() -> None:
    world = make_registered(direct=True)
    sent = take_step(actor=world.principal(), case=world.fresh(), act=Act.SEND, version=0)
    assert (sent.stage, sent.intake_id) == ("receiving", None)


def test_a_step_taken_twice_is_refused_the_second_time() -> None:
    world = make_registered()
    case = world.fresh()
    take_step(actor=world.principal(), case=case, act=Act.SEND, version=0)
    with pytest.raises(Problem):
        take_step(actor=world.principal(), case=case, act=Act.SEND, version=0)
    with pytest.raises(Stale):
        take_step(actor=world.officer(), case=case, act=Act.FORWARD, version=0)
    with scopes_disabled():
        assert [row.act for row in CaseStep.objects.all()] == [Act.SEND]


def test_giving_back_needs_a_reason() -> None:
    world = make_registered(stage="checking")
    case = world.fresh()
    with pytest.raises(Problem):
        take_step(actor=world.officer(), case=case, act=Act.GIVE_BACK, version=case.version, note="  ")
    assert world.fresh().stage == "checking"


def test_a_note_keeps_its_lines_and_no_control_characters() -> None:
    world = make_registered(stage="checking")
    case = world.fresh()
    note = " Thiếu\x00 công\x07 văn.\r\nThiếu  \ud800tệp.\x1b[0m \n"
    take_step(actor=world.officer(), case=case, act=Act.GIVE_BACK, version=case.version, note=note)
    with scopes_disabled():
        assert CaseStep.objects.get().note == "Thiếu công văn.\nThiếu tệp.[0m"
    again = make_registered(stage="checking")
    with pytest.raises(Problem, match="lý do"):
        take_step(actor=again.officer(), case=again.fresh(), act=Act.GIVE_BACK, version=0, note="\x00\n")


def test_the_days_of_a_stage_are_working_days() -> None:
    world = make_registered(TT2018, stage="drafting")
    case = world.fresh()
    moved = take_step(actor=world.examiner(), case=case, act=Act.SEND_DRAFT, version=case.version)
    assert moved.due_on == due_day(timezone.localdate(), 10)
    assert moved.due_on is not None
    assert moved.due_on.weekday() < 5


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_every_stage_can_be_reached_and_left(name: str) -> None:
    law = regime(name)
    reached = {law.first_stage.id}
    for stage, route in itertools.product(law.stages, (True, False)):
        for act in stage.acts:
            target = next_stage(law, stage.id, act, with_intake=route)
            assert target is not None
            reached.add(target.id)
        assert stage.acts or stage.is_last
    assert reached == {one.id for one in law.stages}
