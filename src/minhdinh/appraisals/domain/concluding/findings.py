"""Weaknesses and advice of final reports as findings that the school's plans answer, followed until closed (D3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.models import Case, Draft
from minhdinh.appraisals.rules.concluding import Place, finding_ref, is_final_shown, lines_of
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.domain.findings import Finding
from minhdinh.improvement.enums import ENDED, ActionState, IssueState
from minhdinh.improvement.models import FocalIssue
from minhdinh.organisations.domain.inheritance import predecessors_of

ABOUT = ("weaknesses", "advice")


@dataclass(frozen=True, slots=True)
class Followed:
    """A finding and what the school's plans made of it: the newest plan that names it counts.

    ``done`` and ``actions`` count that plan's actions for it; ``state`` is None while no plan names it.
    """

    finding: Finding
    about: str
    code: str
    year: str = ""
    state: IssueState | None = None
    reason: str = ""
    actions: int = 0
    done: int = 0
    not_done: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether every action for it has ended, one of them done."""
        return bool(self.actions) and self.done + self.not_done == self.actions and self.done > 0

    @property
    def label(self) -> str:
        """Where it stands, in words."""
        if self.state is None:
            return _("Chưa có trong kế hoạch cải tiến")
        if self.state is IssueState.LEFT_OPEN:
            return _("Trường để ngỏ, có lý do")
        if not self.actions:
            return _("Đã đưa vào kế hoạch, chưa có hoạt động")
        if self.is_closed:
            return _("Đã thực hiện xong")
        return _("Đang thực hiện: %(done)s/%(count)s hoạt động") % {"done": self.done, "count": self.actions}

    @property
    def tone(self) -> str:
        """The colour of where it stands."""
        if self.is_closed:
            return "ok"
        return "wait" if self.actions else "edit"


def examination_findings(assessment: SelfAssessment) -> Iterator[Finding]:
    """Yield what final reports of this or an earlier year found and no plan of an earlier year has closed."""
    found = [
        one for draft in _finals(assessment.school_id, assessment.year) for one in findings_of_report(draft)
    ]
    followed = {one.finding.ref: one for one in follow([assessment.school_id], found)}
    for finding, _about, _code in found:
        one = followed[finding.ref]
        if not one.is_closed:
            yield finding


def findings_of_report(draft: Draft) -> Iterator[tuple[Finding, str, str]]:
    """Yield each weakness and each advice of a kept report, one a line, with its part and the criterion's code.

    The draft comes with its case and school.
    """
    case = draft.case
    known: set[str] = set()
    for one in draft.content["criteria"]:
        place = Place(one["track"], one["criterion"])
        for about in ABOUT:
            for line in lines_of(one[about]):
                ref = finding_ref(case.pk, place, about, line)
                if ref not in known:
                    known.add(ref)
                    yield _finding(case, draft, one, ref, line), about, one["code"]


def follow(schools: Sequence[int], found: Iterable[tuple[Finding, str, str]]) -> list[Followed]:
    """Return findings with what the plans of these schools made of them (two queries)."""
    listed = list(found)
    issues = _issues(schools, [finding.ref for finding, _about, _code in listed])
    return [_followed(finding, about, code, issues.get(finding.ref)) for finding, about, code in listed]


def followed_of(draft: Draft) -> list[Followed]:
    """Return the findings of one final report with what became of them."""
    return follow([draft.school_id], findings_of_report(draft))


def former_findings(case: Case) -> list[Followed]:
    """Return what earlier examinations found and what became of it, for who examines the school now.

    Of this school and of those it came from, where the report was shown to the school; opens their rows itself.
    """
    schools = (case.school_id, *(one.pk for one in predecessors_of(case.school) if one.kind.is_school))
    with school_scope(*schools):
        rows = Draft.objects.filter(final=True, case_id__lt=case.pk).select_related("case__school")
        shown = [one for one in rows if is_final_shown(regime(one.case.regime), one.case.stage)]
        found = [one for draft in shown for one in findings_of_report(draft)]
        return follow(schools, found)


def _finals(school_id: int, year: str) -> list[Draft]:
    rows = Draft.objects.filter(school_id=school_id, final=True, case__year__lte=year)
    found = rows.select_related("case__school", "case__department").order_by("case__year", "pk")
    return [one for one in found if is_final_shown(regime(one.case.regime), one.case.stage)]


def _finding(case: Case, draft: Draft, one: dict[str, Any], ref: str, line: str) -> Finding:
    body = draft.content["body"]
    return Finding(
        ref=ref,
        label=_("%(body)s, tiêu chí %(criterion)s, năm học %(year)s")
        % {
            "body": body["title"] if body else draft.content["regime"]["title"],
            "criterion": one["code"],
            "year": case.year,
        },
        text=line,
        track=one["track"],
        standard="" if one["item"] else one["standard"],
        criterion="" if one["item"] else one["criterion"],
        url=f"{reverse('appraisals:response-result', args=[case.school.code, case.pk])}#phat-hien",
    )


def _issues(schools: Sequence[int], refs: Sequence[str]) -> dict[str, FocalIssue]:
    if not refs:
        return {}
    rows = FocalIssue.objects.filter(school_id__in=schools, source_ref__in=refs)
    found = rows.select_related("plan").prefetch_related("actions").order_by("plan__year")
    return {row.source_ref: row for row in found}


def _followed(finding: Finding, about: str, code: str, issue: FocalIssue | None) -> Followed:
    if issue is None:
        return Followed(finding, about, code)
    states = [ActionState(one.state) for one in issue.actions.all()]
    done = states.count(ActionState.DONE)
    return Followed(
        finding,
        about,
        code,
        year=issue.plan.year,
        state=IssueState(issue.answer_state),
        reason=issue.left_open_reason,
        actions=len(states),
        done=done,
        not_done=sum(one in ENDED for one in states) - done,
    )
