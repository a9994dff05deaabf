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
CAMPAIGN_EDITED = register("campaign.edited", _("Sửa {what} của đợt “{name}”; lý do: {reason}"))
CAMPAIGN_CLOSED = register("campaign.closed", _("Kết thúc đợt công tác “{name}”; lý do: {reason}"))
CAMPAIGN_LETTER = register("campaign.letter", _("Đính công văn {file} vào đợt “{name}”"))
REPORT_STARTED = register("report.started", _("Bắt đầu lập {kind}, năm học {year}"))
REPORT_WRITTEN = register("report.written", _("Sửa {kind}, năm học {year}"))
REPORT_DRAFTED = register("report.drafted", _("Soạn lại kết quả của {kind}, năm học {year} từ số liệu"))
REPORT_ISSUED = register("report.issued", _("Ban hành {kind} số {number}, năm học {year}"))
REPORT_DISCARDED = register("report.discarded", _("Bỏ bản thảo {kind}, năm học {year}"))
FIGURES_ASKED = register("figures.asked", _("Yêu cầu {count} cơ quan báo cáo số liệu “{title}”, hạn {due}"))
FIGURES_ANSWERED = register("figures.answered", _("Gửi số liệu “{title}” cho {office}"))
SESSION_WRITTEN = register("training.session", _("Ghi buổi “{topic}” ngày {day}"))
SESSION_REMOVED = register("training.session_removed", _("Bỏ buổi “{topic}” ngày {day}"))
TRAINED_RECORDED = register("training.recorded", _("Ghi {count} người vào sổ tập huấn “{course}”"))
TRAINED_REMOVED = register("training.removed", _("Bỏ {name} khỏi sổ tập huấn “{course}”"))
COMMITTEE_SET = register("committee.set", _("Lập {name} theo quyết định số {number}"))
COMMITTEE_MEMBER_ADDED = register("committee.member_added", _("Đưa {name} vào ban điều hành ({post})"))
COMMITTEE_MEMBER_REMOVED = register("committee.member_removed", _("Đưa {name} ra khỏi ban điều hành"))
CONTACT_ADDED = register("contact.added", _("Thêm đầu mối hỗ trợ {name}"))
CONTACT_REMOVED = register("contact.removed", _("Bỏ đầu mối hỗ trợ {name}"))
PARTICIPATION_RECORDED = register(
    "participation.recorded",
    _("Ghi tình trạng tham gia của {school}: {basis} {number}, từ {start} đến {end}"),
)
PARTICIPATION_REMOVED = register("participation.removed", _("Bỏ một dòng tham gia của {school} từ {start}"))
