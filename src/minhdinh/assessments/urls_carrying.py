"""Addresses of what goes from one year to the next."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minhdinh.assessments.views import carrying, carrying_word, comparison, crosswalk, opening

year_urls = [
    path("ke-thua/", carrying.carrying, name="carrying"),
    path("ke-thua/xac-nhan", carrying.carrying_confirm, name="carrying-confirm"),
    path("ke-thua/tu/<int:source_id>/", carrying.carrying_from, name="carrying-from"),
    path("ke-thua/doi-chieu-bo/<int:source_id>/", crosswalk.crosswalk_choices, name="crosswalk"),
    path("ke-thua/word/", carrying_word.word, name="carrying-word"),
    path("ke-thua/word/<int:report_id>/", carrying_word.word_report, name="carrying-word-report"),
    path("so-sanh/", comparison.comparison, name="comparison"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("truong/<str:code>/mo-nam-hoc/", opening.open_year, name="open"),
    path("truong/<str:code>/<str:year>/", include(year_urls)),
]
