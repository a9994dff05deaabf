"""Addresses of the offices' pages, one module a page family."""

from django.urls import URLPattern

app_name = "oversight"
urlpatterns: list[URLPattern] = []
