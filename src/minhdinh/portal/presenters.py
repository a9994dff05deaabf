"""What the public pages say of a school: only what is named here leaves the school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.models import Case
from minhdinh.lib.text import vn_date
from minhdinh.organisations.enums import EducationLevel, Ownership
from minhdinh.organisations.models import Organisation
from minhdinh.portal.tables import profile_of, type_label
from minhdinh.recognition.domain.queries import History, HistoryLine, decisions_of_case
from minhdinh.recognition.tables import level_words, standing_pill


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of a school as anybody may read it: no signer, no ground in free words."""

    number: str
    issuer: str
    decided: str
    level: str
    certificate: str
    ends: str
    printed: bool
    pill: Any
    verify_url: str
    school: str = ""
    merger: str = ""
    revoked: str = ""
    revoked_number: str = ""


def facts_of(school: Organisation) -> list[tuple[str, str]]:
    """Return what a school is and where; neither telephone nor mail nor any person's name."""
    profile = profile_of(school)
    if profile is None:
        return []
    levels = [
        str(EducationLevel(one).label) for one in profile.education_levels if one in EducationLevel.values
    ]
    ownership = str(Ownership(profile.ownership).label) if profile.ownership in Ownership.values else ""
    lines = (
        (_("Loại trường"), type_label(school)),
        (_("Cấp học"), ", ".join(levels)),
        (_("Loại hình"), ownership),
        (_("Xã, phường"), profile.commune),
        (_("Tỉnh, thành phố"), profile.province),
        (_("Địa chỉ"), profile.address),
        (_("Cơ quan chủ quản"), profile.managing_body),
        (_("Tên trước đây"), profile.former_name),
        (_("Trang thông tin"), profile.website),
    )
    return [(label, value) for label, value in lines if value]


def standing_lines(history: History) -> list[DecisionLine]:
    """Return the decisions by which a school holds its degree and its grade today."""
    found = {one.decision.pk: one for name in ("degree", "grade") if (one := history.standing(name))}
    return [_line(one) for one in found.values()]


def recognition_lines(history: History) -> list[DecisionLine]:
    """Return every decision of a school and of those that became part of it, newest first."""
    return [_line(one) for one in history.lines]


def decision_links(case: Case) -> list[tuple[str, str, str]]:
    """Return number, public page and day of revocation of a registration's decisions; opens its rows itself."""
    with school_scope(case.school_id):
        return [
            (row.number, reverse("portal:verify", args=[row.token]), vn_date(row.revoked_on))
            for row in decisions_of_case(case)
        ]


def _line(line: HistoryLine) -> DecisionLine:
    decision = line.decision
    return DecisionLine(
        number=decision.number,
        issuer=decision.issuer,
        decided=vn_date(decision.decided_on),
        level=level_words(decision),
        certificate=decision.certificate_number,
        ends=vn_date(line.clock.ends_on),
        printed=line.clock.printed,
        pill=standing_pill(decision),
        verify_url=reverse("portal:verify", args=[decision.token]),
        school="" if line.own else decision.school.name,
        merger=str(line.merger.sentence) if line.merger else "",
        revoked=vn_date(decision.revoked_on),
        revoked_number=decision.revoked_number,
    )
