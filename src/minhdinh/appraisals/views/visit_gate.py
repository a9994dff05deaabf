"""From an address to a registration and what the person is there: a member at the desk, or the school's side."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.files import Sent
from minhdinh.appraisals.domain.cases.queries import case_of_school
from minhdinh.appraisals.domain.visits.people import examining, may_follow
from minhdinh.appraisals.domain.visits.reading import visit_by_id
from minhdinh.appraisals.models import BodyMember, Case, Visit
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import SchoolRequest


def at_desk(request: SchoolRequest, case_id: int) -> tuple[Case, BodyMember]:
    """Return the registration and the member; anybody else finds nothing, who has not declared is told so."""
    case = _case(request, case_id)
    return case, examining(request.actor, case)


def at_school(request: SchoolRequest, case_id: int) -> Case:
    """Return the registration for the school's people and its department's; anybody else finds nothing."""
    case = _case(request, case_id)
    if not may_follow(request.actor, case):
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def visit_at_desk(request: SchoolRequest, case_id: int, visit_id: int) -> tuple[Case, BodyMember, Visit]:
    """Return a visit of the registration for a member."""
    case, member = at_desk(request, case_id)
    visit = visit_by_id(case, visit_id)
    if visit is None:
        raise NotHere(_("Không có lịch này."))
    return case, member, visit


def sent_files(request: HttpRequest, name: str) -> Sequence[Sent]:
    """Return the files of a field as they were sent."""
    return [Sent(one.file, one.name or "", one.size or 0) for one in request.FILES.getlist(name) if one.file]


def _case(request: SchoolRequest, case_id: int) -> Case:
    case = case_of_school(request.organisation.pk, case_id)
    if case is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case
