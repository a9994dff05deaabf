"""A person's own jobs."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.web import signed_in_view
from minhdinh.accounts.domain.person import person_actor
from minhdinh.accounts.models import User
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere
from minhdinh.jobs.domain.queries import job_of, jobs_of
from minhdinh.jobs.domain.start import cancel_job
from minhdinh.jobs.models import Job
from minhdinh.jobs.tables import jobs_table
from minhdinh.jobs.web import job_card


@signed_in_view
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """List what the person has started, newest first."""
    page = page_asked(request.GET, jobs_of(_person(request).pk), ("-id",))
    return render(request, "jobs/list.html", {"table": jobs_table(page)})


@signed_in_view
@require_safe
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one job with its progress."""
    job = _own_job(request, job_id)
    return render(request, "jobs/page.html", {"job": job_card(job), "title": job.title})


@signed_in_view
@never_cache
@require_safe
def progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """Answer the fragment that asks again until the job is over."""
    return render(request, "common/components/job.html", {"job": job_card(_own_job(request, job_id))})


@signed_in_view
@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask the job to stop."""
    cancel_job(actor=person_actor(_person(request)), job=_own_job(request, job_id))
    messages.info(
        request, _("Đã yêu cầu dừng. Việc đang chạy dừng ở bước kế tiếp và không để lại gì dở dang.")
    )
    return redirect("jobs:page", job_id=job_id)


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def _own_job(request: HttpRequest, job_id: int) -> Job:
    job = job_of(user_id=_person(request).pk, job_id=job_id)
    if job is None:
        raise NotHere("Không có việc này.")
    return job
