import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from minhdinh.access.permissions import READ_SCHOOL, P, Role
from minhdinh.access.scope import ScopeError, current_scope
from minhdinh.accounts.models import User
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.organisations.web import office_view, school_view, system_view
from tests.factories import MembershipFactory, UserFactory, World
from tests.organisations.reorganising import carry_out, merger, there


def visit(user: User, **headers: str) -> HttpRequest:
    request = RequestFactory().get("/x/", **headers)
    request.user = user
    request.resolver_match = None
    return request


@school_view(P.SHEET_VIEW, P.EVIDENCE_CONTRIBUTE)
def school_page(request, **kwargs: str) -> HttpResponse:
    return HttpResponse(
        json.dumps({"ids": sorted(current_scope().ids), "more": kwargs, "year": request.year})
    )


@office_view(P.OFFICE_VIEW)
def office_page(request) -> HttpResponse:
    return HttpResponse(current_scope().path)


@system_view(P.SYSTEM_MANAGE)
def system_page(request) -> HttpResponse:
    return HttpResponse(str(request.actor.organisation_id))


def test_gates_say_what_they_ask_for() -> None:
    assert school_page.access == "sheet.view|evidence.contribute"  # type: ignore[attr-defined]
    assert office_page.access == "office.view"  # type: ignore[attr-defined]
    assert system_page.access == "system:system.manage"  # type: ignore[attr-defined]


def test_inside_a_school_its_rows_are_open(world: World) -> None:
    request = visit(world.owner)
    answer = json.loads(school_page(request, code="thcs-an-binh", year="2026-2027", criterion="1.3").content)
    assert answer == {
        "ids": [world.school.pk],
        "more": {"year": "2026-2027", "criterion": "1.3"},
        "year": "2026-2027",
    }
    assert request.organisation == world.school  # type: ignore[attr-defined]
    assert request.actor.can(P.SHEET_WRITE_ANY)  # type: ignore[attr-defined]
    assert request.place.organisation_name == "Trường THCS An Bình"  # type: ignore[attr-defined]
    with pytest.raises(ScopeError):
        current_scope()


def test_any_of_several_permissions_opens(world: World) -> None:
    Membership.objects.filter(user=world.colleague).update(role=Role.CONTRIBUTOR)
    assert school_page(visit(world.colleague), code="thcs-an-binh").status_code == 200


def test_without_the_permission_there_is_a_refusal(world: World) -> None:
    Membership.objects.filter(user=world.colleague).update(role=Role.SCHOOL_ADMIN)
    with pytest.raises(NotAllowed):
        school_page(visit(world.colleague), code="thcs-an-binh")


@pytest.mark.parametrize("code", ["thcs-phu-son", "khong-co", "xa-an-binh", ""])
def test_a_stranger_learns_nothing(world: World, code: str) -> None:
    with pytest.raises(NotHere) as caught:
        school_page(visit(world.owner), code=code)
    assert caught.value.message == "Không có đơn vị này."


@school_view(P.SHEET_WRITE, P.EVIDENCE_MANAGE, P.SCHOOL_EDIT)
def writing_page(request, **kwargs: str) -> HttpResponse:
    return HttpResponse("")


def test_a_closed_school_is_read_by_the_office_above_and_by_nobody_of_its_own(world: World) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(active=False)
    request = visit(world.officer)
    assert school_page(request, code="thcs-an-binh").status_code == 200
    assert request.actor.is_outside  # type: ignore[attr-defined]
    for person in (world.owner, world.colleague, world.stranger, world.system):
        with pytest.raises(NotHere):
            school_page(visit(person), code="thcs-an-binh")


def test_a_predecessor_is_open_to_the_successor_for_reading_only(world: World) -> None:
    carry_out(merger(world.school, into=there(world.other_school)))
    request = visit(world.stranger)
    assert school_page(request, code="thcs-an-binh").status_code == 200
    assert request.actor.permissions == READ_SCHOOL  # type: ignore[attr-defined]
    assert request.actor.home_id == world.other_school.pk  # type: ignore[attr-defined]
    for person in (world.stranger, world.officer, world.owner):
        with pytest.raises(NotAllowed):
            writing_page(visit(person), code="thcs-an-binh")


def test_the_pages_of_an_old_office_are_open_to_its_successor(world: World) -> None:
    MembershipFactory(user=world.colleague, organisation=world.other_commune, role=Role.COMMUNE_OFFICER)
    carry_out(merger(world.commune, into=there(world.other_commune)))
    assert office_page(visit(world.colleague), code="xa-an-binh").status_code == 200
    with pytest.raises(NotHere):
        office_page(visit(world.stranger), code="xa-an-binh")


@pytest.mark.parametrize("year", ["2026", "2026-2028", "nam-nay"])
def test_what_is_no_year_is_not_there(world: World, year: str) -> None:
    with pytest.raises(NotHere):
        school_page(visit(world.owner), code="thcs-an-binh", year=year)


def test_inside_an_office_everything_below_is_open_for_reading(world: World) -> None:
    assert office_page(visit(world.commune_officer), code="xa-an-binh").content.decode() == world.commune.path


@pytest.mark.parametrize("code", ["thcs-an-binh", "xa-phu-son", "so"])
def test_an_office_page_is_no_school_and_no_other_office(world: World, code: str) -> None:
    with pytest.raises(NotHere):
        office_page(visit(world.commune_officer), code=code)


def test_a_school_person_in_an_office_is_refused(world: World) -> None:
    Membership.objects.filter(user=world.officer).update(role=Role.PRINCIPAL)
    with pytest.raises(NotAllowed):
        office_page(visit(world.officer), code="so")


def test_a_first_password_comes_before_every_gate(world: World) -> None:
    world.owner.must_change_password = True
    assert school_page(visit(world.owner), code="thcs-an-binh").status_code == 302
    assert system_page(visit(world.owner)).status_code == 302


def test_the_system_is_open_to_its_administrators_only(world: World) -> None:
    assert system_page(visit(world.system)).content.decode() == str(world.ministry.pk)
    assert system_page(visit(UserFactory(is_superuser=True))).content.decode() == "None"
    for person in (world.manager, world.owner):
        with pytest.raises(NotHere):
            system_page(visit(person))


def test_a_page_of_a_school_costs_few_queries(world: World, django_assert_max_num_queries) -> None:
    MembershipFactory(user=world.owner, organisation=world.other_school)
    with django_assert_max_num_queries(4):
        school_page(visit(world.owner), code="thcs-an-binh")
