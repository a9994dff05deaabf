"""Bringing the official wording: choose a file, see what it would put where, write it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.common.problems import Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem
from minhdinh.standards.catalogue import OfficialText, SetFileError, read_official
from minhdinh.standards.domain.wording import WordingPlan, import_wording, plan_wording
from minhdinh.standards.enums import WordingState
from minhdinh.standards.forms import WordingFileForm, WordingTextForm
from minhdinh.standards.views.finding import set_url
from minhdinh.standards.views.sets import MANAGE

TONES = {WordingState.NEW: "ok", WordingState.CHANGED: "wait", WordingState.SAME: "none"}


@office_view(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def wording_import(request: OfficeRequest) -> HttpResponse:
    """Show the upload form; with a file (``buoc=xem``) what it means; with ``buoc=ghi`` write it."""
    if request.method == "POST" and request.POST.get("buoc") == "ghi":
        return _write(request)
    form = WordingFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        content, name = upload.read(), upload.name
        try:
            context |= _looked_at(plan_wording(_official(content, name)), content, name)
        except Problem as problem:
            add_problem(form, problem)
    return _page(request, context, status=422 if form.errors else 200)


def _write(request: OfficeRequest) -> HttpResponse:
    sent = WordingTextForm(request.POST)
    if not sent.is_valid():
        raise Problem("Nội dung tệp không còn. Hãy chọn lại tệp.", field="file")
    name = sent.cleaned_data["name"]
    official = _official(sent.cleaned_data["text"].encode(), name)
    plan = import_wording(actor=request.actor, official=official, file_name=name)
    if plan.changes:
        counts = {"new": plan.count(WordingState.NEW), "changed": plan.count(WordingState.CHANGED)}
        messages.success(
            request, _("Đã ghi nguyên văn: %(new)s mức mới, %(changed)s mức thay nội dung.") % counts
        )
    else:
        messages.info(request, _("Nguyên văn trong tệp đã có sẵn; không có gì thay đổi."))
    return redirect(set_url("system-set", request.organisation.code, plan.version))


def _official(content: bytes, name: str) -> OfficialText:
    try:
        return read_official(content, name)
    except SetFileError as error:
        raise Problem("\n".join(error.problems), field="file") from error


def _looked_at(plan: WordingPlan, content: bytes, name: str) -> dict[str, Any]:
    catalogue = plan.version.catalogue
    lines: list[dict[str, Any]] = [
        {
            "line": line,
            "criterion": catalogue.criterion(line.level.criterion),
            "level": catalogue.labels.levels[line.level.level],
            "tone": TONES[line.state],
        }
        for line in plan.lines
    ]
    counts = [(state.label, plan.count(state), TONES[state]) for state in WordingState]
    sent = WordingTextForm(initial={"name": name, "text": content.decode("utf-8-sig")})
    context: dict[str, Any] = {"plan": plan, "counts": counts, "sent": sent, "item": catalogue}
    context["lines"] = [one for one in lines if one["line"].state is not WordingState.SAME]
    context["same"] = [one for one in lines if one["line"].state is WordingState.SAME]
    return context


def _page(request: OfficeRequest, context: dict[str, Any], status: int) -> HttpResponse:
    code = request.organisation.code
    context["code"] = code
    context["crumbs"] = [
        {"label": _("Bộ tiêu chuẩn"), "url": reverse("standards:system-sets", args=[code])},
        {"label": _("Nhập nguyên văn")},
    ]
    return render(request, "standards/wording.html", context, status=status)
