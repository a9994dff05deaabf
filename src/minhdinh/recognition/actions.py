"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

REVOKED = register("fact.decision_revoked", _("Ghi thu hồi quyết định {number} từ ngày {day}: {reason}"))
RECORDED = register("recognition.recorded", _("Ghi quyết định công nhận {number}: {values}"))
CORRECTED = register("recognition.corrected", _("Sửa quyết định công nhận {number}: {values}"))
SCANNED = register("recognition.scanned", _("Đính bản quét {file} vào quyết định {number}"))
RESTORED = register(
    "recognition.restored", _("Hủy việc thu hồi quyết định {number} (thu hồi từ {day}): {reason}")
)
REMEDY_ASKED = register(
    "recognition.remedy_asked", _("Yêu cầu khắc phục trước ngày {due} theo quyết định {number}: {reason}")
)
REMEDY_ENDED = register(
    "recognition.remedy_ended", _("Kết thúc thời hạn khắc phục của quyết định {number}: {outcome}. {note}")
)
CLOCK_TOLD = register(
    "recognition.clock_told",
    _("Báo trường và cơ quan: quyết định {number} hết hạn ngày {day}, còn {months} tháng"),
)
