"""Addresses of the offices' pages, one module a page family."""

from django.urls import URLPattern

from minhdinh.oversight.urls import statistics

app_name = "oversight"
urlpatterns: list[URLPattern] = []
urlpatterns += statistics.urlpatterns
