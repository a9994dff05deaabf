"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

FEEDBACK_SENT = register("portal.feedback_sent", _("Nhận góp ý của người dân: {topic}"))
FEEDBACK_ANSWERED = register("portal.feedback_answered", _("Trả lời góp ý của người dân: {topic}"))
FEEDBACK_CLOSED = register("portal.feedback_closed", _("Đóng góp ý, không trả lời: {reason}"))
FEEDBACK_SHOWN = register("portal.feedback_shown", _("Cho hiện công khai góp ý và trả lời: {topic}"))
FEEDBACK_HIDDEN = register("portal.feedback_hidden", _("Thôi hiện công khai góp ý: {topic}"))
REPORT_PUBLISHED = register(
    "portal.report_published", _("Công bố báo cáo tự đánh giá năm học {year}, niêm phong lần {revision}")
)
REPORT_WITHDRAWN = register(
    "portal.report_withdrawn", _("Thôi công bố báo cáo tự đánh giá năm học {year}, niêm phong lần {revision}")
)
EVALUATION_PUBLISHED = register(
    "portal.evaluation_published", _("Công bố báo cáo đánh giá ngoài năm học {year} (mã {sha256})")
)
EVALUATION_WITHDRAWN = register(
    "portal.evaluation_withdrawn", _("Thôi công bố báo cáo đánh giá ngoài năm học {year} (mã {sha256})")
)
PAPER_MADE = register("portal.paper_made", _("Lập bản PDF để công bố của báo cáo tự đánh giá năm học {year}"))
