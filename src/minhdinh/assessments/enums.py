from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The life of a self-assessment's revision."""

    DRAFT = "draft", _("Đang thực hiện")
    SUBMITTED = "submitted", _("Chờ hội đồng duyệt")
    APPROVED = "approved", _("Hội đồng đã duyệt")
    SEALED = "sealed", _("Đã xác nhận và niêm phong")


class SheetState(models.TextChoices):
    """The life of a criterion sheet."""

    EMPTY = "empty", _("Chưa nhập")
    DRAFTING = "drafting", _("Đang nhập")
    WAITING = "waiting", _("Chờ duyệt")
    NEEDS_WORK = "needs_work", _("Cần sửa")
    APPROVED = "approved", _("Đã duyệt")


class AnswerValue(models.TextChoices):
    """The answer to one requirement; no row means chưa xét."""

    MET = "met", _("Đạt")
    UNMET = "unmet", _("Chưa đạt")


class CouncilRole(models.TextChoices):
    """Roles in the self-assessment council (Điều 9 TT57)."""

    CHAIR = "chair", _("Chủ tịch")
    VICE_CHAIR = "vice_chair", _("Phó Chủ tịch")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Ủy viên")


class PassageKind(models.TextChoices):
    """What a passage is."""

    STATEMENT = "statement", _("Mô tả hiện trạng")
    SHEET = "sheet", _("Phần của phiếu đánh giá tiêu chí")
    FINAL = "final", _("Phần của phiếu đánh giá tiêu chí Mức 4")
    REMARK = "remark", _("Nhận xét tiêu chuẩn")
    REPORT = "report", _("Phần của báo cáo")


class StepState(models.TextChoices):
    """How far people say a step of the plan is."""

    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    DOING = "doing", _("Đang làm")
    DONE = "done", _("Xong")


class Certainty(models.TextChoices):
    """How sure a milestone is: what it was taken from."""

    HIGH = "high", _("Đã đối chiếu văn bản")
    MEDIUM = "medium", _("Theo tài liệu hướng dẫn")
    LOW = "low", _("Theo thông lệ, cần đối chiếu")


class ReviewStep(models.TextChoices):
    """Who looks at a sheet between its hand-in and its approval, in this order."""

    GROUP_LEAD = "group_lead", _("Nhóm trưởng")
    SECRETARY = "secretary", _("Thư ký")
    CHAIR = "chair", _("Chủ tịch")


class ChangeKind(models.TextChoices):
    """What happened to a sheet."""

    ANSWER = "answer", _("Câu trả lời")
    LEVEL = "level", _("Mức")
    TEXT = "text", _("Đoạn văn")
    MOVE = "move", _("Bước duyệt")
    FALL = "fall", _("Duyệt hết hiệu lực")
