"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

CROSSCHECK_PAIRED = register(
    "crosscheck.paired",
    _("Phân công {reviewer} kiểm tra chéo {school} năm học {year}, từ {starts} đến {ends}"),
)
CROSSCHECK_DAYS = register(
    "crosscheck.days", _("Đổi thời gian kiểm tra chéo {school}: từ {starts} đến {ends}")
)
CROSSCHECK_PERSON_NAMED = register("crosscheck.person_named", _("Cử {name} kiểm tra chéo {school}"))
CROSSCHECK_PERSON_DROPPED = register("crosscheck.person_dropped", _("Thôi cử {name} kiểm tra chéo {school}"))
CROSSCHECK_OPENED = register("crosscheck.report_opened", _("{name} mở báo cáo để kiểm tra chéo"))
CROSSCHECK_FILE = register("crosscheck.file_opened", _("{name} mở tệp minh chứng “{file}” khi kiểm tra chéo"))
CROSSCHECK_SENT = register("crosscheck.sent", _("{name} gửi {count} góp ý kiểm tra chéo"))
CROSSCHECK_ANSWERED = register(
    "crosscheck.answered", _("Trả lời góp ý kiểm tra chéo của tiêu chí {criterion}")
)
CROSSCHECK_CLOSED = register("crosscheck.closed", _("Kết thúc kiểm tra chéo {school}"))
CROSSCHECK_REMOVED = register("crosscheck.removed", _("Bỏ phân công {reviewer} kiểm tra chéo {school}"))
