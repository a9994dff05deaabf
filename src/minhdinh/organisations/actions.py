"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

ORGANISATION_ADDED = register("organisation.added", _("Thêm đơn vị {name} ({organisation})"))
ORGANISATION_CHANGED = register("organisation.changed", _("Sửa hồ sơ đơn vị {name}"))
SITES_CHANGED = register("organisation.sites_changed", _("Ghi {count} điểm trường"))
PARENT_CHANGED = register("organisation.parent_changed", _("Chuyển {name} về {parent} từ {day}"))
ORGANISATION_CLOSED = register("organisation.closed", _("{name} kết thúc hoạt động từ {day}"))
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
