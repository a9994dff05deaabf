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


class ReportKind(models.TextChoices):
    """Which report of the year it is."""

    FIRST = "first", _("Báo cáo học kỳ I")
    SECOND = "second", _("Báo cáo học kỳ II")
    YEAR = "year", _("Báo cáo cả năm")
    QUICK = "quick", _("Báo cáo nhanh")


class ReportState(models.TextChoices):
    """The life of a report."""

    DRAFT = "draft", _("Đang soạn")
    ISSUED = "issued", _("Đã ban hành")


class SessionKind(models.TextChoices):
    """What people were called together for (P13)."""

    TRAINING = "training", _("Tập huấn")
    VISIT = "visit", _("Tham quan, học tập kinh nghiệm")
    REVIEW = "review", _("Hội nghị sơ kết, tổng kết")
    SEMINAR = "seminar", _("Hội thảo")


class Post(models.TextChoices):
    """A place in a steering committee, the weightiest first."""

    HEAD = "head", _("Trưởng ban")
    DEPUTY = "deputy", _("Phó trưởng ban")
    STANDING = "standing", _("Ủy viên thường trực")
    SPECIALIST = "specialist", _("Chuyên viên phụ trách")
    MEMBER = "member", _("Ủy viên")


class ParticipationBasis(models.TextChoices):
    """How a school takes part (S10)."""

    DIRECTIVE = "directive", _("Theo văn bản chỉ đạo")
    CONTRACT = "contract", _("Theo hợp đồng")


class Standing(models.TextChoices):
    """Where a private school's taking part stands on a day."""

    MISSING = "missing", _("Chưa có")
    EXPIRED = "expired", _("Đã hết hạn")
    EXPIRING = "expiring", _("Sắp hết hạn")
    HOLDING = "holding", _("Đang có hiệu lực")
