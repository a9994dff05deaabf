"""Addresses of this room."""

from django.urls import path

from minhdinh.notifications.views import notices

app_name = "notifications"
urlpatterns = [
    path("thong-bao/", notices.notice_list, name="list"),
    path("thong-bao/doc-het/", notices.read_all, name="read-all"),
    path("thong-bao/<int:notice_id>/", notices.open_notice, name="open"),
]
