"""The tree changes while a registration runs: moved, renamed, split, merged schools and offices, at every stage."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.load import calendar_of
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.following import follow_schools, follow_strays
from minhdinh.appraisals.domain.cases.steps import acts_open, take_step
from minhdinh.appraisals.domain.intake.listing import CaseFilter, office_rows, totals
from minhdinh.appraisals.domain.intake.reminding import tell_cases_due
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.rules.stages import WITHOUT_SCHOOL, owner
from minhdinh.audit.models import Entry
from minhdinh.common.problems import Problem
from minhdinh.notifications.models import Notice
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.renaming import rename_organisation
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Organisation
from tests.appraisals.registered import DAY, TT57, TT2018, World, make_registered
from tests.assessments.cases import undone
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, acting, member
from tests.organisations.reorganising import carry_out, get, merger, new, split, there

pytestmark = pytest.mark.django_db
Committed = Callable[..., Any]
REASON = "Theo quyết định sắp xếp số 5/QĐ."
OPEN = {name: [one.id for one in regime(name).stages if not one.is_last] for name in (TT57, TT2018)}
SENT = 1  # the version of a registration that was sent


@pytest.fixture(autouse=True)
def _no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_guards", guards.defaultdict(list))
    monkeypatch.setattr(guards, "_effects", guards.defaultdict(list))


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    def run(change: Callable[[], Any]) -> None:
        with scopes_disabled(), django_capture_on_commit_callbacks(execute=True):
            change()

    return run


def sent(world: World, stage: str = "checking") -> World:
    with scopes_disabled():
        case = world.put(stage)
        case.version = SENT
        case.save()
    return world


def stages(world: World) -> Iterator[str]:
    """Put the registration at each of its stages in turn."""
    for stage in OPEN[world.registered.regime]:
        sent(world, stage)
        yield stage


def move(what: Organisation, under: Organisation) -> None:
    move_organisation(actor=system_actor(), organisation=what, parent=under, day=timezone.localdate())


def merge_school(world: World, code: str = "truong-moi") -> Organisation:
    other = SchoolFactory(under=world.commune or world.department)
    into = new(code, world.commune or world.department, kind="school")
    carry_out(merger(world.school, other, into=into, day=timezone.localdate()))
    return get(code)


def acts(actor: Actor, world: World) -> list[Act]:
    with scopes_disabled():
        return acts_open(actor, world.fresh())


def officer(office: Organisation, role: str = Role.COMMUNE_OFFICER) -> Actor:
    return acting(member(office, role), office)


def told(office_or_user: Actor) -> list[str]:
    rows = Notice.objects.filter(person_id=office_or_user.user_id)
    return list(rows.order_by("pk").values_list("text", flat=True))


def waiting(office: Organisation) -> int:
    with path_scope(office.path):
        return totals(office_rows(office, CaseFilter()), office, timezone.localdate()).mine


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_a_merged_school_loses_no_stage_and_its_heir_or_the_department_ends_it(
    name: str, committed: Committed
) -> None:
    world = make_registered(name, stage="study")
    strangers = [world.officer(), world.examiner(), world.principal(), world.secretary()]
    specialist = world.specialist()
    committed(lambda: merge_school(world))
    heir = get("truong-moi")
    head = acting(member(heir, Role.PRINCIPAL), heir)
    clerk = acting(member(heir, Role.SECRETARY), heir)
    law = regime(name)
    for stage in stages(world):
        known = law.stage(stage).acts
        kept = [one for one in known if one in WITHOUT_SCHOOL]
        assert set(acts(specialist, world)) == {*kept, Act.STOP}, stage
        assert acts(head, world) == [Act.WITHDRAW], stage
        assert [acts(one, world) for one in (*strangers, clerk)] == [[]] * 5, stage
        for actor, act in ((head, Act.WITHDRAW), (specialist, Act.STOP)):
            case = world.fresh()
            with undone():
                with pytest.raises(Problem, match="lý do"):
                    take_step(actor=actor, case=case, act=act, version=SENT)
                ended = take_step(actor=actor, case=case, act=act, version=SENT, note=REASON)
                assert (ended.is_open, ended.outcome) == (
                    False,
                    {Act.WITHDRAW: "withdrawn", Act.STOP: "stopped"}[act],
                )
                with scopes_disabled():
                    step = ended.steps.get()
                assert (step.note, step.by_office) == (
                    REASON,
                    heir.name if act is Act.WITHDRAW else world.department.name,
                )


@pytest.mark.parametrize("act", [Act.FORWARD, Act.ACCEPT, Act.FORM, Act.ADVANCE, Act.RESPOND, Act.GIVE_BACK])
def test_what_needs_the_school_says_that_it_has_ended(act: Act, committed: Committed) -> None:
    world = make_registered(TT57)
    committed(lambda: merge_school(world))
    holder = {"receiving": [Act.ACCEPT, Act.GIVE_BACK], "accepted": [Act.FORM], "study": [Act.ADVANCE]}
    stage = next((one for one, known in holder.items() if act in known), "checking")
    sent(world, "response" if act is Act.RESPOND else stage)
    with scopes_disabled(), pytest.raises(Problem, match="kết thúc hoạt động"):
        take_step(actor=system_actor(world.school.pk), case=world.fresh(), act=act, version=SENT, note="x")


def test_an_ended_school_is_told_of_once_to_heir_and_department(committed: Committed) -> None:
    world = sent(make_registered(TT57), "study")
    specialist = world.specialist()
    heir = SchoolFactory(under=world.department)
    head = acting(member(heir, Role.PRINCIPAL), heir)
    committed(lambda: carry_out(merger(world.school, into=there(heir), day=timezone.localdate())))
    (text,) = told(head)
    assert world.school.name in text
    assert told(specialist) == [text]
    follow_strays()
    tell_cases_due()
    assert (len(told(head)), len(told(specialist))) == (1, 1)
    assert Notice.objects.get(person_id=head.user_id).url == f"/truong/{heir.code}/dang-ky/"


def test_one_that_ended_without_an_heir_is_ended_by_the_department(committed: Committed) -> None:
    world = sent(make_registered(TT57), "checking")
    specialist = world.specialist()
    committed(
        lambda: close_organisation(actor=system_actor(), organisation=world.school, day=timezone.localdate())
    )
    assert acts(specialist, world) == [Act.STOP]
    assert len(told(specialist)) == 1
    client = world.client(specialist)
    assert client.get(world.office_url()).status_code == 200
    answer = client.post(world.office_url("viec/stop/"), {"version": SENT, "note": REASON})
    assert answer.status_code == 302
    assert world.fresh().outcome == "stopped"


def test_a_split_school_that_goes_on_keeps_its_registration(committed: Committed) -> None:
    world = make_registered(TT57, stage="study")
    people = [world.principal(), world.officer(), world.specialist(), world.examiner()]
    before = {stage: [acts(one, world) for one in people] for stage in stages(world)}
    part = new("truong-tach", world.commune, kind="school")
    committed(lambda: carry_out(split(world.school, part, keep=True, day=timezone.localdate())))
    assert {stage: [acts(one, world) for one in people] for stage in stages(world)} == before
    stranger = acting(member(get("truong-tach"), Role.PRINCIPAL), get("truong-tach"))
    assert acts(stranger, world) == []


def test_each_part_of_a_school_that_was_divided_may_end_it_once(committed: Committed) -> None:
    world = make_registered(TT57)
    sent(world, "study")
    parts = [new(code, world.commune, kind="school") for code in ("phan-1", "phan-2")]
    committed(lambda: carry_out(split(world.school, *parts, day=timezone.localdate())))
    heads = [acting(member(get(one.code), Role.PRINCIPAL), get(one.code)) for one in parts]
    assert [acts(one, world) for one in heads] == [[Act.WITHDRAW]] * 2
    with scopes_disabled():
        case = world.fresh()
        take_step(actor=heads[1], case=case, act=Act.WITHDRAW, version=SENT, note=REASON)
        with pytest.raises(Problem):
            take_step(actor=heads[0], case=case, act=Act.WITHDRAW, version=SENT, note=REASON)


def test_a_renamed_school_goes_on_under_its_new_name(committed: Committed) -> None:
    world = make_registered(TT57, stage="study")
    people = [world.principal(), world.officer(), world.specialist(), world.examiner()]
    before = {stage: [acts(one, world) for one in people] for stage in stages(world)}
    day = timezone.localdate()
    committed(
        lambda: rename_organisation(
            actor=system_actor(), organisation=world.school, name="Trường THCS Mới", day=day, basis="QĐ 1"
        )
    )
    assert {stage: [acts(one, world) for one in people] for stage in stages(world)} == before
    sent(world, "checking")
    with scopes_disabled():
        case = world.fresh()
        take_step(actor=people[1], case=case, act=Act.FORWARD, version=SENT, note="Đủ.")
    assert told(people[0])[-1].startswith("Trường THCS Mới")


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_a_school_that_moved_to_another_commune_is_that_communes_at_every_stage(
    name: str, committed: Committed
) -> None:
    world = make_registered(name, stage="study")
    sent(world)
    old, specialist, later = world.officer(), world.specialist(), CommuneFactory(under=world.department)
    fresh = officer(later)
    committed(lambda: move(world.school, later))
    assert world.fresh().intake == later
    assert len(told(fresh)) == 1
    law = regime(name)
    for stage in stages(world):
        own = [one for one in law.stage(stage).acts if owner(law, stage, one) is Holder.INTAKE]
        assert acts(old, world) == []
        assert acts(fresh, world) == own, stage
        assert bool(acts(specialist, world)) == (
            Holder.DEPARTMENT in {owner(law, stage, one) for one in law.stage(stage).acts}
        )
        assert waiting(later) == (1 if law.stage(stage).holder is Holder.INTAKE else 0)
        assert world.commune is not None
        assert waiting(world.commune) == 0


def test_another_department_takes_over_its_lists_its_calendar_and_its_reminders(committed: Committed) -> None:
    world = make_registered(TT57, stage="receiving")
    case = sent(world, "receiving").fresh()
    with scopes_disabled():
        case.due_on = timezone.localdate() + DAY
        case.save()
    before, later = world.specialist(), DepartmentFactory()
    after = officer(later, Role.DEPARTMENT_SPECIALIST)
    assert world.commune is not None
    committed(lambda: move(world.commune, later))
    assert (waiting(later), waiting(world.department)) == (1, 0)
    tell_cases_due()
    assert (len(told(after)), len(told(before))) == (2, 0)
    sent(world, "study")
    today = timezone.localdate()
    with scopes_disabled():
        assert [len(one.bodies) for one in calendar_of(later.pk, today).months][:1] == [1]
        assert not calendar_of(world.department.pk, today).people
    with scopes_disabled():
        line = Entry.objects.get(action=actions.CASE_OFFICES)
        assert line.organisation_id == later.pk


def test_communes_and_departments_that_merge_hand_their_registrations_on(committed: Committed) -> None:
    world = sent(make_registered(TT57))
    assert world.commune is not None
    other = CommuneFactory(under=world.department)
    day = timezone.localdate()
    committed(
        lambda: carry_out(merger(world.commune, other, into=new("xa-moi", world.department), day=day - DAY))
    )
    assert world.fresh().intake == get("xa-moi")
    beside = DepartmentFactory()
    so = new("so-moi", None, kind="department")
    committed(lambda: carry_out(merger(world.department, beside, into=so, day=day)))
    case = world.fresh()
    assert (case.department, case.intake) == (get("so-moi"), get("xa-moi"))
    head = officer(get("so-moi"), Role.DEPARTMENT_SPECIALIST)
    for stage in stages(world):
        law = regime(TT57)
        own = [one for one in law.stage(stage).acts if owner(law, stage, one) is Holder.DEPARTMENT]
        assert acts(head, world) == own


def test_nothing_changes_or_is_told_a_second_time(committed: Committed) -> None:
    world = sent(make_registered(TT57))
    later = CommuneFactory(under=world.department)
    fresh = officer(later)
    committed(lambda: move(world.school, later))
    assert follow_schools([world.school.pk]) == 0
    assert follow_strays() == 0
    assert len(told(fresh)) == 1
    with scopes_disabled():
        assert Entry.objects.filter(action=actions.CASE_OFFICES).count() == 1


def test_the_daily_round_finds_what_no_event_told() -> None:
    world = sent(make_registered(TT57))
    later = CommuneFactory(under=world.department)
    with scopes_disabled():
        move(world.school, later)  # nothing is committed here, so nobody hears of it
    assert world.fresh().intake == world.commune
    tell_cases_due()
    assert world.fresh().intake == later


def test_what_was_never_sent_follows_without_a_word_and_what_has_ended_stays(committed: Committed) -> None:
    unsent, done = make_registered(TT57), make_registered(TT57, stage="refused")
    homes = [CommuneFactory(under=one.department) for one in (unsent, done)]
    for world, home in zip((unsent, done), homes, strict=True):
        committed(lambda world=world, home=home: move(world.school, home))
    assert unsent.fresh().intake == homes[0]
    assert done.fresh().intake == done.commune
    assert not Notice.objects.filter(key__startswith="case-").exists()
