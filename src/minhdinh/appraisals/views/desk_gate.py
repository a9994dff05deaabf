"""The door of the examiner's room: who examines this school now, and has declared where the dossier is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.declaring import NotDeclared, declare_page, require_declared
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.examining.entering import examining_member, may_write
from minhdinh.appraisals.domain.examining.queries import case_with_seal
from minhdinh.appraisals.models import BodyMember, Case
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import SchoolRequest, school_view

View = Callable[..., HttpResponseBase]


class DeskRequest(SchoolRequest):
    """A request of somebody who examines this school's registration now."""

    case: Case
    member: BodyMember


def desk_view(*, reading: bool = True) -> Callable[[View], View]:
    """Open ``/truong/<code>/danh-gia/<case>/…`` for a member of the body that examines; 404 for anybody else.

    With ``reading`` (the dossier is shown) whoever has not declared is led to where that is done.
    """

    def wrap(view: View) -> View:
        @school_view(Permission.CASE_EXAMINE)
        @wraps(view)
        def inner(request: DeskRequest, case_id: int, **parts: Any) -> HttpResponseBase:
            case = case_with_seal(request.organisation.pk, case_id)
            if case is None:
                raise NotHere("Không có hồ sơ đăng ký này.")
            request.case, request.member = case, examining_member(request.actor, case)
            if reading:
                try:
                    require_declared(request.member)
                except NotDeclared:
                    return redirect(declare_page(request.member))
            return view(request, **parts)

        return inner

    return wrap


def desk_context(request: DeskRequest) -> dict[str, object]:
    """Return what every page of the room shows: the registration, its stage, who reads, whether slips are written."""
    law = law_of(request.case)
    return {
        "code": request.organisation.code,
        "case": request.case,
        "member": request.member,
        "role": law.body.role_title(request.member.role),
        "law": law,
        "stage": law.stage(request.case.stage),
        "writable": may_write(law, request.case.stage),
    }
