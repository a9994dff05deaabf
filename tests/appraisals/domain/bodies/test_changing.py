"""Members leave and are replaced, days move, a body is dissolved: the way in follows, what was written stays."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.changing import (
    conflict_mark,
    days_mark,
    dissolve_body,
    move_days,
    overrule_conflict,
    replace_member,
    withdraw_member,
)
from minhdinh.appraisals.domain.bodies.declaring import declare_interest, declare_no_interest, is_clear
from minhdinh.appraisals.domain.bodies.dividing import divide_criteria, mark_of
from minhdinh.appraisals.domain.bodies.forming import Named, Unacknowledged
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Body, BodyMember, Slip
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from minhdinh.lib.text import vn_date
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Membership
from tests.appraisals.forming import DAY, Office, make_office
from tests.factories import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def opens(office: Office, place: int = 0) -> int:
    """Return what the member's declaration page answers to one of the experts."""
    client = Client()
    client.force_login(office.experts[place])
    return client.get(office.world.url("cam-ket/", room="danh-gia")).status_code


def test_the_way_is_open_exactly_from_the_first_to_the_last_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opens(office) == 404
    office.form(decision=office.decision(starts=2, ends=4))
    answers, now = {}, timezone.now()
    for days in range(7):
        monkeypatch.setattr(timezone, "now", lambda days=days: now + days * DAY)
        answers[days] = opens(office)
    assert answers == {0: 404, 1: 404, 2: 200, 3: 200, 4: 200, 5: 404, 6: 404}


def test_withdrawal_shuts_the_way_at_once_and_keeps_what_was_written(office: Office) -> None:
    office.form()
    member = office.members()[2]
    with scopes_disabled():
        Slip.objects.create(school=office.world.school, member=member, track="thcs", criterion="1.1")
    assert opens(office, 2) == 200
    withdraw_member(actor=office.world.specialist(), member=member, reason="Nghỉ thai sản.")
    assert opens(office, 2) == 404
    assert opens(office, 1) == 200
    left = office.members()[2]
    assert (left.ended_reason, left.membership and left.membership.ended) == ("Nghỉ thai sản.", True)
    with scopes_disabled():
        assert Slip.objects.filter(member=left).exists()
    assert Notice.objects.filter(person=office.experts[2], key__startswith="body-left").count() == 1
    with pytest.raises(Stale):
        withdraw_member(actor=office.world.specialist(), member=left, reason="Lần nữa.")


def test_a_replacement_takes_role_and_criteria(office: Office) -> None:
    office.form()
    leader, new = office.members()[0], office.expert(full_name="Cao Thị Mới")
    made = replace_member(
        actor=office.world.specialist(), member=leader, named=Named(new.pk, "member"), reason="Đi công tác."
    )
    assert (made.role, made.criteria, made.replaces_id) == (leader.role, leader.criteria, leader.pk)
    assert made.declared_at is None
    assert opens(office, 0) == 404
    client = Client()
    client.force_login(new)
    assert client.get(office.world.url("cam-ket/", room="danh-gia")).status_code == 200
    with pytest.raises(Problem):
        replace_member(
            actor=office.world.specialist(), member=leader, named=Named(office.expert().pk, ""), reason="x"
        )


def test_who_left_may_be_replaced_later_once(office: Office) -> None:
    office.form()
    gone = withdraw_member(actor=office.world.specialist(), member=office.members()[4], reason="Ốm.")
    new = replace_member(
        actor=office.world.specialist(), member=gone, named=Named(office.expert().pk, ""), reason=""
    )
    assert new.replaces_id == gone.pk
    with scopes_disabled():
        assert BodyMember.objects.filter(ended_at__isnull=True).count() == 5


def test_a_replacement_is_looked_at_as_anybody(office: Office) -> None:
    office.form()
    member = office.members()[4]
    given: dict[str, Any] = {"actor": office.world.specialist(), "member": member, "reason": "Ốm."}
    own = office.expert(office.world.school)
    with pytest.raises(Problems):
        replace_member(**given, named=Named(own.pk, ""), acknowledged=[f"unit-{own.pk}"])
    with pytest.raises(Unacknowledged):
        replace_member(**given, named=Named(own.pk, "", paper="1/SGD", reason="Thiếu người."))
    with pytest.raises(Problem):
        replace_member(**given, named=Named(office.experts[1].pk, ""))
    with pytest.raises(Problem):
        replace_member(**given, named=Named(999_999, ""))
    assert office.members()[4].ended_at is None


def test_days_move_with_the_ways_in(office: Office) -> None:
    body = office.form()
    first = timezone.localdate() + 3 * DAY
    drawn, officer = days_mark(body), office.world.specialist()
    moved = move_days(actor=officer, body=body, starts_on=first, ends_on=first + DAY, mark=drawn)
    assert opens(office) == 404
    way = Membership.objects.filter(role=Role.EXAMINER).values_list("valid_from", "valid_to").distinct().get()
    assert way == (first, first + 2 * DAY)
    assert Notice.objects.filter(key__startswith="body-days").count() == 5
    for wrong in ((first, first - DAY), (body.decision_date - DAY, first), (first, first + 900 * DAY)):
        with pytest.raises(Problem):
            move_days(actor=officer, body=body, starts_on=wrong[0], ends_on=wrong[1], mark=days_mark(moved))
    for mark in (drawn, ""):
        with pytest.raises(Stale, match=vn_date(first)):
            move_days(actor=officer, body=body, starts_on=first, ends_on=first + 9 * DAY, mark=mark)


