"""How a person wants to be told, the own calendar address, and stopping letters without signing in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.web import public_view, signed_in_view
from minhdinh.accounts.models import User
from minhdinh.common.problems import NotHere, Problem
from minhdinh.notifications.domain.feed import close_feed, feed_text, feed_token, owner_of, renew_feed
from minhdinh.notifications.domain.letter import absolute
from minhdinh.notifications.domain.preferences import (
    profile_of,
    profile_of_token,
    save_channels,
    stop_letters,
)
from minhdinh.notifications.forms.preferences import PreferencesForm
from minhdinh.notifications.models import NoticeProfile
from minhdinh.organisations.web.forms import add_problem, posted

FEED_CALLS = 60
FEED_SECONDS = 3600


@signed_in_view
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show a person's choices and calendar address; a post writes the choices."""
    user = cast("User", request.user)
    profile = profile_of(user.pk)
    form = PreferencesForm(posted(request), profile=profile)
    if request.method == "POST" and form.is_valid():
        try:
            save_channels(user=user, channels=form.channels, wants_mail=form.cleaned_data["wants_mail"])
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã lưu cách nhận thông báo."))
            return redirect("notifications:preferences")
    context = {"form": form, "profile": profile, "feed_url": _feed_url(profile), "email": user.email}
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)


def _feed_url(profile: NoticeProfile) -> str:
    token = feed_token(profile)
    if not token:
        return ""
    return absolute(reverse("notifications:feed", kwargs={"person_id": profile.person_id, "token": token}))


@signed_in_view
@require_POST
def feed_renew(request: HttpRequest) -> HttpResponse:
    """Make a new calendar address, or with ``close`` take it away."""
    user = cast("User", request.user)
    if "close" in request.POST:
        close_feed(user=user)
        messages.success(request, _("Đã tắt địa chỉ lịch; lịch trên điện thoại sẽ không cập nhật nữa."))
    else:
        renew_feed(user=user)
        messages.success(request, _("Đã tạo địa chỉ lịch mới; địa chỉ cũ (nếu có) không dùng được nữa."))
    return redirect(f"{reverse('notifications:preferences')}#lich")


@public_view
@require_safe
def feed(_request: HttpRequest, person_id: int, token: str) -> HttpResponse:
    """Serve a person's days to a calendar program that knows the secret address; nothing of a session is asked."""
    user = owner_of(person_id, token)
    if user is None:
        raise NotHere("Không có lịch này.")
    wait = _seconds_to_wait(
        person_id
    )  # asked for a right address only: guesses must not fill the table of counters
    if wait:
        busy = HttpResponse(_("Gọi quá nhiều lần trong một giờ."), status=429, content_type="text/plain")
        busy.headers["Retry-After"] = str(wait)
        return busy
    response = HttpResponse(feed_text(user), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="minh-dinh.ics"'
    response.headers["Cache-Control"] = "private, max-age=900"
    return response


def _seconds_to_wait(person_id: int) -> int:
    """Count a call of a person's calendar; return 0, or after too many in this hour how long the hour still lasts.

    The hour stands in the key, because writing a counter again sets its end anew.
    """
    hour, gone = divmod(int(timezone.now().timestamp()), FEED_SECONDS)
    key = f"feed:{person_id}:{hour}"
    calls = cache.get(key, 0) + 1
    if calls > FEED_CALLS:
        return FEED_SECONDS - gone
    cache.set(key, calls, FEED_SECONDS)
    return 0


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed token is the permission
@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters shall stop, and stop them on a post."""
    profile = profile_of_token(token)
    if request.method == "POST":
        stop_letters(profile)
        profile.refresh_from_db()
    return render(request, "notifications/stop.html", {"stopped": profile.stopped_at is not None})
