import gzip
import io
import json
from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from minhdinh.common.middleware import (
    CompressionMiddleware,
    ContentSecurityPolicyMiddleware,
    ProblemMiddleware,
    wants_json,
)
from minhdinh.common.problems import NotAllowed, NotHere, Problem


@pytest.fixture
def problem() -> Problem:
    return Problem("Hội đồng cần ít nhất 5 người.", field="members")


def prepared(request: HttpRequest, *, htmx: bool = False) -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request.session = {}  # type: ignore[assignment]
    request.user = AnonymousUser()
    request.htmx = htmx  # type: ignore[attr-defined]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def answer(request: HttpRequest, error: Exception) -> HttpResponse | None:
    return ProblemMiddleware(lambda _: HttpResponse()).process_exception(request, error)


def test_every_answer_forbids_foreign_and_inline_scripts() -> None:
    response = ContentSecurityPolicyMiddleware(lambda _: HttpResponse("x"))(RequestFactory().get("/"))
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy


def compressed(response: HttpResponseBase, accepts: str = "gzip") -> HttpResponseBase:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return CompressionMiddleware(lambda _: response)(request)  # type: ignore[return-value]


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "application/problem+json"])
def test_pages_and_json_go_out_compressed(kind: str) -> None:
    words = "Trường THCS Sao Mai. " * 200
    response = compressed(HttpResponse(words, content_type=kind))
    assert isinstance(response, HttpResponse)
    assert response["Content-Encoding"] == "gzip"
    assert int(response["Content-Length"]) == len(response.content) < len(words.encode()) / 10
    assert gzip.decompress(response.content).decode() == words
    assert response["Vary"] == "Accept-Encoding"


def test_short_answers_and_old_browsers_get_the_text_itself() -> None:
    assert not compressed(HttpResponse("ngắn")).has_header("Content-Encoding")
    assert not compressed(HttpResponse("dài" * 500), accepts="identity").has_header("Content-Encoding")


def test_files_go_out_as_they_are() -> None:
    """Also text: a download without its length shows no progress."""
    workbook = HttpResponse(b"x" * 5000, content_type="application/vnd.ms-excel")
    assert not compressed(workbook).has_header("Content-Encoding")
    file = FileResponse(io.BytesIO(b"x" * 5000), content_type="text/html")
    answered = compressed(file)
    assert not answered.has_header("Content-Encoding")
    assert answered["Content-Length"] == "5000"


def test_the_program_compresses_its_pages(client: Client, db: None) -> None:
    response = client.get("/dang-nhap/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Đăng nhập" in gzip.decompress(response.content).decode()


def test_a_view_may_set_a_stricter_policy() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert (
        ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))["Content-Security-Policy"]
        == "sandbox"
    )


def test_another_error_is_left_to_django() -> None:
    assert answer(prepared(RequestFactory().get("/")), ValueError("x")) is None


def test_a_page_with_the_words_and_the_status(problem: Problem) -> None:
    response = answer(prepared(RequestFactory().get("/x/")), problem)
    assert response is not None
    assert response.status_code == 422
    assert problem.message in response.content.decode()


@pytest.mark.parametrize(("kind", "status"), [(NotAllowed, 403), (NotHere, 404)])
def test_the_status_of_the_kind(kind: type[Problem], status: int) -> None:
    response = answer(prepared(RequestFactory().get("/x/")), kind("Lời."))
    assert response is not None
    assert response.status_code == status


def test_what_is_not_here_says_no_more_than_any_404() -> None:
    response = answer(prepared(RequestFactory().get("/x/")), NotHere("Trường bí mật."))
    assert response is not None
    assert "bí mật" not in response.content.decode()


def test_json_for_scripts(problem: Problem) -> None:
    request = prepared(RequestFactory().post("/x/", data="{}", content_type="application/json"))
    response = answer(request, problem)
    assert response is not None
    assert json.loads(response.content) == {"message": problem.message, "field": "members"}
    assert response.status_code == 422


def test_a_message_for_htmx_that_swaps_nothing(problem: Problem) -> None:
    response = answer(prepared(RequestFactory().post("/x/"), htmx=True), problem)
    assert response is not None
    assert response["HX-Reswap"] == "none"
    assert "data-problem" in response.content.decode()


def test_back_to_the_form_with_a_message(problem: Problem) -> None:
    request = prepared(RequestFactory().post("/x/", HTTP_REFERER="http://testserver/bieu-mau/"))
    response = answer(request, problem)
    assert response is not None
    assert (response.status_code, response["Location"]) == (303, "http://testserver/bieu-mau/")
    assert [str(message) for message in get_messages(request)] == [problem.message]


@pytest.mark.parametrize("referer", ["https://nơi-khác.vn/", "http://testserver.evil.vn/", ""])
def test_never_to_a_foreign_page(referer: str, problem: Problem) -> None:
    request = prepared(RequestFactory().post("/x/", HTTP_REFERER=referer))
    response = answer(request, problem)
    assert response is not None
    assert response.status_code == 422
    assert "Location" not in response


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda rf: rf.get("/"), False),
        (lambda rf: rf.get("/", HTTP_ACCEPT="application/json"), True),
        (lambda rf: rf.get("/", HTTP_ACCEPT="text/html,application/json"), False),
        (lambda rf: rf.post("/", data="{}", content_type="application/json"), True),
        (lambda rf: rf.post("/", data={"a": 1}), False),
    ],
)
def test_wants_json(make: Callable[[RequestFactory], HttpRequest], expected: bool) -> None:
    assert wants_json(make(RequestFactory())) is expected


@pytest.mark.django_db
def test_the_policy_is_on_real_pages(client: Client) -> None:
    assert "default-src 'self'" in client.get("/dang-nhap/")["Content-Security-Policy"]
