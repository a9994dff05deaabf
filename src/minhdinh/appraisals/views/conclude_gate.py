"""Who comes into the room where a body concludes: its members within their days; what all its pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.bodies.declaring import require_declared
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.domain.cases.queries import case_of_school
from minhdinh.appraisals.domain.concluding.queries import newest_draft
from minhdinh.appraisals.domain.concluding.writing import may_write
from minhdinh.appraisals.models import BodyMember, Case
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import SchoolRequest


@dataclass(frozen=True, slots=True)
class Room:
    """A registration as a member of its body works on it."""

    case: Case
    member: BodyMember
    law: Regime
    writable: bool

    def context(self, active: str) -> dict[str, Any]:
        """Return what every page of the room shows."""
        return {
            "case": self.case,
            "code": self.case.school.code,
            "member": self.member,
            "law": self.law,
            "stage": self.law.stage(self.case.stage),
            "writable": self.writable,
            "tabs": self.tabs(active),
        }

    def tabs(self, active: str) -> list[dict[str, Any]]:
        """Return the pages of the room."""
        pages = [("conclude", _("Đối chiếu, kết luận")), ("conclude-parts", _("Phần chung của báo cáo"))]
        if self.law.votes:
            pages.append(("conclude-opinions", _("Phiếu ý kiến")))
        if newest_draft(self.case) is not None:
            pages.append(("conclude-replies", _("Phản hồi của trường")))
        return [{"label": label, "url": self.url(name), "active": name == active} for name, label in pages]

    def url(self, name: str) -> str:
        """Return the address of a page of the room."""
        return reverse(f"appraisals:{name}", args=[self.case.school.code, self.case.pk])

    def back(self, name: str, rest: str = "") -> HttpResponse:
        """Lead to a page of the room."""
        return redirect(f"{self.url(name)}{rest}")


def enter(request: SchoolRequest, case_id: int) -> Room:
    """Return the room of a registration for a member of its body within the days.

    Raises NotHere for anybody else, NotDeclared before the member declared to have no interest in the school.
    """
    case = case_of_school(request.organisation.pk, case_id)
    member = own_member(case, request.actor.user_id) if case is not None else None
    if case is None or member is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    require_declared(member)
    return Room(case, member, law_of(case), may_write(request.actor, case))
