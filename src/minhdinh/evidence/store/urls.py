"""Addresses of files that are brought straight to the store."""

from django.urls import URLPattern, URLResolver, path

from minhdinh.evidence.store import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-len/thang/", views.offer, name="direct-offer"),
    path("tai-len/thang/<str:key>/", views.one, name="direct-one"),
    path("tai-len/thang/<str:key>/tiep/", views.more, name="direct-more"),
    path("tai-len/thang/<str:key>/xong/", views.done, name="direct-done"),
]
