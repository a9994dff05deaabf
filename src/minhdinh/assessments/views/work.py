"""“Việc của tôi” over all schools of a person, and a school's table of everybody's work with reminding."""

from __future__ import annotations

import re
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.access.web import signed_in_view
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.work_reminders import Reminded, remind_people
from minhdinh.assessments.presenters.my_work import build_my_page
from minhdinh.assessments.presenters.work_board import build_work_board
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import tell, to_page
from minhdinh.common.problems import Problem

NUMBER = re.compile(r"[0-9]{1,18}")


@signed_in_view
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person in every open year of his or her schools; ``?loai=`` one kind only."""
    kind = request.GET.get("loai", "")[:20]
    page = build_my_page(cast("User", request.user).pk, kind)
    return render(request, "assessments/my_work.html", {"work": page, "kind": kind})


@require_safe
@assessment_view(Permission.COUNCIL_MANAGE)
def work_board(request: AssessmentRequest) -> HttpResponse:
    """Show the same numbers person by person, with the way to remind them."""
    return render(request, "assessments/work_board.html", {"board": build_work_board(request.assessment)})


@require_POST
@assessment_view(Permission.COUNCIL_MANAGE)
def work_remind(request: AssessmentRequest) -> HttpResponse:
    """Remind the ticked people, each at most once a day."""
    people = [int(one) for one in request.POST.getlist("person") if NUMBER.fullmatch(one)][:500]
    words = request.POST.get("words", "")
    try:
        done = remind_people(actor=request.actor, assessment=request.assessment, people=people, words=words)
    except Problem as problem:
        tell(request, problem)
    else:
        _say(request, done)
    return to_page(request, "work-board")


def _say(request: HttpRequest, done: Reminded) -> None:
    if done.told:
        messages.success(request, _("Đã nhắc: %(names)s.") % {"names": ", ".join(done.told)})
    if done.told_before:
        text = _("Hôm nay đã nhắc rồi, không nhắc thêm: %(names)s.")
        messages.info(request, text % {"names": ", ".join(done.told_before)})
    if done.without_work:
        text = _("Không còn việc nào nên không nhắc: %(names)s.")
        messages.info(request, text % {"names": ", ".join(done.without_work)})
