"""Addresses of this room."""

from django.urls import path

from minhdinh.notifications.views import hooks, notices, preferences

app_name = "notifications"
urlpatterns = [
    path("thong-bao/", notices.notice_list, name="list"),
    path("thong-bao/doc-het/", notices.read_all, name="read-all"),
    path("thong-bao/cach-nhan/", preferences.preferences, name="preferences"),
    path("thong-bao/cach-nhan/lich", preferences.feed_renew, name="feed-renew"),
    path("thong-bao/ngung/<str:token>/", preferences.stop, name="stop"),
    path("thong-bao/<int:notice_id>/", notices.open_notice, name="open"),
    path("lich-ca-nhan/<int:person_id>-<slug:token>.ics", preferences.feed, name="feed"),
    path("truong/<str:code>/cong-ket-noi/", hooks.school_hook, name="hook"),
    path("truong/<str:code>/cong-ket-noi/lam", hooks.school_hook_act, name="hook-act"),
    path("co-quan/<str:code>/cong-ket-noi/", hooks.office_hook, name="office-hook"),
    path("co-quan/<str:code>/cong-ket-noi/lam", hooks.office_hook_act, name="office-hook-act"),
]
