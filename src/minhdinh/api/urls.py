"""Pages of this room; the API itself is in ``main``."""

from __future__ import annotations

from django.urls import path

from minhdinh.api.views import tokens

app_name = "tokens"
urlpatterns = [
    path("tai-khoan/ma-truy-cap/", tokens.tokens, name="list"),
    path("tai-khoan/ma-truy-cap/<int:token_id>/thu-hoi", tokens.revoke, name="revoke"),
]
