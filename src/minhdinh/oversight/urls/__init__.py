"""Addresses of the offices' pages, one module a page family."""

from django.urls import URLPattern

from minhdinh.oversight.urls import (
    board,
    campaigns,
    committee,
    history,
    participation,
    reports,
    schedule,
    statistics,
    training,
)

app_name = "oversight"
urlpatterns: list[URLPattern] = []
urlpatterns += board.urlpatterns
urlpatterns += campaigns.urlpatterns
urlpatterns += committee.urlpatterns
urlpatterns += history.urlpatterns
urlpatterns += participation.urlpatterns
urlpatterns += reports.urlpatterns
urlpatterns += schedule.urlpatterns
urlpatterns += statistics.urlpatterns
urlpatterns += training.urlpatterns
