"""What conclusions add when the program starts: guards and effects of steps, findings of plans, links to reports."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.links import CaseLink, register_case_link
from minhdinh.appraisals.domain.concluding.findings import examination_findings, followed_of
from minhdinh.appraisals.domain.concluding.gates import register_gates
from minhdinh.appraisals.domain.concluding.queries import final_report, newest_draft
from minhdinh.appraisals.domain.intake.links import register_office_link
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.concluding import is_final_shown
from minhdinh.improvement.domain.findings import register_finding_source
from minhdinh.organisations.models import Organisation


def register_concluding() -> None:
    """Add all of it; a second time changes nothing."""
    register_gates()
    register_finding_source(examination_findings)
    register_case_link(report_links)
    register_office_link(office_report_links)


def report_links(case: Case, actor: Actor) -> Iterator[CaseLink]:
    """Lead the school to the draft it was sent and, once it may see it, to the final report."""
    if not actor.can(Permission.CASE_VIEW):
        return
    place = [case.school.code, case.pk]
    shown = is_final_shown(law_of(case), case.stage)
    draft = newest_draft(case)
    if draft is not None and (shown or not actor.is_outside):
        waits = case.stage == "response" and not draft.response
        yield CaseLink(
            _("Dự thảo báo cáo"),
            reverse("appraisals:response-draft", args=place),
            "message-circle",
            _("chờ trường phản hồi") if waits else str(draft.get_response_display()),
            pressing=waits,
        )
    final = final_report(case) if shown else None
    if final is not None:
        followed = followed_of(final)
        left = sum(not one.is_closed for one in followed)
        note = _("%(count)s phát hiện chưa xong") % {"count": left} if left else ""
        yield CaseLink(
            _("Báo cáo hoàn thiện"), reverse("appraisals:response-result", args=place), "report", note
        )


def is_shown_at(case: Case, office: Organisation) -> bool:
    """Tell whether an office sees the final report: the department at once, the first office with the school."""
    return case.department_id == office.pk or is_final_shown(law_of(case), case.stage)


def office_report_links(case: Case, _actor: Actor, office: Organisation) -> Iterator[CaseLink]:
    """Lead an office to the final report once it may see it."""
    if is_shown_at(case, office) and final_report(case) is not None:
        url = reverse("appraisals:response-office", args=[office.code, case.pk])
        yield CaseLink(_("Báo cáo hoàn thiện"), url, "report", f"{case.year}")
