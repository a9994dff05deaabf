"""Cross-checks at a school: what others said of it and its answers; whom it sends to check others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.crosscheck_comments import answer_comment
from minhdinh.appraisals.domain.crosscheck_findings import ref_of
from minhdinh.appraisals.domain.crosscheck_people import drop_reviewer, name_reviewer
from minhdinh.appraisals.domain.crosscheck_queries import (
    check_by_school,
    checks_below,
    checks_by_school,
    comment_by_id,
    people_to_name,
    person_named,
    sent_comments,
)
from minhdinh.appraisals.forms.crosscheck import PersonForm
from minhdinh.appraisals.models import CrossCheck
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere, Problem
from minhdinh.improvement.domain.queries import answers_to
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_GET
@school_view(P.SHEET_VIEW, P.PEOPLE_MANAGE)
def page(request: SchoolRequest, year: str) -> HttpResponse:
    """Show who checks this school, the comments sent with their answers, and the schools that this one checks."""
    may_read, may_name = request.actor.can(P.SHEET_VIEW), request.actor.can(P.PEOPLE_MANAGE)
    about = list(checks_below(year))
    going = checks_by_school(request.organisation, year)
    context = {
        "code": request.organisation.code,
        "year": year,
        "may_read": may_read,
        "may_name": may_name,
        "may_answer": request.actor.can(P.REPORT_WRITE),
        "about": about,
        "comments": _with_plan(request, [one.pk for one in about]) if may_read else [],
        "going": [
            {
                "check": one,
                "people": list(one.reviewers.all()),
                "form": PersonForm(people=people_to_name(one)) if may_name and _is_open(one) else None,
            }
            for one in going
        ],
    }
    return render(request, "appraisals/crosscheck_school.html", context)


@require_POST
@school_view(P.REPORT_WRITE)
def answer(request: SchoolRequest, year: str, comment_id: int) -> HttpResponse:
    """Write the answer to one comment; a script gets the time of saving."""
    comment = comment_by_id(request.organisation.pk, year, comment_id)
    if comment is None:
        raise NotHere(_("Không có góp ý này."))
    answer_comment(actor=request.actor, comment=comment, answer=request.POST.get("answer", ""))
    if wants_json(request):
        return JsonResponse({"saved_label": _("Đã lưu %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}})
    messages.success(request, _("Đã lưu câu trả lời."))
    return _to_page(request, year, f"#gop-y-{comment.pk}")


@require_POST
@school_view(P.PEOPLE_MANAGE)
def name_person(request: SchoolRequest, year: str, crosscheck_id: int) -> HttpResponse:
    """Name one of the school's own people to check another school."""
    found = _going(request, crosscheck_id)
    chosen = next((one for one in people_to_name(found) if str(one.pk) == request.POST.get("user")), None)
    if chosen is None:
        raise Problem(_("Hãy chọn một người của trường."))
    name_reviewer(actor=request.actor, crosscheck=found, user=chosen)
    messages.success(request, _("Đã cử %(name)s.") % {"name": chosen.full_name})
    return _to_page(request, year)


@require_POST
@school_view(P.PEOPLE_MANAGE)
def drop_person(request: SchoolRequest, year: str, crosscheck_id: int, person_id: int) -> HttpResponse:
    """Take one of the school's own people off."""
    person = person_named(_going(request, crosscheck_id), person_id)
    if person is None:
        raise NotHere(_("Không có người này."))
    drop_reviewer(actor=request.actor, reviewer=person)
    messages.success(request, _("Đã thôi cử %(name)s.") % {"name": person.name})
    return _to_page(request, year)


def _going(request: SchoolRequest, crosscheck_id: int) -> CrossCheck:
    found = check_by_school(request.organisation, crosscheck_id)
    if found is None:
        raise NotHere(_("Không có phân công này."))
    return found


def _with_plan(request: SchoolRequest, crosscheck_ids: list[int]) -> list[dict[str, object]]:
    """Return the comments sent, each with what an improvement plan of the school says to it."""
    comments = sent_comments(crosscheck_ids)
    answers = answers_to(request.organisation.pk, [ref_of(one) for one in comments])
    return [{"comment": one, "plan": answers.get(ref_of(one))} for one in comments]


def _is_open(one: CrossCheck) -> bool:
    return not one.is_closed and one.ends_on >= timezone.localdate()


def _to_page(request: SchoolRequest, year: str, anchor: str = "") -> HttpResponse:
    address = redirect("appraisals:crosscheck-school", code=request.organisation.code, year=year)
    address["Location"] += anchor
    return address
