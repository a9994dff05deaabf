"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.api.main import api

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
    path("api/v1/", api.urls),
]
handler404 = "minhdinh.common.views.not_found"
handler403 = "minhdinh.common.views.forbidden"
handler500 = "minhdinh.common.views.broken"
