"""Addresses of steering committees and contacts."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhdinh.oversight.views import committee as views

OFFICE = "co-quan/<str:code>/ban-dieu-hanh/"

urlpatterns: list[URLPattern] = [
    path(OFFICE, views.committee_page, name="committee"),
    path(f"{OFFICE}lap", views.new_committee, name="committee-new"),
    path(f"{OFFICE}thanh-vien", views.new_member, name="committee-member"),
    path(f"{OFFICE}thanh-vien/<int:member_id>/bo", views.drop_member, name="committee-member-remove"),
    path(f"{OFFICE}dau-moi", views.new_contact, name="committee-contact"),
    path(f"{OFFICE}dau-moi/<int:contact_id>/bo", views.drop_contact, name="committee-contact-remove"),
    path("lien-he/", views.contacts, name="contacts"),
]
