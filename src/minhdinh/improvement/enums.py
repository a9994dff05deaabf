"""Words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """The life of a plan: written, approved by the principal, taken back to be adjusted."""

    DRAFT = "draft", _("Đang soạn")
    APPROVED = "approved", _("Đã duyệt")


class IssueSource(models.TextChoices):
    """Where a focal issue comes from; it never changes."""

    REMARK = "remark", _("Nhận xét chung của tiêu chuẩn")
    ANSWER = "answer", _("Yêu cầu chưa đạt")
    SUGGESTION = "suggestion", _("Điểm chưa có đã chọn trong gợi ý")
    FINDING = "finding", _("Góp ý, kiến nghị của bên ngoài")
    OWN = "own", _("Nhà trường tự nêu")


class IssueState(models.TextChoices):
    """What the school does with an issue: takes it into the plan, or leaves it open with a reason."""

    TAKEN = "taken", _("Đưa vào kế hoạch")
    LEFT_OPEN = "left_open", _("Để ngỏ")


class ActionState(models.TextChoices):
    """How an action goes. Late is no state: it follows from the days."""

    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    DOING = "doing", _("Đang thực hiện")
    BLOCKED = "blocked", _("Gặp vướng mắc")
    DONE = "done", _("Đã hoàn thành")
    NOT_DONE = "not_done", _("Không thực hiện được")


class OutsideState(models.TextChoices):
    """The approval that an action needs from outside the school."""

    NONE = "none", _("Không cần")
    NEEDED = "needed", _("Cần trình, chưa trình")
    ASKED = "asked", _("Đã trình, chờ trả lời")
    GRANTED = "granted", _("Đã được phê duyệt")
    REFUSED = "refused", _("Không được phê duyệt")


class Moment(models.TextChoices):
    """The monitorings of a year, in order."""

    MID_YEAR = "mid_year", _("Cuối học kỳ I")
    YEAR_END = "year_end", _("Cuối năm học")


ENDED = frozenset({ActionState.DONE, ActionState.NOT_DONE})
