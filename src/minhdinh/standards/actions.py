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
LEGAL_SAVED = register("legal.saved", _("Ghi văn bản {number} vào thư viện"))
LEGAL_REMOVED = register("legal.removed", _("Bỏ văn bản {number} khỏi thư viện"))
LEGAL_RELATED = register("legal.related", _("Văn bản {number}: {relation} {other}"))
LEGAL_UNRELATED = register("legal.unrelated", _("Bỏ quan hệ của văn bản {number}: {relation} {other}"))
OWN_SAVED = register(
    "suggestions.own_saved", _("Ghi mệnh đề riêng của yêu cầu {requirement}, phiên bản {version}: {text}")
)
OWN_RETIRED = register(
    "suggestions.own_retired", _("Ngừng dùng mệnh đề riêng của yêu cầu {requirement}: {text}")
)
OWN_RESTORED = register(
    "suggestions.own_restored", _("Dùng lại mệnh đề riêng của yêu cầu {requirement}: {text}")
)
