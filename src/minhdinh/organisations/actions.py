"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

ORGANISATION_ADDED = register("organisation.added", _("Thêm đơn vị {name} ({organisation})"))
ORGANISATION_CHANGED = register("organisation.changed", _("Sửa hồ sơ đơn vị {name}"))
SITES_CHANGED = register("organisation.sites_changed", _("Ghi {count} điểm trường"))
PARENT_CHANGED = register("organisation.parent_changed", _("Chuyển {name} về {parent} từ {day}"))
ORGANISATION_CLOSED = register("organisation.closed", _("{name} kết thúc hoạt động từ {day}"))
ORGANISATION_RENAMED = register("organisation.renamed", _("Đổi tên {former} thành {name} từ {day}"))
ORGANISATIONS_MERGED = register(
    "organisation.merged", _("Sáp nhập {predecessors} thành {successors} từ {day}")
)
ORGANISATION_SPLIT = register(
    "organisation.split", _("Chia, tách {predecessors} thành {successors} từ {day}")
)
ROLE_HANDED_OVER = register(
    "account.role_handed_over", _("Chuyển vai trò {role} của {name} từ {former} sang {successor}")
)
DELEGATED = register("organisation.delegated", _("{acting} làm thay {office} từ {day}"))
DELEGATION_ENDED = register("organisation.delegation_ended", _("{acting} thôi làm thay {office} từ {day}"))
KIND_ADDED = register("organisation.kind_added", _("Thêm loại đơn vị {name}"))
YEAR_OPENED = register("organisation.year_opened", _("Mở năm học {year}"))
ACCOUNT_ISSUED = register("account.issued", _("Cấp tài khoản {username} cho {name}"))
ROLE_GRANTED = register("account.role_granted", _("Giao vai trò {role} cho {name}"))
ROLE_ENDED = register("account.role_ended", _("Thôi vai trò {role} của {name}"))
PERSON_LEFT = register("account.left", _("{name} thôi làm việc ở đơn vị"))
PASSWORD_SET = register("account.password_set", _("Đặt lại mật khẩu cho {name}"))
PEOPLE_IMPORTED = register("account.imported", _("Nhập {count} tài khoản từ tệp {file}"))
PASSWORDS_HANDED_OUT = register(
    "account.passwords_handed_out", _("Lấy {count} mật khẩu đầu tiên của tệp {file}")
)
ORGANISATIONS_IMPORTED = register("organisation.imported", _("Nhập {count} đơn vị từ tệp {file}"))
FACT_RECORDED = register("fact.recorded", _("Ghi nhận {fact} năm học {year}: {values}"))
FACT_CHANGED = register("fact.changed", _("Sửa {fact} năm học {year}: {values}"))
FACT_REMOVED = register("fact.removed", _("Bỏ {fact} năm học {year}: {values}"))
