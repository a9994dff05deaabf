"""An office's page of a registration: who sees it, what is checked, the acts with what is written kept."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CaseStep
from minhdinh.assessments.models import Seal
from minhdinh.organisations.domain.tree import move_organisation
from tests.appraisals.registered import TT2018, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, DepartmentFactory, MinistryFactory, UserFactory, member

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_registered()


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def buttons(body: str) -> set[str]:
    """Return the acts and dialogs that the page offers."""
    return set(re.findall(r'data-dialog-target-value="(?:viec-)?([a-z_-]+)"', body))


OFFERED = {
    "checking": ({"forward", "give_back"}, {"doi-han"}),
    "receiving": (set(), {"accept", "give_back", "doi-han"}),
    "accepted": (set(), {"stop", "doi-han"}),
    "study": (set(), {"stop", "doi-han"}),
    "noticing": (set(), {"notify", "send_back", "stop", "doi-han"}),
    "submitted": (set(), {"send_back", "stop", "doi-han"}),
    "recognised": (set(), set()),
    "withdrawn": (set(), set()),
}


def test_each_office_is_offered_its_acts_only(world: World) -> None:
    assert world.commune is not None
    commune, department = world.client(world.officer()), world.client(world.specialist())
    readers = [
        signed_in(member(world.department, role)) for role in (Role.DEPARTMENT_LEADER, Role.SUPERVISOR)
    ]
    for stage, (own, theirs) in OFFERED.items():
        world.put(stage)
        assert buttons(page(commune, world.office_url(office=world.commune))) == own, stage
        assert buttons(page(department, world.office_url())) == theirs, stage
        for reader in readers:
            assert buttons(page(reader, world.office_url())) == set(), stage


def test_the_2018_department_submits(db: None) -> None:
    world = make_registered(TT2018, stage="reported")
    body = page(world.client(world.specialist()), world.office_url())
    assert buttons(body) == {"submit", "send_back", "stop", "doi-han"}
    assert "Sở xem xét báo cáo đánh giá ngoài" in body


def test_strangers_find_nothing(world: World) -> None:
    assert world.commune is not None
    elsewhere, other = CommuneFactory(under=world.department), DepartmentFactory()
    neighbour = signed_in(member(elsewhere, Role.COMMUNE_OFFICER))
    page(neighbour, world.office_url(office=elsewhere), 404)
    page(neighbour, world.office_url(office=world.commune), 404)
    page(signed_in(member(other, Role.DEPARTMENT_SPECIALIST)), world.office_url(office=other), 404)
    page(world.client(world.principal()), world.office_url(), 404)
    page(world.client(world.specialist()), f"/co-quan/{world.department.code}/dang-ky/999999/", 404)


def test_the_dossier_is_checked_against_the_seal(world: World) -> None:
    client = world.client(world.specialist())
    row = world.put("receiving")
    with scopes_disabled():
        row.declared_level, row.letter_number, row.letter_date = 2, "15/CV", TODAY
        row.save()
        Seal.objects.filter(pk=row.seal_id).update(reopened_at=timezone.now())
    body = page(client, world.office_url())
    for words in (
        "15/CV",
        "Tự nhận: Mức 2; báo cáo: Mức 1.",
        "hồ sơ giữ bản niêm phong lần 1",
        "Trường chưa khai.",
    ):
        assert words in body
    assert f"/truong/{world.school.code}/{row.year}/" in body


def test_constant_queries(world: World) -> None:
    world.put("receiving")
    client, here = world.client(world.specialist()), world.office_url()
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    with scopes_disabled():
        for number in range(1, 30):
            CaseStep.objects.create(
                school=world.school, case=world.registered, sequence=number, act="give_back",
                from_stage="receiving", to_stage="returned", by_name="Mẫu", taken_at=timezone.now(),
            )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few)


def test_a_dossier_that_was_never_sent_is_no_offices(world: World) -> None:
    assert world.commune is not None
    for withdrawn in (False, True):
        if withdrawn:
            world.put("withdrawn")
            with scopes_disabled():
                type(world.registered).objects.update(version=1)
        for actor, office in ((world.specialist(), world.department), (world.officer(), world.commune)):
            client = world.client(actor)
            page(client, world.office_url(office=office), 404)
            page(client, world.office_url("giay-to/", office), 404)
            assert world.school.name not in page(client, f"/co-quan/{office.code}/dang-ky/?state=all")


def test_who_looks_after_the_installation_or_the_country_reads_no_registration(world: World) -> None:
    world.put("study")
    ministry = MinistryFactory()
    with scopes_disabled():
        move_organisation(
            actor=system_actor(), organisation=world.department, parent=ministry, day=timezone.localdate()
        )
    for person in (UserFactory(is_superuser=True), member(ministry, Role.MINISTRY_OFFICER)):
        client = signed_in(person)
        for rest in ("", "doan/", "giay-to/", "bao-cao/"):
            page(client, world.office_url(rest), 403)
        for rest in ("", "so.xlsx"):
            assert client.get(f"/co-quan/{world.department.code}/dang-ky/{rest}").status_code in {403, 404}
