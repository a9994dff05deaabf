import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.access.scope import ScopeError, current_scope
from minhdinh.assessments.views import overview, sheet
from tests.assessments.cases import YEAR, Case, make_case, small_set


def test_the_request_carries_school_actor_year_and_assessment(small: Case) -> None:
    response = small.client().get(small.url())
    request = response.wsgi_request
    assert (request.organisation, request.year) == (small.school, YEAR)  # type: ignore[attr-defined]
    assert request.assessment == small.assessment  # type: ignore[attr-defined]
    assert request.actor.user_id == small.user(Role.SECRETARY).pk  # type: ignore[attr-defined]


def test_each_view_says_what_it_needs() -> None:
    assert overview.result.access == "sheet.view"
    assert sheet.sheet_level.access == "sheet.write"


def test_who_may_open_a_year_is_led_there(small: Case) -> None:
    response = small.client(Role.PRINCIPAL).get(f"/truong/{small.school.code}/2030-2031/")
    assert response.headers["Location"] == f"/truong/{small.school.code}/mo-nam-hoc/"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER])
def test_others_are_told_there_is_no_such_year(small: Case, role: str) -> None:
    assert small.client(role).get(f"/truong/{small.school.code}/2030-2031/").status_code == 404


def test_writing_in_a_year_that_was_not_opened_is_not_here(small: Case) -> None:
    url = f"/truong/{small.school.code}/2030-2031/duyet/trinh"
    assert small.client(Role.PRINCIPAL).post(url).status_code == 404


def test_another_school_is_not_here_and_nobody_signs_in_first(small: Case) -> None:
    other = make_case(standard_set=small_set())
    assert other.client(Role.PRINCIPAL).get(small.url()).status_code == 404
    response = Client().get(small.url())
    assert response.status_code == 302
    assert "dang-nhap" in response.headers["Location"]


def test_no_scope_stays_open_after_a_page() -> None:
    with pytest.raises(ScopeError):
        current_scope()
