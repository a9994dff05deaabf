"""Addresses of the offices' pages, one module a page family."""

from django.urls import URLPattern

from minhdinh.oversight.urls import board, campaigns, history, reports, schedule, statistics

app_name = "oversight"
urlpatterns: list[URLPattern] = []
urlpatterns += board.urlpatterns
urlpatterns += campaigns.urlpatterns
urlpatterns += history.urlpatterns
urlpatterns += schedule.urlpatterns
urlpatterns += statistics.urlpatterns
urlpatterns += reports.urlpatterns
