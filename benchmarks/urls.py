"""All addresses of the program and an empty one."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer nothing: what Django, its middleware and the server cost by themselves."""
    return HttpResponse()


urlpatterns = [path("do/rong", empty), path("", include("minhdinh.config.urls"))]
