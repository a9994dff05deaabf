"""The table of an organisation's people."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from minhdinh.accounts.models import User
from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.organisations.domain.membership import roles_for
from minhdinh.organisations.domain.people import roles_in_words
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.paths import url_in


def people_table(organisation: Organisation, page: Page[User], wanted: dict[str, str]) -> dict[str, Any]:
    """Return the table of one page of people."""
    return {
        "caption": _("Người dùng của %(name)s") % {"name": organisation.name},
        "columns": [
            {"key": "name", "label": _("Họ và tên")},
            {"key": "username", "label": _("Tên đăng nhập")},
            {"key": "roles", "label": _("Vai trò")},
            {"key": "position", "label": _("Chức vụ")},
            {"key": "email", "label": _("Thư điện tử")},
            {"key": "state", "label": _("Tình trạng"), "css": "fit"},
        ],
        "rows": [_row(organisation, user) for user in page.rows],
        "filters": _filters(organisation, wanted),
        "filtered": any(wanted.values()),
        "page": page,
        "empty": {
            "title": _("Không có ai như vậy") if any(wanted.values()) else _("Chưa có ai"),
            "text": _("Cấp tài khoản từng người, hoặc nhập cả danh sách từ tệp Excel."),
            "icon": "users",
        },
    }


def _filters(organisation: Organisation, wanted: dict[str, str]) -> list[dict[str, Any]]:
    roles = [(role.value, role.label) for role in roles_for(organisation)]
    return [
        {"name": "q", "label": _("Tìm"), "kind": "search", "value": wanted["q"], "placeholder": _("tên, không cần dấu")},
        {"name": "role", "label": _("Vai trò"), "kind": "select", "value": wanted["role"], "options": [("", _("Tất cả")), *roles]},
        {
            "name": "state",
            "label": _("Tình trạng"),
            "kind": "select",
            "value": wanted["state"],
            "options": [("", _("Đang làm việc")), ("left", _("Đã thôi"))],
        },
    ]  # fmt: skip


def _row(organisation: Organisation, user: User) -> dict[str, Any]:
    memberships = user.roles_here  # type: ignore[attr-defined]
    positions = dict.fromkeys(row.position for row in memberships if row.position)
    return {
        "url": url_in(organisation, "people-person", user_id=user.pk),
        "cells": {
            "name": user.full_name,
            "username": format_html("<code>{}</code>", user.username),
            "roles": roles_in_words(memberships),
            "position": ", ".join(positions),
            "email": user.email,
            "state": _state(user),
        },
    }


def _state(user: User) -> SafeString:
    if not user.is_active:
        return pill(_("Đã ngừng"), "none")
    if user.must_change_password:
        return pill(_("Chưa đổi mật khẩu đầu"), "wait")
    return pill(_("Đang dùng"), "ok")
