"""Audit actions of moves, merges and new codes."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

MOVED = register(
    "evidence.moved", _("Chuyển minh chứng {old} sang tiêu chí {criterion}, mã mới {item}. Lý do: {reason}")
)
MERGED = register("evidence.merged", _("Gộp minh chứng {gone} vào {item}. Lý do: {reason}"))
MERGE_UNDONE = register("evidence.merge_undone", _("Tách lại {gone} khỏi {item} (hoàn tác việc gộp)"))
RECODED = register("evidence.recoded", _("Đổi mã {count} minh chứng: {what}. Lý do: {reason}"))
ONE_RECODED = register("evidence.one_recoded", _("Đổi mã minh chứng {old} thành {item}"))
