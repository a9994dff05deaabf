"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

CORRECTED = register("standards.corrected", _("Điều chỉnh “{label}” của {set}: từ “{old}” thành “{new}”"))
CORRECTION_WITHDRAWN = register(
    "standards.correction_withdrawn", _("Bỏ điều chỉnh “{label}” của {set}: {reason}")
)
WORDING_IMPORTED = register(
    "standards.wording_imported",
    _("Nhập nguyên văn của {set} từ tệp {file}: {added} mức mới, {changed} mức thay nội dung"),
)
