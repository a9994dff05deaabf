"""Nothing of a registration is read before a member has said that nothing binds him or her to the school."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import (
    NotDeclared,
    declare_interest,
    declare_no_interest,
    is_clear,
    require_declared,
)
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import BodyMember
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import World, make_registered

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def world() -> World:
    made = make_registered(stage="study")
    with scopes_disabled():
        BodyMember.objects.update(declared_at=None)
    return made


def fresh(world: World, role: str = BodyRole.MEMBER) -> BodyMember:
    with scopes_disabled():
        return BodyMember.objects.select_related("body__case", "school").get(pk=world.members[role].pk)


def test_reading_is_closed_until_declared(world: World) -> None:
    with pytest.raises(NotDeclared) as refused:
        require_declared(fresh(world))
    assert refused.value.link.endswith(f"/danh-gia/{world.registered.pk}/cam-ket/")
    declare_no_interest(actor=world.examiner(BodyRole.MEMBER), member=fresh(world))
    require_declared(fresh(world))
    first = fresh(world).declared_at
    declare_no_interest(actor=world.examiner(BodyRole.MEMBER), member=fresh(world))
    assert fresh(world).declared_at == first
    assert Entry.objects.filter(action="body.declared").count() == 1
    assert not is_clear(fresh(world, BodyRole.LEADER))


def test_an_interest_closes_reading_and_the_department_is_told(world: World) -> None:
    officer = world.specialist()
    actor = world.examiner(BodyRole.MEMBER)
    declare_no_interest(actor=actor, member=fresh(world))
    declare_interest(actor=actor, member=fresh(world), text="Em ruột dạy ở trường.")
    assert fresh(world).conflict == "Em ruột dạy ở trường."
    with pytest.raises(NotDeclared):
        require_declared(fresh(world))
    with pytest.raises(Problem):
        declare_no_interest(actor=actor, member=fresh(world))
    told = Notice.objects.get(person_id=officer.user_id)
    assert "Em ruột" in told.text
    assert told.url == f"/co-quan/{world.department.code}/dang-ky/{world.registered.pk}/doan/"


def test_a_new_interest_closes_again_what_was_overruled(world: World) -> None:
    with scopes_disabled():
        BodyMember.objects.update(conflict="Từng dạy ở trường.", overruled="12/SGDĐT")
    actor = world.examiner(BodyRole.MEMBER)
    declare_no_interest(actor=actor, member=fresh(world))
    require_declared(fresh(world))
    declare_interest(actor=actor, member=fresh(world), text="Con trai học ở trường.")
    assert fresh(world).conflict == "Con trai học ở trường. (Từng dạy ở trường.)"
    assert not is_clear(fresh(world))


def test_new_words_are_never_cut(world: World) -> None:
    with scopes_disabled():
        BodyMember.objects.update(conflict="x" * 390, overruled="12/SGDĐT")
    said = "Con trai học ở trường từ năm nay."
    declare_interest(actor=world.examiner(BodyRole.MEMBER), member=fresh(world), text=said)
    kept = fresh(world).conflict
    assert (kept.startswith(f"{said} (x"), len(kept)) == (True, 400)


def test_only_the_member_and_only_within_the_days(world: World) -> None:
    for actor in (world.examiner(BodyRole.LEADER), world.principal(), world.specialist()):
        with pytest.raises(NotAllowed):
            declare_no_interest(actor=actor, member=fresh(world))
    actor = world.examiner(BodyRole.MEMBER)
    with scopes_disabled():
        world.members[BodyRole.MEMBER].body.__class__.objects.update(
            starts_on=timezone.localdate() + DAY, ends_on=timezone.localdate() + DAY
        )
    with pytest.raises(NotAllowed):
        declare_no_interest(actor=actor, member=fresh(world))


@pytest.mark.parametrize("text", ["", "   ", "\x00", "á" * 401])
def test_what_cannot_be_kept_is_refused(world: World, text: str) -> None:
    with pytest.raises(Problem):
        declare_interest(actor=world.examiner(BodyRole.MEMBER), member=fresh(world), text=text)
    assert fresh(world).declared_at is None
