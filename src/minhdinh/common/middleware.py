"""Middleware that every page shares."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from minhdinh.common.problems import Problem
from minhdinh.common.storage import browser_store

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'self'; frame-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
)
COMPRESSED = frozenset({"text/html", "application/json", "application/problem+json"})
Handler = Callable[[HttpRequest], HttpResponse]


def policy() -> str:
    """Return what pages may load; where browsers bring files to the store themselves, they may talk to it as well."""
    store = browser_store()
    return f"{POLICY}; connect-src 'self' {store.browser_origin()}" if store else POLICY


class CompressionMiddleware(GZipMiddleware):
    """Compress pages and JSON, a fifth of the size on a school's line; Django pads them against guessing of secrets.

    Files go out as they are: most are compressed already, and a browser shows progress only where it knows the length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text of ours and whole."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in COMPRESSED:
            return response
        return super().process_response(request, response)


class ContentSecurityPolicyMiddleware:
    """Allow scripts, styles and frames from this server only; nothing inline."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy unless the view set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        return response


class ProblemMiddleware:
    """Turn a ``Problem`` into a page, an htmx message or JSON, in the words it carries."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; problems come back through ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a Problem; anything else goes on to Django."""
        if not isinstance(exception, Problem):
            return None
        if exception.status == 404:
            return render(request, "404.html", status=404)
        if wants_json(request):
            return JsonResponse(
                {"message": exception.message, "field": exception.field}, status=exception.status
            )
        if getattr(request, "htmx", False):
            response = render(
                request, "common/_problem.html", {"problem": exception}, status=exception.status
            )
            response["HX-Reswap"] = "none"
            return response
        referer = request.headers.get("Referer", "")
        if request.method == "POST" and referer.startswith(f"{request.scheme}://{request.get_host()}/"):
            messages.error(request, exception.message)
            return HttpResponse(status=303, headers={"Location": referer})
        return render(request, "common/problem.html", {"problem": exception}, status=exception.status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the caller is a script that reads JSON rather than a browser that shows pages."""
    accepts = request.headers.get("Accept", "")
    return request.content_type == "application/json" or accepts.startswith("application/json")
