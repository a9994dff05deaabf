"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

ITEM_CREATED = register("evidence.created", _("Thêm minh chứng {item}: {name}"))
ITEM_FILED = register("evidence.filed", _("Xếp minh chứng vào tiêu chí {criterion}, mã {item}"))
ITEM_CHANGED = register("evidence.changed", _("Sửa minh chứng {item}"))
ITEM_REWRITTEN = register("evidence.rewritten", _("Sửa minh chứng {item}: {what}"))
ITEM_REMOVED = register("evidence.removed", _("Bỏ minh chứng {item}"))
ITEM_RESTORED = register("evidence.restored", _("Khôi phục minh chứng {item}"))
FILE_ADDED = register("evidence.file_added", _("Thêm tệp {file} vào {item}"))
FILE_REMOVED = register("evidence.file_removed", _("Gỡ tệp {file} khỏi {item}"))
FILE_REPLACED = register(
    "evidence.file_replaced", _("Thay tệp {file} của {item} bằng {other}; bản trước vẫn giữ")
)
FILE_WITHDRAWN = register("evidence.file_withdrawn", _("Gỡ riêng một bản trước đây {file} của {item}"))
FILE_TAKEN_UP = register("evidence.file_taken_up", _("Bỏ bản {other}, dùng lại bản trước {file} của {item}"))
FILE_DESCRIBED = register("evidence.file_described", _("Ghi ngày, ghi chú cho tệp {file} của {item}"))
FILE_MOVED = register("evidence.file_moved", _("Xếp lại thứ tự tệp {file} của {item}"))
FILE_OPENED_FROM_OUTSIDE = register("evidence.file_opened", _("Người ngoài trường mở tệp {file} của {item}"))
VERIFIED = register("evidence.verified", _("Xác minh minh chứng {item}"))
REJECTED = register("evidence.rejected", _("Từ chối minh chứng {item}: {reason}"))
LINKED = register("evidence.linked", _("Gắn {item} với tiêu chí {criterion}"))
UNLINKED = register("evidence.unlinked", _("Gỡ {item} khỏi tiêu chí {criterion}"))
ITEM_REPLACED = register("evidence.replaced", _("Dùng {other} thay cho {item} vì trùng tệp"))
PROPOSALS_TAKEN = register("evidence.proposals_taken", _("Nhận {count} đề xuất đọc từ tệp {file} cho {item}"))
PROPOSALS_DISMISSED = register(
    "evidence.proposals_dismissed", _("Bỏ qua đề xuất đọc từ tệp {file} cho {item}")
)
PROPOSALS_RECALLED = register(
    "evidence.proposals_recalled", _("Xem lại đề xuất đọc từ tệp {file} cho {item}")
)
LIST_IMPORTED = register(
    "evidence.list_imported", _("Nhập danh mục {file}: {count} minh chứng mới, {linked} dòng dùng thêm")
)
PACK_MADE = register("evidence.pack_made", _("Làm gói minh chứng: {title} ({count} minh chứng)"))
PACK_TAKEN = register("evidence.pack_taken", _("Tải gói minh chứng: {title} ({count} minh chứng)"))
COLLECTING_ASKED = register("evidence.collecting_asked", _("Giao {who} thu thập: {what}"))
COLLECTING_CHANGED = register("evidence.collecting_changed", _("Sửa việc thu thập: {what} ({who})"))
COLLECTING_WITHDRAWN = register("evidence.collecting_withdrawn", _("Rút việc thu thập: {what} ({who})"))
COLLECTING_HAVE = register("evidence.collecting_have", _("Đã có: {what}"))
COLLECTING_LOST = register("evidence.collecting_lost", _("Thất lạc: {what} ({reason})"))
COLLECTING_AGAIN = register("evidence.collecting_again", _("Thu thập lại: {what}"))
COLLECTING_FILES = register(
    "evidence.collecting_files", _("Thêm {count} tệp vào {item} theo việc thu thập: {what}")
)
QUOTA_SET = register("evidence.quota_set", _("Đặt hạn mức kho của {school}: {limit}"))
INFECTED_FOUND = register(
    "evidence.infected_found", _("Bộ quét virus phát hiện {finding} trong tệp đã lưu: {file}")
)
INFECTED_REFUSED = register(
    "evidence.infected_refused", _("Không nhận tệp {file}: bộ quét virus phát hiện {finding}")
)
