"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

STEP_LOADED = register("demo.step_loaded", _("Nạp dữ liệu mẫu: {step}"))
HISTORY_RECORDED = register(
    "demo.history_recorded",
    _("{plan} ({issuer}): trường đề xuất được đánh giá ngoài trong tháng {month}, theo bộ {standard_set}"),
)
