"""Addresses of this room: all public."""

from __future__ import annotations

from django.urls import path

from minhdinh.portal.views import verify

app_name = "portal"
urlpatterns = [
    path("xac-minh/<slug:token>/", verify.verify, name="verify"),
    path("xac-minh/<slug:token>/qr.png", verify.picture, name="verify-qr"),
]
