"""Words of the offices' pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.IntegerChoices):
    """How far a school is in the year's process; a later stage has a higher number."""

    NOT_OPENED = 0, _("Chưa mở năm học")
    OPENED = 1, _("Đã mở, chưa lập hội đồng")
    COUNCIL = 2, _("Đã lập hội đồng")
    WRITING = 3, _("Đang đánh giá tiêu chí")
    DECIDED = 4, _("Đã đánh giá đủ tiêu chí")
    SUBMITTED = 5, _("Đã trình duyệt")
    APPROVED = 6, _("Hội đồng đã duyệt")
    COMPLETED = 7, _("Đã hoàn thành báo cáo")
    REGISTERED = 8, _("Đã đăng ký đánh giá ngoài")
    EVALUATED = 9, _("Đã được đánh giá ngoài")


class StepKind(models.TextChoices):
    """What a step of a campaign asks of a school by its day; the last one asks nothing that can be counted."""

    DATA = "data", _("Nhập dữ liệu lên phần mềm")
    SELF_ASSESSMENT = "self_assessment", _("Hoàn thành báo cáo tự đánh giá")
    REGISTRATION = "registration", _("Đăng ký đánh giá ngoài")
    EXTERNAL = "external", _("Được đánh giá ngoài")
    OTHER = "other", _("Việc khác")
