"""The entries of this room in an office's menu."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

ENTRIES: tuple[NavEntry, ...] = (
    NavEntry("oversee", 5, _("Theo dõi các trường"), "layout-board", "oversight:board", P.SCHOOL_VIEW),
    NavEntry("oversee", 10, _("Đợt công tác"), "flag", "oversight:campaigns", P.SCHOOL_VIEW),
    NavEntry("oversee", 15, _("Nhắc nhở đã gửi"), "send", "oversight:reminders", P.SCHOOL_REMIND),
    NavEntry(
        "oversee", 25, _("Kế hoạch cải tiến"), "target-arrow", "oversight:improvement", P.IMPROVEMENT_VIEW
    ),
    NavEntry("oversee", 30, _("Thống kê"), "chart-bar", "oversight:statistics", P.OFFICE_VIEW),
    NavEntry("oversee", 40, _("Báo cáo định kỳ"), "report", "oversight:reports", P.OFFICE_VIEW),
    NavEntry("oversee", 45, _("Yêu cầu số liệu"), "inbox", "oversight:requests", P.OFFICE_REPORT),
    NavEntry("oversee", 60, _("Lịch đánh giá ngoài"), "calendar-event", "oversight:schedule", P.OFFICE_VIEW),
    NavEntry(
        "oversee",
        70,
        _("Tập huấn"),
        "presentation",
        "oversight:training",
        P.OFFICE_VIEW,
        needs_year=False,
    ),
    NavEntry(
        "office",
        35,
        _("Trường ngoài công lập"),
        "file-certificate",
        "oversight:participation",
        P.OFFICE_VIEW,
        needs_year=False,
    ),
    NavEntry(
        "office",
        30,
        _("Ban điều hành, đầu mối"),
        "users-group",
        "oversight:committee",
        P.OFFICE_VIEW,
        needs_year=False,
    ),
    NavEntry(
        "office",
        40,
        _("Dữ liệu các năm trước"),
        "history",
        "oversight:history",
        P.HISTORY_IMPORT,
        needs_year=False,
    ),
)
