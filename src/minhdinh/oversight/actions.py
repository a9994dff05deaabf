"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

HISTORY_IMPORTED = register(
    "history.imported",
    _("Nhập dữ liệu các năm trước từ tệp {file}: {new} dòng mới, {changed} dòng sửa, {schools} trường mới"),
)
SCHEDULE_SCHOOLS_ADDED = register(
    "schedule.schools_added", _("Đưa {count} trường vào lịch đánh giá ngoài năm học {year} ({month})")
)
SCHEDULE_MOVED = register(
    "schedule.moved", _("Đổi lịch đánh giá ngoài của {name}: {before} → {after}; lý do: {reason}")
)
SCHEDULE_NOTED = register("schedule.noted", _("Ghi chú lịch đánh giá ngoài của {name}: {note}"))
SCHEDULE_REMOVED = register("schedule.removed", _("Bỏ {name} khỏi lịch đánh giá ngoài năm học {year}"))
SCHEDULE_PUBLISHED = register(
    "schedule.published", _("Công bố lịch đánh giá ngoài năm học {year}, lần {number}: {count} trường")
)
