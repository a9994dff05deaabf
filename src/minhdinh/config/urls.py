"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern


class LateResolver(URLResolver):
    """Addresses in a namespace of their own, whose module is imported when somebody first asks for one of them."""

    def _populate(self) -> None:
        """Do nothing: names outside the namespace are all that whoever looks for a name needs of it before."""


# The API with its libraries takes some 13 MB in each process; many installations never use it.
API = LateResolver(RoutePattern("api/v1/"), "minhdinh.api.main", app_name="ninja", namespace="api")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("minhdinh.accounts.urls")),
    path("", include("minhdinh.organisations.urls")),
    path("", include("minhdinh.jobs.urls")),
    path("", include("minhdinh.notifications.urls")),
    path("", include("minhdinh.standards.urls")),
    path("", include("minhdinh.evidence.urls")),
    path("", include("minhdinh.improvement.urls")),
    path("", include("minhdinh.appraisals.urls")),
    path("", include("minhdinh.recognition.urls")),
    path("", include("minhdinh.portal.urls")),
    path("", include("minhdinh.assessments.urls")),
    path("", include("minhdinh.oversight.urls")),
    path("", include("minhdinh.documents.urls")),
    path("", include("minhdinh.api.urls")),
    API,
]
handler404 = "minhdinh.common.views.not_found"
handler403 = "minhdinh.common.views.forbidden"
handler500 = "minhdinh.common.views.broken"
