"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

REVOKED = register("fact.decision_revoked", _("Ghi thu hồi quyết định {number} từ ngày {day}: {reason}"))
