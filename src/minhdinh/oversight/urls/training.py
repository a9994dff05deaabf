"""Addresses of training sessions and of the register of people trained."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
