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
SCHOOLS_REMINDED = register("reminder.sent", _("Nhắc nhở {count} trường, năm học {year}"))
NOTE_WRITTEN = register("office_note.written", _("Ghi chú về {school}, năm học {year}"))
NOTE_REMOVED = register("office_note.removed", _("Bỏ một ghi chú về {school}, năm học {year}"))
CAMPAIGN_OPENED = register("campaign.opened", _("Mở đợt công tác “{name}”, năm học {year}"))
CAMPAIGN_EXTENDED = register(
    "campaign.extended", _("Gia hạn “{step}” của đợt “{name}”: {before} → {after}; lý do: {reason}")
)
CAMPAIGN_CLOSED = register("campaign.closed", _("Kết thúc đợt công tác “{name}”; lý do: {reason}"))
CAMPAIGN_LETTER = register("campaign.letter", _("Đính công văn {file} vào đợt “{name}”"))
