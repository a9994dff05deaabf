"""Visits and meetings: who plans, what is told to whom, double booking, moving, cancelling, stale versions."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.visits.planning import cancel_visit, kinds_of, move_visit, plan_visit
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import Body, BodyMember, Visit
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.appraisals.visiting import everybody, held, planned, soon, wanted
from tests.assessments.cases import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(TT2018, stage="visit")


def second(world: World) -> World:
    """Return another school's registration with the same leader."""
    other = make_registered(TT57, stage="study")
    with scopes_disabled():
        other.registered.department = world.department
        other.registered.save()
        other.members["leader"].user = world.members["leader"].user
        other.members["leader"].membership.user = world.members["leader"].user  # type: ignore[union-attr]
        other.members["leader"].membership.save()  # type: ignore[union-attr]
        other.members["leader"].save()
        other.school.path = f"{world.department.path}{other.school.pk}/"
        other.school.save()
    return other


def told(visit: Visit) -> set[int]:
    return set(
        Notice.objects.filter(key__startswith=f"visit:{visit.pk}:").values_list("person_id", flat=True)
    )


def test_who_leads_plans_and_nobody_else(world: World) -> None:
    for who, actor in everybody(world).items():
        with undone():
            if who in {"leader", "body secretary"}:
                assert plan_visit(actor=actor, case=world.fresh(), wanted=wanted()).pk
            else:
                with pytest.raises((NotAllowed, NotHere)):
                    plan_visit(actor=actor, case=world.fresh(), wanted=wanted())


def test_members_and_the_school_are_told_of_a_visit(world: World) -> None:
    principal = world.principal().user_id
    visit = planned(world)
    assert told(visit) == {principal, *(one.user_id for one in world.members.values())}
    assert "Phòng họp của trường" in Notice.objects.filter(person_id=principal).latest("pk").text


def test_a_meeting_is_the_bodys_own(world: World) -> None:
    principal = world.principal().user_id
    assert principal not in told(planned(world, VisitKind.MEETING))


def test_a_regime_knows_its_visits() -> None:
    assert VisitKind.FIRST not in kinds_of(regime(TT57))
    assert VisitKind.FIRST in kinds_of(regime(TT2018))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "khac"}, "kind"),
        ({"ends_at": soon(1)}, "ends_time"),
        ({"ends_at": soon(24 * 15)}, "ends_on"),
        ({"starts_at": soon(-24 * 5)}, "starts_on"),
        ({"starts_at": soon(24 * 70), "ends_at": soon(24 * 70 + 1)}, "starts_on"),
        ({"place": "a" * 251}, "place"),
        ({"plan": "a" * 8001}, "plan"),
    ],
)
def test_what_is_refused(world: World, change: dict[str, object], field: str) -> None:
    with pytest.raises(Problem) as refused:
        plan_visit(actor=world.examiner(), case=world.fresh(), wanted=replace(wanted(), **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    with scopes_disabled():
        assert not Visit.objects.exists()


def test_nobody_is_at_two_places_unless_it_is_said_why(world: World) -> None:
    other = second(world)
    planned(other, starts=3)
    with pytest.raises(Problem) as refused:
        planned(world)
    assert refused.value.field == "clash_reason"
    assert world.members["leader"].name in refused.value.message
    assert other.school.name not in refused.value.message
    visit = planned(world, clash="Chia đôi đoàn.")
    assert "Chia đôi đoàn." in str(
        Entry.objects.get(action="visit.planned", target__endswith=f":{world.registered.pk}").data
    )
    assert visit.pk


def test_hours_that_only_touch_do_not_clash(world: World) -> None:
    planned(world)
    planned(world, starts=5)
    with pytest.raises(Problem):
        planned(world, starts=4.5)


def test_a_cancelled_visit_and_one_of_a_dissolved_body_leave_the_hours_free(world: World) -> None:
    other = second(world)
    first = planned(other, starts=3)
    with scopes_disabled():
        Body.objects.filter(case=other.registered).update(dissolved_at=timezone.now())
    visit = planned(world)
    cancel_visit(actor=world.examiner(), case=world.fresh(), visit=visit, reason="Trường bận", version=0)
    assert planned(world).pk != first.pk


def test_a_member_who_left_is_not_asked_for(world: World) -> None:
    other = second(world)
    planned(other, starts=3)
    with scopes_disabled():
        BodyMember.objects.filter(body__case=world.registered, role="leader").update(ended_at=timezone.now())
    assert plan_visit(actor=world.examiner("secretary"), case=world.fresh(), wanted=wanted()).pk


def test_moving_tells_again_and_keeps_the_reason(world: World) -> None:
    visit = planned(world)
    moved = move_visit(
        actor=world.examiner("secretary"),
        case=world.fresh(),
        visit=visit,
        wanted=wanted(starts=2.5),
        reason="Trường thi học kỳ",
        version=0,
    )
    assert (moved.version, moved.starts_at) == (1, soon(2.5))
    assert (
        Notice.objects.filter(key=f"visit:{visit.pk}:1").count()
        == Notice.objects.filter(key=f"visit:{visit.pk}:0").count()
    )
    assert "Trường thi học kỳ" in str(Entry.objects.get(action="visit.moved").data)


def test_a_stale_page_moves_and_cancels_nothing(world: World) -> None:
    visit, case, leader = planned(world), world.fresh(), world.examiner()
    move_visit(actor=leader, case=case, visit=visit, wanted=wanted(starts=3), reason="Đổi", version=0)
    with pytest.raises(Stale):
        move_visit(actor=leader, case=case, visit=visit, wanted=wanted(starts=4), reason="Đổi", version=0)
    with pytest.raises(Stale):
        cancel_visit(actor=leader, case=case, visit=visit, reason="Hủy", version=0)


def test_moving_and_cancelling_need_a_reason(world: World) -> None:
    visit, case, leader = planned(world), world.fresh(), world.examiner()
    with pytest.raises(Problem, match="lý do"):
        move_visit(actor=leader, case=case, visit=visit, wanted=wanted(), reason=" \n", version=0)
    with pytest.raises(Problem, match="lý do"):
        cancel_visit(actor=leader, case=case, visit=visit, reason="", version=0)
    with pytest.raises(NotAllowed):
        cancel_visit(actor=world.examiner("member"), case=case, visit=visit, reason="Hủy", version=0)


def test_what_was_held_or_cancelled_stays(world: World) -> None:
    visit = held(world)
    with pytest.raises(Problem, match="đã chốt"):
        cancel_visit(
            actor=world.examiner(), case=world.fresh(), visit=visit, reason="Hủy", version=visit.version
        )
    other = planned(world, starts=6)
    gone = cancel_visit(actor=world.examiner(), case=world.fresh(), visit=other, reason="Mưa bão", version=0)
    with pytest.raises(Problem, match="đã hủy"):
        cancel_visit(
            actor=world.examiner(), case=world.fresh(), visit=gone, reason="Hủy", version=gone.version
        )
    assert gone.cancelled_reason == "Mưa bão"


def test_an_ended_registration_is_not_visited(world: World) -> None:
    world.put("stopped")
    with pytest.raises(Problem, match="đã kết thúc"):
        planned(world)


def test_a_visit_of_several_days_meets_each_of_them(world: World) -> None:
    plan_visit(actor=world.examiner(), case=world.fresh(), wanted=replace(wanted(), ends_at=soon(50)))
    with pytest.raises(Problem):
        planned(world, VisitKind.MEETING, starts=26)
    assert dt.timedelta(hours=48) == soon(50) - soon(2)
