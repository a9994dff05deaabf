"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

PASSWORD_CHANGED = register("account.password_changed", _("{name} tự đổi mật khẩu"))
PROFILE_CHANGED = register("account.profile_changed", _("{name} sửa thông tin tài khoản"))
DEMO_SIGN_IN = register("account.demo_sign_in", _("Vào bản dùng thử bằng tài khoản {name}"))
