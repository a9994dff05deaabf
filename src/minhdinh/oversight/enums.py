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
