"""How much a stranger may send: told by the length that the request names, before a byte of it is read or kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from minhdinh.access.web import stopped_at_the_door
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import Problem

TOO_LARGE = 413
Handler = Callable[[HttpRequest], HttpResponseBase]


class BodyLimitMiddleware:
    """Refuse large requests of people who are not signed in; stands before the CSRF check, which reads whole files.

    Pages for people who are signed in answer as they do to any stranger. Addresses in ``MINHDINH_OWN_BODY_LIMITS``
    ask who sends, and how much, before they read. A request that names no length has no body for this server.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the check waits until it is known which page is asked for."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer 413, or as the page's own door does; None lets the request in."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if body_length(request) <= most or _has_own_limit(request) or request.user.is_authenticated:
            return None
        if getattr(view, "access", "public") != "public":
            return stopped_at_the_door(request)
        problem = Problem("Nội dung gửi lên quá lớn nên không nhận. Hãy gửi ít hơn.")
        if wants_json(request):
            return JsonResponse({"message": problem.message}, status=TOO_LARGE)
        return render(request, "common/problem.html", {"problem": problem}, status=TOO_LARGE)


def body_length(request: HttpRequest) -> int:
    """Return how many bytes a request says it brings; 0 where it says nothing that is a number."""
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdecimal() else 0


def _has_own_limit(request: HttpRequest) -> bool:
    found = request.resolver_match
    return found is not None and bool({found.namespace, found.view_name} & settings.MINHDINH_OWN_BODY_LIMITS)
