"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

TOKEN_MADE = register("api.token_made", _("Tạo mã truy cập “{name}” với phạm vi {scopes}"))
TOKEN_REVOKED = register("api.token_revoked", _("Thu hồi mã truy cập “{name}”"))
