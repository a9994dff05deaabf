"""Addresses of the regimes as an office sees and sets them."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals.views import regime

OFFICE = "co-quan/<str:code>/quy-dinh-danh-gia/"
urlpatterns = [
    path(OFFICE, regime.page, name="regime"),
    path(f"{OFFICE}<slug:law>/dat/", regime.set_one, name="regime-set"),
    path(f"{OFFICE}<slug:law>/tro-ve/", regime.restore, name="regime-restore"),
]
