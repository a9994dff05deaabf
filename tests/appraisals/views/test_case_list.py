"""The office's list of registrations: whose it is to see, what comes first, filters, figures, the workbook."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.enums import Wish
from minhdinh.organisations.models import Organisation, Parentage
from tests.appraisals.copies import another
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, DepartmentFactory, MinistryFactory, member

DAY = dt.timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_registered(stage="checking")


def page(user: User, office: Organisation, query: str = "", status: int = 200) -> str:
    answer = signed_in(user).get(f"/co-quan/{office.code}/dang-ky/{query}")
    assert answer.status_code == status
    return str(answer.content.decode())


def shown(body: str) -> list[int]:
    """Return the registrations that the table leads to, in its order."""
    found = re.findall(r'/dang-ky/(\d+)/"', body)
    return [int(one) for one in dict.fromkeys(found)]


def test_each_office_sees_what_is_below_it(world: World) -> None:
    assert world.commune is not None
    elsewhere = CommuneFactory(under=world.department)
    theirs = another(world, "receiving", under=elsewhere, intake=elsewhere)
    own = world.registered.pk
    ministry = MinistryFactory()
    Parentage.objects.create(child=world.department, parent=ministry)
    commune_officer = world.user(world.commune, Role.COMMUNE_OFFICER)
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    assert shown(page(commune_officer, world.commune)) == [own]
    assert shown(page(member(elsewhere, Role.COMMUNE_OFFICER), elsewhere)) == [theirs.pk]
    assert set(shown(page(specialist, world.department))) == {own, theirs.pk}
    other = DepartmentFactory()
    assert shown(page(member(other, Role.DEPARTMENT_SPECIALIST), other)) == []
    page(member(other, Role.DEPARTMENT_SPECIALIST), world.department, status=404)
    page(commune_officer, elsewhere, status=404)
    page(world.user(world.school, Role.PRINCIPAL), world.commune, status=404)
    for role in (Role.DEPARTMENT_LEADER, Role.SUPERVISOR):
        assert set(shown(page(member(world.department, role), world.department))) == {own, theirs.pk}


def test_who_oversees_at_the_ministry_reads_everything_below(world: World) -> None:
    ministry = MinistryFactory()
    with scopes_disabled():
        for one in Organisation.objects.filter(path__startswith=world.department.path):
            one.path = ministry.path + one.path
            one.save()
    body = page(member(ministry, Role.SUPERVISOR), ministry)
    assert shown(body) == [world.registered.pk]


def test_what_waits_for_this_office_comes_first(world: World) -> None:
    assert world.commune is not None
    late = another(world, "receiving", due_on=timezone.localdate() - DAY)
    soon = another(world, "accepted", due_on=timezone.localdate() + DAY)
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    body = page(specialist, world.department)
    assert shown(body) == [late.pk, soon.pk, world.registered.pk]
    assert "Quá hạn" in body
    officer = world.user(world.commune, Role.COMMUNE_OFFICER)
    assert shown(page(officer, world.commune))[0] == world.registered.pk
    assert shown(page(specialist, world.department, "?holder=mine")) == [late.pk, soon.pk]
    assert shown(page(officer, world.commune, "?holder=mine")) == [world.registered.pk]


def test_filters(world: World) -> None:
    assert world.commune is not None
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    elsewhere = CommuneFactory(under=world.department, code="xa-khac")
    late = another(world, "receiving", under=elsewhere, due_on=timezone.localdate() - DAY, year="2025-2026",
                   number="0007/2026", declared_level=2, name="Trường Tiểu học Đức Ân")  # fmt: skip
    own = world.registered.pk
    for query, expected in {
        "?q=duc+an": [late.pk],
        "?q=0007": [late.pk],
        "?q=khong-co": [],
        "?stage=tt57-2026:checking": [own],
        "?stage=tt57-2026:receiving": [late.pk],
        "?stage=khong-co": [],
        "?holder=intake": [own],
        "?holder=department": [late.pk],
        "?holder=hacker": [],
        "?year=2025-2026": [late.pk],
        f"?wish={Wish.NATIONAL_STANDARD}": [late.pk, own],
        "?wish=both": [],
        "?level=1": [late.pk, own],
        "?level=2": [late.pk],
        "?level=9": [],
        "?wish=%00": [late.pk, own],
        "?commune=xa-khac": [late.pk],
        "?commune=khong-co": [],
        "?overdue=1": [late.pk],
        "?state=closed": [],
        "?state=all": [late.pk, own],
        "?sort=name&after=999999999999999999999": [own, late.pk],
        "?sort=hacker": [late.pk, own],
    }.items():
        assert shown(page(specialist, world.department, query)) == expected, query


def test_closed_ones_are_found_by_their_stage_or_state(world: World) -> None:
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    world.put("withdrawn")
    assert shown(page(specialist, world.department)) == []
    for query in ("?state=closed", "?state=all", "?stage=tt57-2026:withdrawn"):
        assert shown(page(specialist, world.department, query)) == [world.registered.pk]


def test_figures_lead_to_their_registrations(world: World) -> None:
    for number in range(3):
        another(world, "receiving", name=f"Trường {number}", due_on=timezone.localdate() - DAY)
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    body = page(specialist, world.department, "?sort=name")
    tiles = {
        re.sub(r"<.*?>", " ", label).strip(): (int(count), url.replace("&amp;", "&"))
        for url, count, label in re.findall(r'<li><a href="(\?[^"]*)" ><b>(\d+)</b><span>(.*?)</span>', body)
    }
    assert {label: count for label, (count, _url) in tiles.items()} == {
        "Việc của cơ quan này": 3,
        "Quá hạn": 3,
        "UBND cấp xã xem hồ sơ, cho ý kiến": 1,
        "Sở tiếp nhận, kiểm tra hồ sơ": 3,
    }
    for count, url in tiles.values():
        assert len(shown(page(specialist, world.department, url))) == count


def test_pages_by_key_and_constant_queries(world: World) -> None:
    specialist = world.user(world.department, Role.DEPARTMENT_SPECIALIST)
    client = signed_in(specialist)
    address = f"/co-quan/{world.department.code}/dang-ky/"
    client.get(address)  # what is read once a process
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    made = [another(world, "receiving", name=f"Trường {number:03d}") for number in range(60)]
    with CaptureQueriesContext(connection) as many:
        body = client.get(address).content.decode()
    assert len(many) <= len(few)
    first = shown(body)
    after = re.search(r"after=(\d+)", body)
    assert after is not None
    rest = shown(client.get(f"{address}?after={after[1]}").content.decode())
    assert len(first) == 50
    assert set(first) | set(rest) == {world.registered.pk, *(one.pk for one in made)}
    assert not set(first) & set(rest)


def rows_of(client: Client, address: str) -> list[list[object]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="so-dang-ky-')
    return list(load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[2:])


def test_the_register_as_a_workbook(world: World) -> None:
    another(world, "receiving", number="0007/2026", received_on=dt.date(2026, 9, 5), name="=HYPERLINK(1)")
    client = signed_in(world.user(world.department, Role.DEPARTMENT_SPECIALIST))
    address = f"/co-quan/{world.department.code}/dang-ky/so.xlsx"
    head, first, second = rows_of(client, f"{address}?sort=name")
    assert head[:4] == ["TT", "Mã trường", "Trường", "Cơ quan nhận đầu tiên"]
    assert [first[2], second[2]] == ["=HYPERLINK(1)", world.school.name]
    assert first[13:17] == ["0007/2026", "05/09/2026", "Sở tiếp nhận, kiểm tra hồ sơ", world.department.name]
    assert len(rows_of(client, f"{address}?holder=mine")) == 2
    assert signed_in(world.user(world.school, Role.PRINCIPAL)).get(address).status_code == 404
