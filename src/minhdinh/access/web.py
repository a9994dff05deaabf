"""Who may open a page that belongs to no organisation; the organisations' own gates build upon it.

Each decorated view carries ``access``: a permission, "public" or "signed-in". The permission table of the tests walks
all addresses and fails where a view has none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minhdinh.common.middleware import wants_json

View = Callable[..., HttpResponseBase]
FIRST_PASSWORD = "accounts:first-password"  # noqa: S105 (an address)
_hooks: list[Callable[[HttpRequest], None]] = []


def on_signed_in(hook: Callable[[HttpRequest], None]) -> None:
    """Let an upper room prepare every page of a signed-in person outside organisations (its menu)."""
    if hook not in _hooks:
        _hooks.append(hook)


def public_view(view: View) -> View:
    """Let anybody see this page."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    gate.access = "public"  # type: ignore[attr-defined]
    return gate


def signed_in_view(view: View) -> View:
    """Let anybody signed in see this page; it belongs to no organisation."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stopped = stopped_at_the_door(request)
        if stopped is not None:
            return stopped
        for hook in _hooks:
            hook(request)
        return view(request, *args, **kwargs)

    gate.access = "signed-in"  # type: ignore[attr-defined]
    return gate


def stopped_at_the_door(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer to somebody not signed in, or who has to choose an own password first; None to go on."""
    if not request.user.is_authenticated:
        message = _("Phiên làm việc đã hết. Hãy đăng nhập lại; nội dung đang viết vẫn được giữ trên máy.")
        return _refusal(message, 401) if wants_json(request) else redirect_to_login(request.get_full_path())
    if request.user.must_change_password and not _is_first_password(request):
        message = _("Thầy/Cô cần đổi mật khẩu lần đầu trước khi làm việc.")
        return _refusal(message, 403) if wants_json(request) else redirect(FIRST_PASSWORD)
    return None


def _is_first_password(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == FIRST_PASSWORD


def _refusal(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status, json_dumps_params={"ensure_ascii": False})
