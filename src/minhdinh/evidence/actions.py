"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

ITEM_CREATED = register("evidence.created", _("Thêm minh chứng {item}: {name}"))
ITEM_FILED = register("evidence.filed", _("Xếp minh chứng vào tiêu chí {criterion}, mã {item}"))
ITEM_CHANGED = register("evidence.changed", _("Sửa minh chứng {item}"))
ITEM_REMOVED = register("evidence.removed", _("Bỏ minh chứng {item}"))
ITEM_RESTORED = register("evidence.restored", _("Khôi phục minh chứng {item}"))
FILE_ADDED = register("evidence.file_added", _("Thêm tệp {file} vào {item}"))
FILE_REMOVED = register("evidence.file_removed", _("Gỡ tệp {file} khỏi {item}"))
FILE_OPENED_FROM_OUTSIDE = register("evidence.file_opened", _("Người ngoài trường mở tệp {file} của {item}"))
VERIFIED = register("evidence.verified", _("Xác minh minh chứng {item}"))
REJECTED = register("evidence.rejected", _("Từ chối minh chứng {item}: {reason}"))
LINKED = register("evidence.linked", _("Gắn {item} với tiêu chí {criterion}"))
UNLINKED = register("evidence.unlinked", _("Gỡ {item} khỏi tiêu chí {criterion}"))
ITEM_REPLACED = register("evidence.replaced", _("Dùng {other} thay cho {item} vì trùng tệp"))
LIST_IMPORTED = register(
    "evidence.list_imported", _("Nhập danh mục {file}: {count} minh chứng mới, {linked} dòng dùng thêm")
)
PACK_MADE = register("evidence.pack_made", _("Làm gói minh chứng: {title} ({count} minh chứng)"))
PACK_TAKEN = register("evidence.pack_taken", _("Tải gói minh chứng: {title} ({count} minh chứng)"))
