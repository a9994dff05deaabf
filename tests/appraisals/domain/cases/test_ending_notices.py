"""The end of a registration is told to the school, every office of it and every member with a way in, once each."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, BodyRole
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership
from tests.appraisals.registered import DAY, TT57, World, make_registered
from tests.factories import member

pytestmark = pytest.mark.django_db
WHY = "Trường xin lùi sang năm sau."


@pytest.fixture(autouse=True)
def _no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_guards", guards.defaultdict(list))


def end(world: World, act: Act, stage: str) -> dict[int, str]:
    """Take the step that ends it; return what each person was told."""
    with scopes_disabled():
        version = world.put(stage).version
        actor = world.principal() if act is Act.WITHDRAW else world.specialist()
        take_step(actor=actor, case=world.fresh(), act=act, version=version, note=WHY)
    rows = list(Notice.objects.order_by("pk"))
    assert len({one.person_id for one in rows}) == len(rows), "nobody is told twice"
    return {one.person_id: one.text for one in rows}


def offices(world: World) -> set[int]:
    assert world.commune is not None
    return {
        world.user(world.department, Role.DEPARTMENT_ADMIN).pk,
        world.user(world.commune, Role.COMMUNE_OFFICER).pk,
    }


def test_a_stopped_one_is_told_to_school_offices_and_members_with_its_reason() -> None:
    world = make_registered(TT57, stage="study")
    head, known = world.user(world.school, Role.PRINCIPAL).pk, offices(world)
    left = world.members[BodyRole.MEMBER]
    with scopes_disabled():
        BodyMember.objects.filter(pk=left.pk).update(ended_at=timezone.now())
    told = end(world, Act.STOP, "study")
    seated = {world.members[role].user_id for role in (BodyRole.LEADER, BodyRole.SECRETARY)}
    assert set(told) == known | seated | {head}
    assert all(WHY in words for words in told.values())


@pytest.mark.parametrize("over", ["days", "dissolved"])
def test_members_whose_way_is_shut_hear_nothing(over: str) -> None:
    world = make_registered(TT57, stage="study")
    today = timezone.localdate()
    with scopes_disabled():
        if over == "days":
            Body.objects.update(starts_on=today - 9 * DAY, ends_on=today - DAY)
        else:
            Body.objects.update(dissolved_at=timezone.now())
    told = end(world, Act.STOP, "study")
    assert not {one.user_id for one in world.members.values()} & set(told)


def test_a_withdrawn_one_is_told_to_both_offices_and_not_to_who_left_them() -> None:
    world = make_registered(TT57)
    known = offices(world)
    gone = member(world.department, Role.DEPARTMENT_SPECIALIST)
    Membership.objects.filter(user=gone).update(valid_to=timezone.localdate())
    told = end(world, Act.WITHDRAW, "receiving")
    assert known <= set(told)
    assert gone.pk not in told
    assert world.principal().user_id not in told, "who did it knows"


def test_of_one_that_was_never_sent_no_office_hears() -> None:
    world = make_registered(TT57)
    known = offices(world)
    assert not known & set(end(world, Act.WITHDRAW, "preparing"))


def test_members_do_not_read_why_the_department_decided_otherwise() -> None:
    world = make_registered(TT57, stage="study")
    told = end(world, Act.REFUSE, "submitted")
    words = [told[one.user_id] for one in world.members.values()]
    assert len(words) == 3
    assert not any(WHY in one for one in words)
