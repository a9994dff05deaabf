"""Last year's report from Word: sent, shown piece by piece, written once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.carry import may_carry
from minhdinh.assessments.carrying.presenting import build_word
from minhdinh.assessments.carrying.word.report import (
    carry_word,
    plan_word,
    read_report,
    report_of,
    reports_of,
)
from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.forms.word_report import WordReportForm
from minhdinh.assessments.models import WordReport
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, own_url, require_editor
from minhdinh.common.problems import Problem
from minhdinh.standards.domain.queries import all_versions


@require_http_methods(["GET", "POST"])
@assessment_view(Permission.COUNCIL_MANAGE)
def word(request: AssessmentRequest) -> HttpResponse:
    """Ask for the file; a post reads it and leads to the preview."""
    require_editor(request, Permission.COUNCIL_MANAGE)
    form = WordReportForm(
        request.POST or None,
        request.FILES or None,
        sets=_sets(),
        tracks=_tracks(request),
        initial=_usual(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = _read(request, form)
        except Problem as problem:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        else:
            return redirect(own_url(request, "carrying-word") + f"{report.pk}/")
    context = {
        "form": form,
        "reports": reports_of(request.assessment),
        "writable": may_edit(request, Permission.COUNCIL_MANAGE) and may_carry(request.actor),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/carrying/word.html", context, status=status)


@require_http_methods(["GET", "POST"])
@assessment_view(Permission.COUNCIL_MANAGE)
def word_report(request: AssessmentRequest, report_id: int) -> HttpResponse:
    """Show every piece of a file with its fate; a post writes those that have a place."""
    report = report_of(request.assessment, report_id)
    if request.method == "POST":
        count = carry_word(actor=request.actor, report=report)
        words = _("Đã đưa %(count)s đoạn vào báo cáo, đánh dấu chờ cập nhật.")
        messages.success(
            request, words % {"count": count} if count else _("Không có đoạn mới nào; hồ sơ giữ nguyên.")
        )
        return redirect(own_url(request, "carrying"))
    context = {
        "report": report,
        "page": build_word(plan_word(report), request.assessment.standard_set.catalogue),
        "may_apply": request.assessment.is_open and may_carry(request.actor),
        "back_url": own_url(request, "carrying-word"),
    }
    return render(request, "assessments/carrying/word_report.html", context)


def _read(request: AssessmentRequest, form: WordReportForm) -> WordReport:
    return read_report(
        actor=request.actor,
        assessment=request.assessment,
        name=form.file_name,
        content=form.cleaned_data["file"],
        source_set=form.cleaned_data["source_set"],
        track=form.cleaned_data.get("track", ""),
    )


def _sets() -> list[tuple[str, str]]:
    """Return (id, title) of the loaded sets, the newest first, each once."""
    return list({version.set_id: version.title for version in reversed(all_versions())}.items())[::-1]


def _tracks(request: AssessmentRequest) -> list[tuple[str, str]]:
    return [
        (track.education_level, str(track.get_education_level_display()))
        for track in tracks_of(request.assessment)
    ]


def _usual(request: AssessmentRequest) -> dict[str, str]:
    """Return what most schools will choose: the set of the year before, as far as it can be told."""
    own = request.assessment.standard_set
    kinds = set(own.catalogue.institution_types)
    earlier = [
        version
        for version in all_versions()
        if version.effective_from < own.effective_from
        and request.organisation.profile.school_type in version.catalogue.institution_types
        and kinds & set(version.catalogue.institution_types)
    ]
    return {"source_set": earlier[0].set_id if earlier else own.set_id}
