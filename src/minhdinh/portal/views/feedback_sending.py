"""Writing about a school from outside, and seeing the answer again by the code that the sender was given."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.web import public_view
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.forms import add_problem
from minhdinh.portal.domain.feedback import send_feedback
from minhdinh.portal.domain.feedback_queries import feedback_by_token
from minhdinh.portal.domain.limits import Limit, seconds_to_wait
from minhdinh.portal.enums import FEEDBACK_TONES
from minhdinh.portal.forms.feedback import FeedbackForm
from minhdinh.portal.views.keeping import absent, check_words, shown

OF_A_VISITOR = Limit("feedback", 5)
ABOUT_A_SCHOOL = Limit("feedback-school", 100)
UNPROCESSABLE, TOO_MANY = 422, 429


@csrf_exempt  # no session is used; the signed ticket in the form is what a token would be, and sets no cookie
@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form for a school, or send it and lead to where the answer will stand."""
    try:
        school = _school(code)
    except NotHere as problem:
        return absent(request, problem)
    if request.method != "POST":
        return _never_kept(_page(request, school, FeedbackForm(school)))
    form = FeedbackForm(school, request.POST)
    if not form.is_valid():
        return _never_kept(_page(request, school, form, UNPROCESSABLE))
    wait = _too_often(request, school)
    if wait:
        form.add_error(None, _("Từ mạng này vừa gửi nhiều góp ý. Hãy đợi khoảng 10 phút rồi gửi lại."))
        answer = _page(request, school, form, TOO_MANY)
        answer.headers["Retry-After"] = str(wait)
        return _never_kept(answer)
    return _never_kept(_sent(request, school, form))


@public_view
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show a sender what was written, and the answer once there is one."""
    try:
        check_words({"token": token})
        found = feedback_by_token(token)
    except NotHere as problem:
        return absent(request, problem)
    context = {"one": found, "tone": FEEDBACK_TONES[found.state]}  # type: ignore[index]
    return _never_kept(shown(request, "portal/receipt.html", context))


def _sent(request: HttpRequest, school: Organisation, form: FeedbackForm) -> HttpResponse:
    values = form.cleaned_data
    try:
        row = send_feedback(
            school=school, topic=values["topic"], body=values["body"], form_id=values["ticket"]
        )
    except Problem as problem:
        add_problem(form, problem)
        return _page(request, school, form, UNPROCESSABLE)
    answer = redirect("portal:receipt", token=row.token)
    answer.status_code = 303
    return answer


def _school(code: str) -> Organisation:
    check_words({"code": code})
    found = organisation_with_code(code)
    if found is None or not found.is_school or not found.active:
        raise NotHere("Không có trường này.")
    return found


def _too_often(request: HttpRequest, school: Organisation) -> int:
    address = get_adapter().get_client_ip(request)
    return seconds_to_wait(OF_A_VISITOR, address) or seconds_to_wait(ABOUT_A_SCHOOL, school.code)


def _page(request: HttpRequest, school: Organisation, form: Any, status: int = 200) -> HttpResponse:
    return shown(request, "portal/write.html", {"school": school, "form": form}, status)


def _never_kept(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, no_store=True)
    return answer
