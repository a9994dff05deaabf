"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

PLAN_OPENED = register("improvement.plan_opened", _("Lập kế hoạch cải tiến chất lượng năm học {year}"))
PLAN_SAVED = register("improvement.plan_saved", _("Sửa phần chung của kế hoạch cải tiến năm học {year}"))
PLAN_APPROVED = register(
    "improvement.plan_approved", _("Duyệt kế hoạch cải tiến năm học {year}, số {number} ngày {day}")
)
PLAN_ADJUSTED = register(
    "improvement.plan_adjusted", _("Mở lại kế hoạch cải tiến năm học {year} để điều chỉnh: {reason}")
)
PLAN_PUBLISHED = register(
    "improvement.plan_published", _("Công khai kế hoạch cải tiến năm học {year} tại {place}, ngày {day}")
)
PUBLICATION_REMOVED = register("improvement.publication_removed", _("Bỏ ghi nhận công khai tại {place}"))
ISSUES_TAKEN = register("improvement.issues_taken", _("Đưa {count} vấn đề vào kế hoạch cải tiến"))
ISSUE_SAVED = register("improvement.issue_saved", _("Sửa vấn đề trọng tâm “{limit}”"))
ISSUE_LEFT_OPEN = register("improvement.issue_left_open", _("Để ngỏ vấn đề “{limit}”: {reason}"))
ISSUE_REMOVED = register("improvement.issue_removed", _("Rút vấn đề “{limit}” khỏi kế hoạch cải tiến"))
ACTION_ADDED = register("improvement.action_added", _("Thêm việc cải tiến “{content}”"))
ACTION_SAVED = register("improvement.action_saved", _("Sửa việc cải tiến “{content}”: {fields}"))
ACTION_REMOVED = register("improvement.action_removed", _("Bỏ việc cải tiến “{content}”"))
ACTION_PROGRESS = register("improvement.action_progress", _("Ghi tiến độ “{content}”: {state}"))
ACTIONS_CARRIED = register(
    "improvement.actions_carried", _("Chuyển {count} việc cải tiến chưa xong từ năm học {year}")
)
OUTSIDE_ASKED = register("improvement.outside_asked", _("Trình {office} phê duyệt “{content}”"))
OUTSIDE_ANSWERED = register("improvement.outside_answered", _("{office} trả lời “{content}”: {answer}"))
MONITORED = register("improvement.monitored", _("Ghi kết quả giám sát {moment} năm học {year}"))
