"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

HOOK_SAVED = register("notifications.hook_saved", _("Đặt cổng kết nối gửi thông báo tới {host}"))
HOOK_RENEWED = register("notifications.hook_renewed", _("Đổi khóa ký của cổng kết nối {host}"))
HOOK_REMOVED = register("notifications.hook_removed", _("Bỏ cổng kết nối {host}"))
