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
    REMARK = "remark", _("Nhận xét tiêu chuẩn")
    REPORT = "report", _("Phần của báo cáo")
