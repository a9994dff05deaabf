"""Pages for everybody: the same for all, kept for a minute, answered 304 where the visitor has them, no cookie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from minhdinh.access.web import View, public_view
from minhdinh.common.problems import NotHere, Problem

KEPT_SECONDS = 60  # a revocation shows within a minute, as on the page behind a QR
REMEMBERED = 86_400
NOT_FOUND, TOO_MANY = 404, 429
Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was made: its bytes, their mark, and since when this server has known them so (seconds)."""

    body: bytes
    media_type: str
    etag: str
    since: int


def open_page(view: Page) -> View:
    """Let anybody see this page; it must depend on nothing but its address and the language.

    What the view makes is kept in memory for a minute. A mark (ETag) of its bytes and the time since which they are
    so answer a visitor who has the page already with 304.
    """

    @public_view
    @require_safe
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        store, key = caches["public"], _key(request)
        kept: Kept | None = store.get(key)
        if kept is None:
            try:
                check_words(kwargs)
                made = view(request, *args, **kwargs)
            except (
                Problem
            ) as problem:  # not there, or damaged: nothing of it is shown, and nobody keeps the answer
                return absent(request, problem)
            kept = _kept(key, made)
            store.set(key, kept, KEPT_SECONDS)
        return _answer(request, kept)

    return gate


def shown(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Return a page as a stranger sees it, whoever asks: no person, no messages, so no session is read."""
    everybody = {"user": AnonymousUser(), "messages": ()}
    return render(request, template, {**context, **everybody}, status=status)


def absent(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer 404 without a cookie."""
    answer = shown(request, "portal/absent.html", {"problem": problem}, NOT_FOUND)
    patch_cache_control(answer, no_store=True)
    return answer


def busy(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer a visitor who asked too often: when to come again."""
    answer = render(request, "429.html", status=TOO_MANY)
    answer.headers["Retry-After"] = str(seconds)
    patch_cache_control(answer, no_store=True)
    return answer


def check_words(words: Mapping[str, Any]) -> None:
    """Refuse an address with letters that no name has; a database would stumble over some of them."""
    if not all(str(word).isprintable() for word in words.values()):
        raise NotHere("Không có trang này.")


def _key(request: HttpRequest) -> str:
    wanted = f"{get_language()}:{request.get_host()}:{request.get_full_path()}"
    return "page:" + hashlib.sha256(wanted.encode()).hexdigest()


def _kept(key: str, made: HttpResponse) -> Kept:
    """Return what is kept of a page; unchanged bytes stay as old as they were."""
    store, etag = caches["public"], f'"{hashlib.sha256(made.content).hexdigest()[:32]}"'
    before = store.get(f"{key}:since")
    since = before[1] if before and before[0] == etag else int(timezone.now().timestamp())
    store.set(f"{key}:since", (etag, since), REMEMBERED)
    return Kept(made.content, made.headers["Content-Type"], etag, since)


def _answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    answer = HttpResponse(kept.body, content_type=kept.media_type)
    answer.headers["ETag"] = kept.etag
    answer.headers["Last-Modified"] = http_date(kept.since)
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    found = get_conditional_response(request, etag=kept.etag, last_modified=kept.since, response=answer)
    return found or answer