def test_dissolving_shuts_every_way(office: Office) -> None:
    body = office.form()
    dissolve_body(actor=office.world.specialist(), body=body, reason="Quyết định bị thu hồi.")
    assert {opens(office, place) for place in range(5)} == {404}
    with pytest.raises(Stale):
        dissolve_body(actor=office.world.specialist(), body=body, reason="Lần nữa.")
    assert Entry.objects.filter(action="body.dissolved").count() == 1


@pytest.mark.parametrize("act", [Act.STOP, Act.REFUSE])
def test_the_end_of_a_registration_shuts_every_way(office: Office, act: Act) -> None:
    body = office.form()
    with scopes_disabled():
        case = office.world.fresh()
        case.stage = "study" if act == Act.STOP else "submitted"
        case.save()
    take_step(
        actor=office.world.specialist(), case=case, act=act, version=case.version, note="Trường giải thể."
    )
    assert {opens(office, place) for place in range(5)} == {404}
    with pytest.raises(Stale):
        move_days(
            actor=office.world.specialist(),
            body=body,
            starts_on=body.starts_on,
            ends_on=body.ends_on,
            mark=days_mark(body),
        )


def test_a_division_is_whole_or_refused(office: Office) -> None:
    body, members, criteria = office.form(), office.members(), office.criteria
    given: dict[str, Any] = {"actor": office.world.specialist(), "body": body, "mark": mark_of(members)}
    for wrong in (
        {members[0].pk: criteria[1:]},
        {members[0].pk: (*criteria, "thcs:9.9")},
        {999_999: criteria},
    ):
        with pytest.raises(Problem):
            divide_criteria(**given, division=wrong)
    divide_criteria(**given, division={members[0].pk: criteria})
    assert [len(one.criteria) for one in office.members()] == [3, 0, 0, 0, 0]
    with pytest.raises(Stale):
        divide_criteria(**given, division={members[1].pk: criteria})


def test_a_declared_interest_waits_for_a_paper(office: Office) -> None:
    office.form()
    member = office.members()[0]
    actor = acting(office.experts[0], office.world.school)
    declare_interest(actor=actor, member=member, text="Con học ở trường.")
    for paper, reason in (("", "Vì"), ("12/SGDĐT", " "), ("x" * 101, "Vì"), ("12", "x" * 300)):
        with pytest.raises(Problem):
            overrule_conflict(actor=office.world.specialist(), member=member, paper=paper, reason=reason)
    overrule_conflict(
        actor=office.world.specialist(), member=member, paper="12/SGDĐT", reason="Không dạy lớp ấy."
    )
    assert is_clear(office.members()[0])
    with pytest.raises(Problem):
        overrule_conflict(actor=office.world.specialist(), member=member, paper="13", reason="Lần nữa.")
    declare_no_interest(actor=actor, member=office.members()[0])
    assert is_clear(office.members()[0])


def test_another_interest_declared_meanwhile_is_looked_at_first(office: Office) -> None:
    office.form()
    member, actor = office.members()[0], acting(office.experts[0], office.world.school)
    declare_interest(actor=actor, member=member, text="Con học ở trường.")
    drawn = conflict_mark(office.members()[0])
    declare_interest(actor=actor, member=member, text="Vợ là phó hiệu trưởng.")
    given = {"actor": office.world.specialist(), "member": member, "paper": "12", "reason": "Thiếu người."}
    with pytest.raises(Stale, match="phó hiệu trưởng"):
        overrule_conflict(**given, mark=drawn)
    assert not is_clear(office.members()[0])
    overrule_conflict(**given, mark=conflict_mark(office.members()[0]))
    assert is_clear(office.members()[0])


def verbs(body: Body, member: BodyMember, spare: int) -> Iterator[Callable[..., Any]]:
    today = timezone.localdate()
    yield lambda actor: withdraw_member(actor=actor, member=member, reason="x")
    yield lambda actor: replace_member(actor=actor, member=member, named=Named(spare, ""), reason="x")
    yield lambda actor: move_days(
        actor=actor, body=body, starts_on=today, ends_on=today, mark=days_mark(body)
    )
    yield lambda actor: overrule_conflict(actor=actor, member=member, paper="x", reason="x")
    yield lambda actor: dissolve_body(actor=actor, body=body, reason="x")
    yield lambda actor: divide_criteria(actor=actor, body=body, division={}, mark="x")


def test_only_the_department_changes(office: Office) -> None:
    body = office.form()
    member = office.members()[2]
    world = office.world
    strangers = [
        world.principal(),
        world.officer(),
        acting(office.experts[0], world.school),
        acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.department),
        acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school),
    ]
    for verb in verbs(body, member, office.expert().pk):
        for actor in strangers:
            with pytest.raises(NotAllowed):
                verb(actor)
    assert [one.ended_at for one in office.members()] == [None] * 5
