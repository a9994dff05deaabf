import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.presence import BEAT, GONE, leave, note_presence, present_at
from minhdinh.assessments.models import Presence
from minhdinh.common.problems import NotAllowed
from tests.assessments.cases import Case, make_case, small_set
from tests.factories import CommuneFactory, acting, member


def beat(case: Case, role: str, slot: str = "", criterion: str = "1.3") -> list[tuple[str, str]]:
    found = note_presence(actor=case.actor(role), sheet=case.sheet(criterion), slot=slot)
    return [(one.name, one.requirement) for one in found]


def age(seconds: float, role: str, case: Case) -> None:
    seen = timezone.now() - dt.timedelta(seconds=seconds)
    Presence.objects.filter(person=case.user(role)).update(seen_at=seen)


def test_others_see_who_is_here_and_where(small: Case) -> None:
    assert beat(small, Role.CHAIR) == []
    assert beat(small, Role.MEMBER, small.slot()) == [(small.user(Role.CHAIR).full_name, "")]
    assert beat(small, Role.CHAIR) == [(small.user(Role.MEMBER).full_name, "1.3.1a")]
    assert beat(small, Role.SECRETARY, criterion="1.1") == []
    assert Presence.objects.count() == 3


def test_a_minute_later_nobody_is_here(small: Case) -> None:
    assert (dt.timedelta(seconds=20), dt.timedelta(seconds=60)) == (BEAT, GONE)
    beat(small, Role.MEMBER)
    age(59, Role.MEMBER, small)
    assert len(beat(small, Role.CHAIR)) == 1
    age(61, Role.MEMBER, small)
    assert beat(small, Role.CHAIR) == []


def test_a_slot_left_is_a_slot_no_more(small: Case) -> None:
    beat(small, Role.MEMBER, small.slot())
    beat(small, Role.MEMBER, "")
    assert beat(small, Role.CHAIR) == [(small.user(Role.MEMBER).full_name, "")]
    leave(actor=small.actor(Role.MEMBER), sheet=small.sheet())
    assert present_at(small.sheet(), but=small.user(Role.CHAIR).pk) == []


@pytest.mark.parametrize(
    "slot",
    ["statement:thcs:1.1:1:1.1.1a", "report:I.2.a", "x" * 500, "\x00", "statement:thcs:1.3:9:x", "<b>"],
)
def test_nonsense_is_no_slot(small: Case, slot: str) -> None:
    beat(small, Role.MEMBER, slot)
    assert Presence.objects.get().slot == ""


def test_beats_in_a_row_write_once(small: Case, django_assert_num_queries) -> None:
    actor, sheet = small.actor(Role.MEMBER), small.sheet()
    note_presence(actor=actor, sheet=sheet)
    with django_assert_num_queries(2):
        note_presence(actor=actor, sheet=sheet)
    age(30, Role.MEMBER, small)
    with django_assert_num_queries(3):
        note_presence(actor=actor, sheet=sheet)


def test_what_is_long_gone_is_swept(small: Case) -> None:
    beat(small, Role.MEMBER)
    age(3700, Role.MEMBER, small)
    beat(small, Role.CHAIR)
    assert Presence.objects.count() == 1


def test_who_may_not_see_the_sheet_is_not_here(small: Case) -> None:
    other = make_case(standard_set=small_set())
    for actor in (small.actor(Role.CONTRIBUTOR), other.actor(Role.CHAIR)):
        with pytest.raises(NotAllowed):
            note_presence(actor=actor, sheet=small.sheet())
        with pytest.raises(NotAllowed):
            leave(actor=actor, sheet=small.sheet())
    assert not Presence.objects.exists()


@pytest.mark.usefixtures("db", "_scopes_open")
def test_an_office_above_leaves_no_trace_and_sees_nobody() -> None:
    commune = CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    beat(case, Role.MEMBER)
    officer = acting(member(commune, Role.COMMUNE_OFFICER), case.school)
    assert note_presence(actor=officer, sheet=case.sheet()) == []
    assert Presence.objects.count() == 1
