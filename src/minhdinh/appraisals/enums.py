from django.db import models
from django.utils.translation import gettext_lazy as _


class Wish(models.TextChoices):
    """What a school registers for."""

    ACCREDITATION = "accreditation", _("Kiểm định chất lượng giáo dục")
    NATIONAL_STANDARD = "national_standard", _("Trường đạt chuẩn quốc gia")
    BOTH = "both", _("Kiểm định chất lượng và chuẩn quốc gia")


class CrossCheckState(models.TextChoices):
    """The life of a cross-check."""

    OPEN = "open", _("Đang kiểm tra")
    SENT = "sent", _("Đã gửi góp ý")
    CLOSED = "closed", _("Đã kết thúc")
