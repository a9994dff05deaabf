"""Addresses of the examiner's room: the desk, the sealed report, criterion slips, the preliminary report."""

from __future__ import annotations

from django.urls import path

from minhdinh.appraisals.views import desk, desk_reading, desk_slips

ROOM = "truong/<str:code>/danh-gia/"
DESK = f"{ROOM}<int:case_id>/"
CRITERION = f"{DESK}tieu-chi/<str:track>/<str:criterion>/"
urlpatterns = [
    path(ROOM, desk.mine, name="desk-mine"),
    path(DESK, desk.page, name="desk"),
    path(f"{DESK}buoc/", desk.act, name="desk-act"),
    path(f"{DESK}bao-cao/", desk_reading.report, name="desk-report"),
    path(f"{DESK}tep/<str:sha256>/", desk_reading.file, name="desk-file"),
    path(CRITERION, desk_reading.criterion, name="desk-criterion"),
    path(f"{CRITERION}luu/", desk_slips.save, name="desk-slip-save"),
    path(f"{CRITERION}gui/", desk_slips.send, name="desk-slip-send"),
    path(f"{CRITERION}rut/", desk_slips.back, name="desk-slip-back"),
    path(f"{DESK}phieu/gui/", desk_slips.send_all, name="desk-slips-send"),
    path(f"{DESK}so-bo/", desk_slips.preliminary, name="desk-preliminary"),
    path(f"{DESK}so-bo/luu/", desk_slips.preliminary_save, name="desk-preliminary-save"),
    path(f"{DESK}so-bo/gui/", desk_slips.preliminary_send, name="desk-preliminary-send"),
]
