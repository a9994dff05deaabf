"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

from minhdinh.assessments.urls_carrying import urlpatterns as carrying_urls
from minhdinh.assessments.urls_setup import urlpatterns as setup_urls
from minhdinh.assessments.urls_tables import urlpatterns as tables_urls
from minhdinh.assessments.urls_work import urlpatterns as work_urls
from minhdinh.assessments.views import (
    approval,
    comments,
    coverage,
    final_level,
    legal_check,
    overview,
    passages,
    remark_drafts,
    review,
    sheet,
    suggestions,
)

app_name = "assessments"
SUGGEST = "tieu-chi/<slug:track>/<str:criterion>/goi-y/<str:requirement>"
year_urls = [
    path("", overview.overview, name="overview"),
    path("ket-qua/", overview.result, name="result"),
    path("muc-4/", final_level.final_level, name="final-level"),
    path("muc-4/ghi", final_level.final_level_answer, name="final-level-answer"),
    path("van-ban-vien-dan/", legal_check.legal_check, name="legal-check"),
    path("do-phu/", coverage.coverage, name="coverage"),
    path("nhan-xet/nhap", remark_drafts.put, name="remark-draft"),
    path("tim/", overview.search, name="search"),
    path("tieu-chi/", sheet.criteria, name="sheet-first"),
    path("tieu-chi/<slug:track>/<str:criterion>/", sheet.sheet, name="sheet"),
    path("tieu-chi/<slug:track>/<str:criterion>/tra-loi", sheet.sheet_answer, name="sheet-answer"),
    path("tieu-chi/<slug:track>/<str:criterion>/muc", sheet.sheet_level, name="sheet-level"),
    path("tieu-chi/<slug:track>/<str:criterion>/chuyen", sheet.sheet_move, name="sheet-move"),
    path("tieu-chi/<slug:track>/<str:criterion>/doi-chieu", sheet.sheet_mirror, name="sheet-mirror"),
    path(f"{SUGGEST}/", suggestions.panel, name="suggest"),
    path(f"{SUGGEST}/ghi", suggestions.act, name="suggest-act"),
    path(f"{SUGGEST}/xem-truoc", suggestions.preview, name="suggest-preview"),
    path(f"{SUGGEST}/dau", suggestions.mark, name="suggest-mark"),
    path("tieu-chi/<slug:track>/<str:criterion>/gop-y", comments.comments, name="comments"),
    path("tieu-chi/<slug:track>/<str:criterion>/co-mat", comments.presence, name="presence"),
    path("tieu-chi/<slug:track>/<str:criterion>/lich-su/", comments.sheet_history, name="sheet-history"),
    path("gop-y/<int:comment_id>/", comments.comment_move, name="comment-move"),
    path("duyet-phieu/", review.review, name="review"),
    path("duyet-phieu/buoc", review.review_steps, name="review-steps"),
    path("doan-van/song-song", review.parallel, name="parallel"),
    path("doan-van/luu", passages.passage_save, name="passage-save"),
    path("doan-van/lich-su/", passages.passage_history, name="passage-history"),
    path("doan-van/khoi-phuc", passages.passage_restore, name="passage-restore"),
    path("duyet/", approval.approval, name="approval"),
    path("duyet/trinh", approval.submit_report, name="submit"),
    path("duyet/hop", approval.meeting, name="meeting"),
    path("duyet/duyet", approval.approve_report, name="approve"),
    path("duyet/tra-lai", approval.send_back_report, name="send-back"),
    path("duyet/xac-nhan", approval.confirm, name="confirm"),
    path("duyet/mo-lai", approval.reopen_report, name="reopen"),
    path("duyet/ban-ky/<int:seal_id>/", approval.seal_attach, name="seal-attach"),
    path("duyet/ban-ky/tai/<int:copy_id>/", approval.signed_copy, name="signed-copy"),
]
urlpatterns = [
    *carrying_urls,
    *setup_urls,
    *tables_urls,
    *work_urls,
    path("truong/<str:code>/<str:year>/", include(year_urls)),
]
