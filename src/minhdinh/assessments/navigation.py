"""The entries of this room in a school's menu, in the regulation's order."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

VIEW = P.SHEET_VIEW
ENTRIES: tuple[NavEntry, ...] = (
    NavEntry("work", 10, _("Tổng quan"), "home", "assessments:overview", VIEW),
    NavEntry("prepare", 20, _("Hội đồng"), "users-group", "assessments:council", VIEW),
    NavEntry("prepare", 30, _("Nhóm & phân công"), "list-check", "assessments:assignments", VIEW),
    NavEntry("prepare", 40, _("Kế hoạch"), "calendar", "assessments:plan", VIEW),
    NavEntry("assess", 50, _("Số liệu"), "table", "assessments:tables", VIEW),
    NavEntry("assess", 70, _("Đánh giá tiêu chí"), "clipboard-check", "assessments:sheet-first", VIEW),
    NavEntry("assess", 72, _("Duyệt phiếu"), "checks", "assessments:review", VIEW),
    NavEntry("report", 75, _("Kết quả, thử nếu"), "adjustments", "assessments:result", VIEW),
    # the mirror of the whole report is the school's own
    NavEntry("report", 77, _("Độ phủ báo cáo"), "scale", "assessments:coverage", VIEW, own_only=True),
    NavEntry("report", 80, _("Nhận xét tiêu chuẩn"), "message", "assessments:remarks", VIEW),
    NavEntry("report", 90, _("Báo cáo"), "report", "assessments:report", VIEW),
    NavEntry("report", 95, _("Văn bản viện dẫn"), "book", "assessments:legal-check", VIEW),
    NavEntry("prepare", 97, _("Kế thừa, so sánh"), "history", "assessments:carrying", VIEW),
    NavEntry("report", 110, _("Trình duyệt"), "rubber-stamp", "assessments:approval", VIEW),
    NavEntry(
        "unit", 30, _("Mở năm học"), "calendar-event", "assessments:open", P.YEAR_OPEN, needs_year=False
    ),
)
