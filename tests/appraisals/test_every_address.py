"""Every act through its real address, by everybody whose act it is not: refused, and nothing moves."""

import pytest
from django.test import Client
from django.urls import reverse

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.enums import Act, BodyRole, Holder
from minhdinh.appraisals.models import BodyMember, CaseStep
from minhdinh.appraisals.rules.regimes import Stage, regime
from minhdinh.appraisals.rules.stages import owner
from minhdinh.organisations.models import Membership, Organisation
from tests.appraisals.registered import TT57, TT2018, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, UserFactory, member

pytestmark = pytest.mark.django_db
AT_SCHOOL = {
    Act.SEND: "appraisals:case-school-send",
    Act.WITHDRAW: "appraisals:case-school-withdraw",
    Act.RESPOND: "appraisals:response-send",
    Act.ADVANCE: "appraisals:desk-act",
    Act.SURVEY: "appraisals:desk-act",
    Act.SEND_DRAFT: "appraisals:conclude-send",
    Act.LAPSE: "appraisals:conclude-lapse",
    Act.FINALISE: "appraisals:conclude-finalise",
}
AT_OFFICE = {
    Act.ACCEPT: "appraisals:case-office-accept",
    Act.FORM: "appraisals:body-form",
    Act.DECIDE: "recognition:case-decide",
    Act.REFUSE: "recognition:case-refuse",
}
FIRST = {Holder.SCHOOL: "principal", Holder.INTAKE: "commune", Holder.DEPARTMENT: "specialist"}
LEADS = {"leader", "body secretary"}
OF_DEPARTMENT = {"specialist", "department admin"}


def address(world: World, act: Act, office: Organisation | None) -> str:
    """Return where an act is done; ``office`` is the one whose address is tried."""
    if act in AT_SCHOOL:
        return reverse(AT_SCHOOL[act], args=[world.school.code, world.registered.pk])
    place = [(office or world.department).code, world.registered.pk]
    if act in AT_OFFICE:
        return reverse(AT_OFFICE[act], args=place)
    return reverse("appraisals:case-office-act", args=[*place, act.value])


def insiders(world: World) -> dict[str, Client]:
    """Return people who have to do with the registration."""
    school, department, commune = world.school, world.department, world.commune
    assert commune is not None
    places = {
        "principal": (school, Role.PRINCIPAL),
        "secretary": (school, Role.SECRETARY),
        "viewer": (school, Role.VIEWER),
        "school admin": (school, Role.SCHOOL_ADMIN),
        "specialist": (department, Role.DEPARTMENT_SPECIALIST),
        "department admin": (department, Role.DEPARTMENT_ADMIN),
        "department leader": (department, Role.DEPARTMENT_LEADER),
        "supervisor": (department, Role.SUPERVISOR),
        "commune": (commune, Role.COMMUNE_OFFICER),
    }
    found = {who: signed_in(world.user(*place)) for who, place in places.items()}
    roles = {"leader": BodyRole.LEADER, "body secretary": BodyRole.SECRETARY, "body member": BodyRole.MEMBER}
    return found | {who: signed_in(world.members[role].user) for who, role in roles.items()}


def strangers(world: World) -> dict[str, tuple[Client, Organisation | None]]:
    """Return people who are nobody here, with the office at whose address they try."""
    commune, department = CommuneFactory(under=world.department), DepartmentFactory()
    gone = member(world.school, Role.PRINCIPAL)
    Membership.objects.filter(user=gone).update(ended=True)
    return {
        "nobody": (signed_in(UserFactory()), None),
        "principal of another school": (signed_in(member(SchoolFactory(), Role.PRINCIPAL)), None),
        "officer of another commune": (signed_in(member(commune, Role.COMMUNE_OFFICER)), commune),
        "officer of another commune, here": (signed_in(member(commune, Role.COMMUNE_OFFICER)), None),
        "another province": (signed_in(member(department, Role.DEPARTMENT_SPECIALIST)), department),
        "another province, here": (signed_in(member(department, Role.DEPARTMENT_SPECIALIST)), None),
        "former principal": (signed_in(gone), None),
        "former member": (signed_in(_left(world)), None),
    }


def _left(world: World) -> User:
    way = member(world.school, Role.EXAMINER)
    body = world.members[BodyRole.LEADER].body
    with scopes_disabled():
        row = BodyMember(school=world.school, body=body, user=way, name=way.full_name, role=BodyRole.MEMBER)
        row.ended_at = body.created_at
        row.save()
    Membership.objects.filter(user=way).update(ended=True)
    return way


def may(who: str, holder: Holder) -> bool:
    """Tell whether an act of this holder is this person's."""
    if holder is Holder.LEAD:
        return who in LEADS
    return who in OF_DEPARTMENT if holder is Holder.DEPARTMENT else FIRST[holder] == who


def first_stages(name: str) -> list[tuple[Stage, Act]]:
    """Return each act of a regime with the first stage that knows it."""
    found: dict[Act, Stage] = {}
    for stage in regime(name).stages:
        for act in stage.acts:
            found.setdefault(act, stage)
    return [(stage, act) for act, stage in found.items()]


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_whose_act_it_is_not_moves_nothing(name: str) -> None:
    world = make_registered(name, stage="study")
    law, people, others = regime(name), insiders(world), strangers(world)
    for stage, act in first_stages(name):
        with scopes_disabled():
            version = world.put(stage.id).version
        form = {"version": version, "note": "Thử.", "act": act.value, "reason": "Thử.", "response": "agreed"}
        holder = owner(law, stage.id, act)
        office = world.commune if holder is Holder.INTAKE else None
        for who, client in people.items():
            if not may(who, holder):
                answer = client.post(address(world, act, office), form)
                assert answer.status_code in (403, 404, 409, 422), (act, who, answer.status_code)
        for who, (client, own) in others.items():
            answer = client.post(address(world, act, own or office), form)
            assert answer.status_code in (403, 404), (act, who, answer.status_code)
            assert own is not None or answer.status_code == 404, (act, who)
        anonymous = Client().post(address(world, act, office), form)
        assert (anonymous.status_code, "/dang-nhap" in anonymous.headers.get("Location", "")) == (302, True)
        with scopes_disabled():
            assert not CaseStep.objects.filter(case=world.registered).exists(), act
        assert world.fresh().stage == stage.id
