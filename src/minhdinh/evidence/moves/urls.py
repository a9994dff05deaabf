"""Addresses of what changes codes; inside the evidence room of a school's year."""

from django.urls import URLPattern, URLResolver, path

from minhdinh.evidence.moves import views, views_recoding

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:item_id>/chuyen/", views.move, name="move"),
    path("<int:item_id>/gop/", views.merge, name="merge"),
    path("doi-ma/", views_recoding.recode, name="recode"),
    path("gop/<int:merge_id>/tach", views.undo, name="undo-merge"),
]
