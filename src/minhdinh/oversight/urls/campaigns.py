"""Campaigns of an office."""

from django.urls import path

from minhdinh.oversight.views import campaign_editing, campaigns

YEAR = "co-quan/<str:code>/<str:year>"
ONE = f"{YEAR}/dot-cong-tac/<int:campaign_id>"
urlpatterns = [
    path(f"{YEAR}/dot-cong-tac/", campaigns.campaign_list, name="campaigns"),
    path(f"{YEAR}/dot-cong-tac/moi/", campaigns.campaign_new, name="campaign-new"),
    path(f"{ONE}/", campaigns.campaign_page, name="campaign"),
    path(f"{ONE}/sua/", campaign_editing.campaign_edit, name="campaign-edit"),
    path(f"{ONE}/gia-han/", campaigns.campaign_extend, name="campaign-extend"),
    path(f"{ONE}/cong-van/", campaigns.letter_attach, name="campaign-letter"),
    path(f"{ONE}/cong-van/tai/", campaigns.letter_download, name="campaign-letter-file"),
    path(f"{ONE}/ket-thuc/", campaigns.campaign_close, name="campaign-close"),
    path(
        "truong/<str:code>/<str:year>/cong-van/<int:campaign_id>/",
        campaigns.letter_for_school,
        name="school-letter",
    ),
]
