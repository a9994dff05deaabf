"""A decision brings somebody more into a standing body, or gives another role; everybody in it hears of it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.amending import (
    Amending,
    add_member,
    change_role,
    examine_addition,
    people_mark,
)
from minhdinh.appraisals.domain.bodies.changing import dissolve_body, withdraw_member
from minhdinh.appraisals.domain.bodies.forming import Named, Unacknowledged
from minhdinh.appraisals.domain.papers import case_paper
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Body, BodyAmendment, BodyMember
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Problems, Stale
from minhdinh.documents.reading.case import members as member_lines
from minhdinh.lib.text import vn_date
from minhdinh.notifications.models import Notice
from tests.appraisals.forming import DAY, Office, make_office

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ODD = "odd"


@pytest.fixture
def office() -> Office:
    found = make_office()
    found.form()
    return found


def body(office: Office) -> Body:
    with scopes_disabled():
        return Body.objects.select_related("case__school", "case__department").get()


def mark(office: Office) -> str:
    with scopes_disabled():
        return people_mark(body(office))


def add(office: Office, user_id: int, role: str = BodyRole.MEMBER, **values: Any) -> BodyMember:
    given = {
        "actor": office.world.specialist(),
        "body": body(office),
        "named": Named(user_id, role),
        "paper": Amending("20/QĐ-SGDĐT", TODAY()),
        "mark": mark(office),
        "acknowledged": [ODD],
    }
    return add_member(**(given | values))


def change(office: Office, place: int, role: str, **values: Any) -> BodyMember:
    given = {
        "actor": office.world.specialist(),
        "member": office.members()[place],
        "role": role,
        "paper": Amending("21/QĐ-SGDĐT", TODAY()),
        "mark": mark(office),
    }
    return change_role(**(given | values))


def roles(office: Office) -> list[str]:
    return [one.role for one in office.members()]


def test_one_more_comes_in_without_criteria_and_has_a_way(office: Office) -> None:
    new = office.expert(full_name="Cao Thị Mới")
    made = add(office, new.pk)
    assert (made.role, made.criteria, made.declared_at) == (BodyRole.MEMBER, [], None)
    client = Client()
    client.force_login(new)
    assert client.get(office.world.url("cam-ket/", room="danh-gia")).status_code == 200
    with scopes_disabled():
        kept = BodyAmendment.objects.get()
        assert (kept.number, kept.member_id, kept.by_name) == (
            "20/QĐ-SGDĐT",
            made.pk,
            office.world.specialist().name,
        )
        assert "Cao Thị Mới" in kept.text
        assert Entry.objects.get(action=actions.BODY_ADDED).data["decision"] == "20/QĐ-SGDĐT"


def test_the_new_one_and_all_others_are_told_once(office: Office) -> None:
    gone = withdraw_member(actor=office.world.specialist(), member=office.members()[4], reason="Ốm.")
    before = Notice.objects.count()
    new = office.expert(full_name="Cao Thị Mới")
    add(office, new.pk)
    told = Notice.objects.order_by("pk")[before:]
    assert {one.person_id for one in told} == {one.user_id for one in office.members() if not one.ended_at}
    assert gone.user_id not in {one.person_id for one in told}
    assert len(told) == 5
    assert "20/QĐ-SGDĐT" in next(one.text for one in told if one.person_id != new.pk)


def test_what_stands_against_somebody_is_looked_at_as_at_forming(office: Office) -> None:
    own = office.expert(office.world.school)
    with pytest.raises(Problems, match="đang làm việc"):
        add(office, own.pk, acknowledged=[ODD, f"unit-{own.pk}"])
    passed = Named(own.pk, BodyRole.MEMBER, paper="12/SGD", reason="Thiếu người.")
    with pytest.raises(Unacknowledged):
        add(office, own.pk, named=passed, acknowledged=[])
    made = add(office, own.pk, named=passed, acknowledged=[ODD, f"unit-{own.pk}"])
    assert made.overruled == "12/SGD: Thiếu người."
    with scopes_disabled():
        assert Entry.objects.filter(action=actions.BODY_OVERRULED).count() == 1


def test_only_what_is_new_is_said_of_the_body(office: Office) -> None:
    with scopes_disabled():
        keys = {
            one.key for one in examine_addition(body(office), Named(office.expert().pk, "member")).findings
        }
        assert keys == {ODD}
        leader = examine_addition(body(office), Named(office.expert().pk, "leader"))
    assert {one.key for one in leader.findings if one.refuses} == {"one-leader"}


@pytest.mark.parametrize("role", ["", "chief", BodyRole.LEADER, BodyRole.SECRETARY])
def test_no_second_leader_and_no_unknown_role(office: Office, role: str) -> None:
    with pytest.raises(Problems):
        add(office, office.expert().pk, role)
    assert len(office.members()) == 5


def test_who_is_in_it_a_stranger_and_a_dissolved_body(office: Office) -> None:
    with pytest.raises(Problem, match="đang là thành viên"):
        add(office, office.experts[2].pk)
    with pytest.raises(Problem):
        add(office, 999_999)
    new, standing = office.expert(), mark(office)
    dissolve_body(actor=office.world.specialist(), body=body(office), reason="Lập lại.")
    with pytest.raises(Stale):
        add(office, new.pk, mark=standing)


@pytest.mark.parametrize("number", ["", "  ", "\x00", "x" * 101])
def test_a_paper_needs_its_number(office: Office, number: str) -> None:
    with pytest.raises(Problem):
        add(office, office.expert().pk, paper=Amending(number, TODAY()))
    with pytest.raises(Problem):
        change(office, 2, BodyRole.DEPUTY, paper=Amending(number, TODAY()))


@pytest.mark.parametrize("days", [-1, 1])
def test_a_paper_is_not_before_the_first_decision_nor_to_come(office: Office, days: int) -> None:
    with pytest.raises(Problem) as found:
        add(office, office.expert().pk, paper=Amending("1/QĐ", TODAY() + days * DAY))
    assert found.value.field == "date"


def test_two_at_once_the_second_is_stale(office: Office) -> None:
    drawn = mark(office)
    add(office, office.expert().pk, mark=drawn)
    with pytest.raises(Stale):
        add(office, office.expert().pk, mark=drawn)
    with pytest.raises(Stale):
        change(office, 2, BodyRole.DEPUTY, mark=drawn)
    fresh = mark(office)
    change(office, 2, BodyRole.DEPUTY, mark=fresh)
    with pytest.raises(Stale):
        change(office, 3, BodyRole.DEPUTY, mark=fresh)


def test_only_the_department(office: Office) -> None:
    new = office.expert()
    for actor in (office.world.officer(), office.world.principal()):
        with pytest.raises(NotAllowed):
            add(office, new.pk, actor=actor)
        with pytest.raises(NotAllowed):
            change(office, 2, BodyRole.DEPUTY, actor=actor)


def test_a_role_changes_and_everybody_hears_of_it(office: Office) -> None:
    before, criteria = Notice.objects.count(), office.members()[2].criteria
    held = change(office, 2, BodyRole.DEPUTY)
    assert (held.role, held.criteria) == (BodyRole.DEPUTY, criteria)
    assert Notice.objects.count() == before + 5
    own = Notice.objects.filter(person=held.user).order_by("-pk")[0].text
    assert "Phó Chủ tịch hội đồng" in own
    with scopes_disabled():
        assert BodyAmendment.objects.get().member_id == held.pk


@pytest.mark.parametrize(
    ("place", "role", "after"),
    [
        (2, BodyRole.LEADER, ["member", "secretary", "leader"]),
        (1, BodyRole.LEADER, ["secretary", "leader", "member"]),
        (0, BodyRole.SECRETARY, ["secretary", "leader", "member"]),
        (3, BodyRole.SECRETARY, ["leader", "member", "member", "secretary"]),
    ],
)
def test_who_holds_the_one_place_changes_with_the_other(
    office: Office, place: int, role: str, after: list[str]
) -> None:
    change(office, place, role)
    assert roles(office)[: len(after)] == after
    with scopes_disabled():
        assert BodyAmendment.objects.count() == 2
    assert Notice.objects.filter(person=office.members()[4].user, key__startswith="body-amended").count() == 2


def test_a_body_is_never_left_without_leader_or_secretary(office: Office) -> None:
    for place, role in ((0, BodyRole.MEMBER), (0, BodyRole.DEPUTY), (1, BodyRole.MEMBER), (2, "chief")):
        with pytest.raises(Problems):
            change(office, place, role)
    with pytest.raises(Problem, match="vai trò khác"):
        change(office, 0, BodyRole.LEADER)
    gone = withdraw_member(actor=office.world.specialist(), member=office.members()[0], reason="Ốm.")
    with pytest.raises(Stale):
        change(office, 0, BodyRole.MEMBER)
    assert change(office, 3, BodyRole.LEADER).role == BodyRole.LEADER
    assert gone.role == BodyRole.LEADER


def test_papers_name_the_amendment(office: Office) -> None:
    new = office.expert(full_name="Cao Thị Mới")
    add(office, new.pk)
    with scopes_disabled():
        paper = case_paper(office.world.fresh())
    said = f"theo Quyết định sửa đổi số 20/QĐ-SGDĐT ngày {vn_date(TODAY())}"
    assert [one["amended"] for one in paper["body"]["members"]] == [""] * 5 + [said]
    (one,) = paper["body"]["amendments"]
    assert (one["number"], dt.date.fromisoformat(one["date"])) == ("20/QĐ-SGDĐT", TODAY())
    assert member_lines(paper)[-1]["duties"] == said
