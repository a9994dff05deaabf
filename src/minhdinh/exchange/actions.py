"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

SCHOOL_EXPORTED = register("exchange.exported", _("Xuất toàn bộ hồ sơ của {name}, dấu {digest}"))
SCHOOL_IMPORTED = register("exchange.imported", _("Nhập toàn bộ hồ sơ của {name}, dấu {digest}"))
