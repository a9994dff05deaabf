"""Addresses of conclusions, drafts, responses and results."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals.views import (
    conclude,
    conclude_opinions,
    conclude_parts,
    conclude_replies,
    conclude_result,
    response,
    response_result,
)

ROOM = "truong/<str:code>/danh-gia/<int:case_id>/ket-luan/"
SCHOOL = "truong/<str:code>/dang-ky/<int:case_id>/"
DRAFT = f"{SCHOOL}du-thao/"
OFFICE = "co-quan/<str:code>/dang-ky/<int:case_id>/"
urlpatterns = [
    path(ROOM, conclude.page, name="conclude"),
    path(f"{ROOM}luu/", conclude.save, name="conclude-save"),
    path(f"{ROOM}ket-qua/", conclude_result.confirm, name="conclude-result"),
    path(f"{ROOM}han-phan-hoi/", conclude_result.day, name="conclude-day"),
    path(f"{ROOM}gui-du-thao/", conclude_result.send_draft, name="conclude-send"),
    path(f"{ROOM}hoan-thien/", conclude_result.finalise, name="conclude-finalise"),
    path(f"{ROOM}qua-han/", conclude_result.lapse, name="conclude-lapse"),
    path(f"{ROOM}phan-chung/", conclude_parts.page, name="conclude-parts"),
    path(f"{ROOM}phan-chung/luu/", conclude_parts.save, name="conclude-part-save"),
    path(f"{ROOM}phieu-y-kien/", conclude_opinions.page, name="conclude-opinions"),
    path(f"{ROOM}phieu-y-kien/luu/", conclude_opinions.save, name="conclude-opinion-save"),
    path(f"{ROOM}phieu-y-kien/gui/", conclude_opinions.send, name="conclude-opinion-send"),
    path(f"{ROOM}phieu-y-kien/vang/", conclude_opinions.absent, name="conclude-absent"),
    path(f"{ROOM}phan-hoi/", conclude_replies.page, name="conclude-replies"),
    path(f"{ROOM}phan-hoi/<int:objection_id>/", conclude_replies.reply, name="conclude-reply"),
    path(DRAFT, response.page, name="response-draft"),
    path(f"{DRAFT}y-kien/", response.add, name="response-object"),
    path(f"{DRAFT}y-kien/<int:objection_id>/", response.change, name="response-change"),
    path(f"{DRAFT}y-kien/<int:objection_id>/bo/", response.remove, name="response-remove"),
    path(f"{DRAFT}gui/", response.send, name="response-send"),
    path(f"{SCHOOL}bao-cao-hoan-thien/", response_result.school, name="response-result"),
    path(f"{OFFICE}bao-cao/", response_result.office, name="response-office"),
]
