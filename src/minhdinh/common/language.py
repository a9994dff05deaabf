"""The language of pages: Vietnamese unless a person chose another one; what is kept or handed in stays Vietnamese."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]
P = ParamSpec("P")
R = TypeVar("R")


class LanguageMiddleware:
    """Speak the language of the cookie that the person's menu sets.

    Django's own middleware would also follow what the browser asks for. Schools' browsers are often English while
    their people are not, so only a choice of the person counts.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language and say which one it is."""
        language = chosen_language(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


def chosen_language(request: HttpRequest) -> str:
    """Return the code of the language a person chose; Vietnamese where none, or none of ours, is named."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def in_vietnamese(function: Callable[P, R]) -> Callable[P, R]:
    """Let ``function`` speak Vietnamese whatever the page speaks: it makes or keeps what others will read.

    Forms, tables and workbooks of an office, the record of actions, notices, seals. What is lazy has to become text
    inside ``function``. ``translation.override`` as a decorator would be shared by all threads.
    """

    @wraps(function)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    return speaking
