"""What the pages around the criteria share: their addresses, and when they offer editing."""

from types import SimpleNamespace

import pytest

from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments.urls_setup import year_urls
from minhdinh.assessments.views.setup_pages import may_edit, own_url, require_editor, to_page
from minhdinh.common.problems import NotAllowed
from tests.assessments.setup.desk import Desk

pytestmark = pytest.mark.django_db
READERS = ("council", "assignments", "plan", "tables", "remarks", "report")


def request(desk: Desk, role: str) -> SimpleNamespace:
    return SimpleNamespace(
        organisation=desk.school, year="2026-2027", actor=desk.actor(role), assessment=desk.assessment
    )


def test_every_address_is_of_this_school_and_year(desk: Desk) -> None:
    here = request(desk, Role.SECRETARY)
    assert own_url(here, "plan") == f"/truong/{desk.school.code}/2026-2027/ke-hoach/"  # type: ignore[arg-type]
    back = to_page(here, "tables", "bang=pupils")  # type: ignore[arg-type]
    assert back["Location"].endswith("/so-lieu/?bang=pupils")


def test_editing_needs_the_permission_and_a_report_being_worked_on(desk: Desk) -> None:
    P = Permission  # noqa: N806 (as in the code)
    assert may_edit(request(desk, Role.SECRETARY), P.COUNCIL_MANAGE)  # type: ignore[arg-type]
    assert not may_edit(request(desk, Role.MEMBER), P.COUNCIL_MANAGE)  # type: ignore[arg-type]
    desk.assessment.state = "sealed"
    assert not may_edit(request(desk, Role.SECRETARY), P.COUNCIL_MANAGE)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        require_editor(request(desk, Role.VIEWER), P.COUNCIL_MANAGE)  # type: ignore[arg-type]


def test_every_view_names_its_permission() -> None:
    assert all(getattr(url.callback, "access", "") for url in year_urls)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PRINCIPAL, 200),
        (Role.CHAIR, 200),
        (Role.SECRETARY, 200),
        (Role.MEMBER, 200),
        (Role.VIEWER, 200),
        (Role.CONTRIBUTOR, 403),
        (Role.SCHOOL_ADMIN, 403),
    ],
)
def test_who_reads_the_pages(desk: Desk, name: str, role: str, status: int) -> None:
    assert desk.client(role).get(desk.url(name)).status_code == status


@pytest.mark.parametrize("name", READERS)
def test_a_year_that_is_not_opened_leads_to_opening_it(desk: Desk, name: str) -> None:
    url = desk.url(name).replace("2026-2027", "2027-2028")
    assert desk.client(Role.SECRETARY).get(url).status_code == 302
    assert desk.client(Role.MEMBER).get(url).status_code == 404
    assert desk.client().get(url.replace("2027-2028", "2027-2029")).status_code == 404
