"""Addresses of uploads in pieces: they stand below the address that takes a whole file."""

from django.urls import URLPattern, URLResolver, path

from minhdinh.evidence.resumable import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-len/phan/", views.uploads, name="uploads"),
    path("tai-len/phan/<str:key>/", views.one, name="upload-one"),
    path("tai-len/phan/<str:key>/xong/", views.finished, name="upload-finished"),
]
