"""Two years of one school: last year with people, texts, evidence and figures, and the year that receives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from minhdinh.assessments.carrying.carry import Carried, CarryPlan, carry_year, plan_carrying
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.domain.abbreviations import save_abbreviations
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.queries import assessment_by_id
from minhdinh.assessments.enums import CouncilRole
from minhdinh.assessments.models import CouncilMember, Passage, PassageRevision, SelfAssessment
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.assessments.cases import SET, YEAR, Case, item, link, make_case, small_set, write

NEXT = "2027-2028"
OLD_SET = "tt18-2018-trung-hoc"


@dataclass
class Years:
    """Last year (``old``) and the receiving one (``new``)."""

    old: Case
    new: Case

    def plan(self) -> CarryPlan:
        return plan_carrying(self.old.fresh(), target_of(self.new.fresh()))

    def carry(self) -> Carried:
        return carry_year(actor=self.new.system, source=self.old.fresh(), target=self.new.fresh())

    def url(self, rest: str = "") -> str:
        return f"/truong/{self.new.school.code}/{self.new.assessment.year}/{rest}"


def opened(school_case: Case, year: str, set_id: str = SET) -> Case:
    """Return another year of the same school, opened by a set."""
    catalogue = small_set() if set_id == small_set().id else packaged_set(set_id)
    assessment = open_assessment(
        actor=school_case.system,
        organisation=school_case.school,
        year=year,
        standard_set=load_set(catalogue).row,
        reason="Bộ của bài thử",
    )
    found = assessment_by_id(school_case.school.pk, assessment.pk)
    assert found is not None
    return Case(school_case.school, found, school_case.people)


def same_set(**values: Any) -> Years:
    """Return two years by the small set."""
    old = make_case(standard_set=small_set(), **values)
    return Years(old, opened(old, NEXT, small_set().id))


def other_set(levels: tuple[str, ...] = ("thcs",)) -> Years:
    """Return last year by Thông tư 18/2018 and this year by TT57."""
    new = make_case(levels=levels)
    old = opened(new, "2025-2026", OLD_SET)
    return Years(old, new)


def fill(case: Case) -> list[EvidenceItem]:
    """Write a statement with a citation, a remark, a report part, figures' words and uses; return the items."""
    items = [item(case, criterion="1.1"), item(case, criterion="1.3")]
    write(case, case.slot("1.1"), "Trường có kế hoạch.", items[:1])
    write(case, case.slot("1.3"), "Hồ sơ đầy đủ.", items)
    write(case, "remark:1:strengths", "Kế hoạch rõ.", items[:1])
    write(case, "report:I.2.a", "Xã ven biển.")
    link(case, items[0], "1.1")
    link(case, items[1], "1.3")
    save_abbreviations(
        actor=case.system, assessment=case.assessment, pairs=[("CSVC", "Cơ sở vật chất"), ("GV", "Giáo viên")]
    )
    return items


def seat(case: Case, *accounts: Any) -> list[CouncilMember]:
    """Seat a chair, a secretary and members, the accounts first, and put the secretary in charge of 1.1."""
    roles = [
        CouncilRole.CHAIR,
        CouncilRole.SECRETARY,
        CouncilRole.MEMBER,
        CouncilRole.MEMBER,
        CouncilRole.MEMBER,
    ]
    members = [
        MemberValues(
            name=f"Người {number}",
            role=role,
            position="Giáo viên",
            group="Nhóm 1" if number > 2 else "",
            leads_group=number == 3,
            task="Viết phiếu",
            user_id=accounts[number - 1].pk if number <= len(accounts) else None,
            trained=True,
        )
        for number, role in enumerate(roles, start=1)
    ]
    save_council(
        actor=case.system,
        assessment=case.assessment,
        values=CouncilValues("12/QĐ", dt.date(2026, 9, 6), members=members),
    )
    rows = list(CouncilMember.objects.filter(assessment=case.assessment).order_by("order"))
    sheet = case.sheet("1.1")
    save_assignments(
        actor=case.system,
        assessment=case.assessment,
        pairs={(sheet.pk, rows[1].pk), (sheet.pk, rows[2].pk)},
        leads={sheet.pk: rows[1].pk},
    )
    return rows


def texts_of(assessment: SelfAssessment) -> dict[str, str]:
    return dict(Passage.objects.filter(assessment=assessment).values_list("slot", "text"))


def everything_of(assessment: SelfAssessment) -> list[Any]:
    """Return what stands in a year, to compare it before and after."""
    return [
        list(Passage.objects.filter(assessment=assessment).order_by("id").values()),
        list(PassageRevision.objects.filter(passage__assessment=assessment).order_by("id").values()),
        list(assessment.members.order_by("id").values()),
        list(assessment.cells.order_by("id").values()),
        list(assessment.steps.order_by("id").values("content", "starts_on", "ends_on")),
        list(assessment.sheets.order_by("id").values()),
        SelfAssessment.objects.filter(pk=assessment.pk).values().get()["abbreviations"],
    ]


__all__ = [
    "NEXT",
    "OLD_SET",
    "YEAR",
    "Years",
    "everything_of",
    "fill",
    "opened",
    "other_set",
    "same_set",
    "seat",
    "texts_of",
]
