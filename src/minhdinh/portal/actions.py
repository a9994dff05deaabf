"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

FEEDBACK_SENT = register("portal.feedback_sent", _("Nhận góp ý của người dân: {topic}"))
FEEDBACK_ANSWERED = register("portal.feedback_answered", _("Trả lời góp ý của người dân: {topic}"))
FEEDBACK_CLOSED = register("portal.feedback_closed", _("Đóng góp ý, không trả lời: {reason}"))
FEEDBACK_SHOWN = register("portal.feedback_shown", _("Cho hiện công khai góp ý và trả lời: {topic}"))
FEEDBACK_HIDDEN = register("portal.feedback_hidden", _("Thôi hiện công khai góp ý: {topic}"))
