"""Questions of the examiners and answers of the school, at the desk and at the school."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.questions.asking import ask_question, close_question
from minhdinh.appraisals.domain.questions.reading import (
    grouped,
    is_late,
    known_places,
    question_by_id,
    questions_of,
)
from minhdinh.appraisals.domain.visits.files import openable
from minhdinh.appraisals.domain.visits.people import may_open_answers
from minhdinh.appraisals.forms.visit import QuestionForm
from minhdinh.appraisals.models import Case, Question
from minhdinh.appraisals.views.visit_files import stream_case_file
from minhdinh.appraisals.views.visit_gate import at_desk, at_school, sent_files
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.organisations.web.forms import add_problem

P = Permission
CONFLICT, REFUSED = 409, 422


@require_GET
@school_view(P.CASE_EXAMINE)
def at_the_desk(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show all questions by criterion, and a form for a new one."""
    case, _member = at_desk(request, case_id)
    place = request.GET.get("tieu-chi", "")
    form = QuestionForm(places=known_places(case), initial={"place": place})
    return _desk(request, case, form)


@require_POST
@school_view(P.CASE_EXAMINE)
def ask(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Send a question to the school."""
    case, _member = at_desk(request, case_id)
    form = QuestionForm(request.POST, places=known_places(case))
    if form.is_valid():
        try:
            question = ask_question(actor=request.actor, case=case, asked=form.asked())
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã gửi câu hỏi cho trường."))
            return _to(request, "appraisals:question-desk", case, question)
    return _desk(request, case, form, status=REFUSED)


@require_POST
@school_view(P.CASE_EXAMINE)
def close(request: SchoolRequest, case_id: int, question_id: int) -> HttpResponse:
    """Close a question."""
    case, _member = at_desk(request, case_id)
    question = _question(case, question_id)
    close_question(actor=request.actor, case=case, question=question, seen=_seen(request))
    messages.success(request, _("Đã khép lại câu hỏi."))
    return _to(request, "appraisals:question-desk", case, question)


@require_safe
@school_view(P.CASE_EXAMINE)
def desk_file(request: SchoolRequest, case_id: int, case_file_id: int) -> HttpResponseBase:
    """Stream a file of an answer or of a visit to a member."""
    case, _member = at_desk(request, case_id)
    return stream_case_file(request, openable(request.actor, case, case_file_id))


@require_GET
@school_view(P.CASE_VIEW)
def at_the_school(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show what the examiners ask and what the school answered."""
    return _school(request, at_school(request, case_id))


@require_POST
@school_view(P.CASE_PREPARE)
def answer(request: SchoolRequest, case_id: int, question_id: int) -> HttpResponse:
    """Send an answer with new evidence, or add to one; where somebody else wrote meanwhile, both are shown."""
    case = at_school(request, case_id)
    question = _question(case, question_id)
    text = request.POST.get("answer", "")
    try:
        answer_question(
            actor=request.actor,
            case=case,
            question=question,
            text=text,
            seen=_seen(request),
            files=sent_files(request, "files"),
        )
    except Stale as stale:
        return _school(request, case, (question.pk, text, stale), status=CONFLICT)
    except Problem as problem:
        if problem.status != REFUSED:
            raise
        return _school(request, case, (question.pk, text, problem), status=REFUSED)
    messages.success(request, _("Đã gửi câu trả lời."))
    return _to(request, "appraisals:question-school", case, question)


@require_safe
@school_view(P.CASE_VIEW)
def school_file(request: SchoolRequest, case_id: int, case_file_id: int) -> HttpResponseBase:
    """Stream a file of an answer, or the signed minutes of a visit, to the school and its department."""
    case = at_school(request, case_id)
    return stream_case_file(request, openable(request.actor, case, case_file_id))


def _desk(request: SchoolRequest, case: Case, form: QuestionForm, status: int = 200) -> HttpResponse:
    member = at_desk(request, case.pk)[1]
    context = {
        **_contents(request, case),
        "law": law_of(case),
        "form": form,
        "member": member,
        "leads": member.is_leading,
        "opens_files": True,
    }
    return render(request, "appraisals/question/desk.html", context, status=status)


def _school(
    request: SchoolRequest, case: Case, refused: tuple[int, str, Problem] | None = None, status: int = 200
) -> HttpResponse:
    context = _contents(request, case)
    context["opens_files"] = may_open_answers(request.actor, case)
    context["may_answer"] = request.actor.can(P.CASE_PREPARE) and case.is_open
    if refused:
        context["refused"] = {"question": refused[0], "text": refused[1], "problem": refused[2]}
    return render(request, "appraisals/question/school.html", context, status=status)


def _contents(request: SchoolRequest, case: Case) -> dict[str, object]:
    questions = questions_of(case)
    return {
        "code": request.organisation.code,
        "case": case,
        "groups": grouped(case, questions) if questions else [],
        "late": {one.pk for one in questions if is_late(one)},
        "waiting": sum(1 for one in questions if one.answered_at is None and one.closed_at is None),
        "count": len(questions),
    }


def _seen(request: SchoolRequest) -> int:
    """Return how long the answer was on the page; one that no answer has where it is no number."""
    seen = whole_number(request.POST.get("seen", ""), longest=8)
    return -1 if seen is None else seen


def _question(case: Case, question_id: int) -> Question:
    found = question_by_id(case, question_id)
    if found is None:
        raise NotHere(_("Không có câu hỏi này."))
    return found


def _to(request: SchoolRequest, name: str, case: Case, question: Question) -> HttpResponse:
    address = redirect(name, code=request.organisation.code, case_id=case.pk)
    address["Location"] += f"#cau-{question.pk}"
    return address
