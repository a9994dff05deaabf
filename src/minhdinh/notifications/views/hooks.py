"""An organisation's web hook: its address, its key, a test, the log of its calls."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.notifications.domain.hooks import (
    calls_of,
    hook_of,
    remove_hook,
    renew_hook_key,
    save_hook,
    signing_key,
    try_hook,
)
from minhdinh.notifications.forms.hook import HookForm
from minhdinh.notifications.models import WebHook
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view
from minhdinh.organisations.web.forms import add_problem, posted

Request = SchoolRequest | OfficeRequest
DOORS = {"school": school_view, "office": office_view}


def _hook(request: Request) -> HttpResponse:
    """Show the hook with its log; a post writes it."""
    hook = hook_of(request.organisation)
    initial = {"url": hook.url, "kinds": hook.kinds, "active": hook.active} if hook else None
    form = HookForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_hook(actor=request.actor, organisation=request.organisation, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã lưu cổng kết nối. Hãy bấm Gửi thử để kiểm tra."))
            return _back(request)
    context = {
        "form": form,
        "hook": hook,
        "key": signing_key(hook) if hook else "",
        "code": request.organisation.code,
        "names": _names(request),
        "page": page_asked(request.GET, calls_of(hook), ("-id",)) if hook else None,
    }
    return render(request, "notifications/hook.html", context, status=422 if form.errors else 200)


def _act(request: Request) -> HttpResponse:
    """Carry out one of ``test``, ``renew``, ``remove`` on the organisation's hook."""
    hook = hook_of(request.organisation)
    if hook is None:
        raise NotHere("Chưa đặt cổng kết nối.")
    if "test" in request.POST:
        _test(request, hook)
    elif "renew" in request.POST:
        renew_hook_key(actor=request.actor, hook=hook)
        messages.success(request, _("Đã đổi khóa ký; hãy chép khóa mới sang máy nhận."))
    elif "remove" in request.POST:
        remove_hook(actor=request.actor, hook=hook)
        messages.success(request, _("Đã bỏ cổng kết nối."))
    return _back(request)


def _test(request: Request, hook: WebHook) -> None:
    call = try_hook(actor=request.actor, hook=hook)
    if call.error:
        messages.error(request, _("Gửi thử không được. %(error)s") % {"error": call.error})
    else:
        messages.success(request, _("Máy nhận đã trả lời %(status)s.") % {"status": call.status_code})


def _names(request: Request) -> dict[str, str]:
    """Return the names of the page's addresses, which differ between schools and offices."""
    area = "" if request.organisation.is_school else "office-"
    return {"page": f"notifications:{area}hook", "act": f"notifications:{area}hook-act"}


def _back(request: Request) -> HttpResponse:
    return redirect(_names(request)["page"], code=request.organisation.code)


def _opened(area: str, view: Callable[[Request], HttpResponse], *methods: str) -> Callable[..., HttpResponse]:
    """Return a view behind the door of schools or of offices, for whoever manages its people."""
    inner = require_http_methods(list(methods))(view) if methods else require_POST(view)
    return DOORS[area](Permission.PEOPLE_MANAGE)(inner)  # type: ignore[return-value]


school_hook = _opened("school", _hook, "GET", "HEAD", "POST")
school_hook_act = _opened("school", _act)
office_hook = _opened("office", _hook, "GET", "HEAD", "POST")
office_hook_act = _opened("office", _act)
