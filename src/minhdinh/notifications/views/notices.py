"""A person's notices."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.web import signed_in_view
from minhdinh.accounts.models import User
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere
from minhdinh.notifications.domain.notify import mark_all_read, mark_read
from minhdinh.notifications.domain.queries import notices_of, unread_count


@signed_in_view
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """List what the person was told, newest first."""
    person = _person_id(request)
    page = page_asked(request.GET, notices_of(person), ("-id",))
    return render(request, "notifications/list.html", {"page": page, "unread": unread_count(person)})


@signed_in_view
@require_safe
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Lead to what a notice is about; from then on it counts as read."""
    notice = mark_read(person_id=_person_id(request), notice_id=notice_id)
    if notice is None:
        raise NotHere("Không có thông báo này.")
    return redirect(notice.url or "notifications:list")


@signed_in_view
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    count = mark_all_read(person_id=_person_id(request))
    messages.success(request, _("Đã đánh dấu %(count)s thông báo là đã đọc.") % {"count": count})
    return redirect("notifications:list")


def _person_id(request: HttpRequest) -> int:
    return cast("User", request.user).pk
