"""The API: one NinjaAPI, OpenAPI 3.1, errors as JSON in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from minhdinh.api.gate import TokenAuth
from minhdinh.api.routers.assessments import router as assessments
from minhdinh.api.routers.catalogue import router as catalogue
from minhdinh.api.routers.documents import router as documents
from minhdinh.api.routers.evidence import router as evidence
from minhdinh.common.problems import Problem, Problems

api = NinjaAPI(
    title="Minh Định",
    version="1",
    description="Self-assessments, evidence and documents of schools. The same verbs and permissions as the pages.",
    auth=TokenAuth(),
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", catalogue)
api.add_router("/schools/{code}/assessments", assessments)
api.add_router("/schools/{code}/evidence", evidence)
api.add_router("/schools/{code}/assessments/{year}/documents", documents)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a Problem with its own status and words."""
    data: dict[str, Any] = {"message": problem.message, "field": problem.field}
    if isinstance(problem, Problems):
        data["problems"] = [{"message": one.message, "field": one.field} for one in problem.problems]
    return api.create_response(request, data, status=problem.status)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer malformed input, naming the field."""
    first = error.errors[0] if error.errors else {}
    field = ".".join(str(part) for part in first.get("loc", ())[1:])
    message = f"Dữ liệu gửi lên chưa đúng ở “{field}”: {first.get('msg', '')}."
    return api.create_response(request, {"message": message, "field": field}, status=422)


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer a missing or dead token."""
    return api.create_response(
        request, {"message": "Mã truy cập thiếu, sai hoặc đã hết hạn.", "field": ""}, status=401
    )


urlpatterns, APP_NAME, NAMESPACE = api.urls  # found by ``config.urls`` at the first request
