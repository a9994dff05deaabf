"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

OPENED = register("assessment.opened", _("Mở tự đánh giá năm học {year} theo {set}"))
COUNCIL_SAVED = register("assessment.council_saved", _("Ghi hội đồng tự đánh giá: {count} thành viên"))
COUNCIL_OVERRULED = register("assessment.council_overruled", _("Giữ hội đồng khác quy định, lý do: {reason}"))
ASSIGNED = register("assessment.assigned", _("Phân công {count} lượt phụ trách tiêu chí"))
PLAN_SAVED = register("assessment.plan_saved", _("Ghi kế hoạch tự đánh giá: {count} bước"))
PASSAGE_RESTORED = register("assessment.passage_restored", _("Khôi phục bản {version} của đoạn {slot}"))
ANSWERED = register("assessment.answered", _("Yêu cầu {requirement}: {value}"))
LEVEL_PRESSED = register("assessment.level_pressed", _("Tiêu chí {criterion}: {level}"))
LEVEL_WITHDRAWN = register("assessment.level_withdrawn", _("Tiêu chí {criterion} trở về chưa xét: {reason}"))
LEVEL_4_ANSWERED = register("assessment.level_4_answered", _("Yêu cầu Mức 4 {requirement}: {value}"))
SUBMITTED = register("assessment.submitted", _("Trình duyệt báo cáo lần {revision}"))
MEETING_RECORDED = register(
    "assessment.meeting_recorded", _("Ghi cuộc họp hội đồng ngày {day}: có mặt {present}, vắng {absent}")
)
MEETING_OVERRULED = register(
    "assessment.meeting_overruled", _("Giữ cuộc họp ngày {day} khác quy định. {warning} Lý do: {reason}")
)
APPROVED = register("assessment.approved", _("Hội đồng duyệt báo cáo lần {revision}"))
RETURNED = register("assessment.returned", _("Trả lại báo cáo lần {revision}: {reason}"))
SEALED = register("assessment.sealed", _("Xác nhận và niêm phong báo cáo lần {revision} ({hash})"))
REOPENED = register("assessment.reopened", _("Mở lại báo cáo thành lần {revision}: {reason}"))
SIGNED_COPY_ADDED = register(
    "assessment.signed_copy_added", _("Gắn bản ký {file} vào báo cáo lần {revision}")
)
SHEET_MOVED = register("assessment.sheet_moved", _("Phiếu tiêu chí {criterion}: {state}. {reason}"))
