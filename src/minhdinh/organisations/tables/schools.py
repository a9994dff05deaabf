"""The table of schools below an office, on the page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.organisations.domain.office import SchoolFilter
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation, SchoolProfile


def columns() -> list[dict[str, Any]]:
    """Return the columns, the same on the page and in the workbook."""
    return [
        {"key": "name", "label": _("Tên trường"), "sortable": True},
        {"key": "code", "label": _("Mã"), "sortable": True},
        {"key": "type", "label": _("Loại trường")},
        {"key": "ownership", "label": _("Loại hình")},
        {"key": "parent", "label": _("Trực thuộc")},
        {"key": "head", "label": _("Hiệu trưởng, giám đốc")},
    ]


def cells_of(school: Organisation, parents: dict[int, str]) -> dict[str, str]:
    """Return what the columns show of a school."""
    profile: SchoolProfile | None = getattr(school, "profile", None)
    return {
        "name": school.name,
        "code": school.code,
        "type": str(profile.get_school_type_display()) if profile else "",
        "ownership": str(profile.get_ownership_display()) if profile else "",
        "parent": parents.get(school.pk, ""),
        "head": profile.head_name if profile else "",
    }


def schools_table(
    office: Organisation,
    page: Page[Organisation],
    parents: dict[int, str],
    communes: list[Organisation],
    wanted: SchoolFilter,
    *,
    opens_profiles: bool,
) -> dict[str, Any]:
    """Return the table of one page of schools; who may not open a school is led to its place in the tree."""
    return {
        "caption": _("Các trường thuộc %(name)s") % {"name": office.name},
        "columns": columns(),
        "rows": [
            {
                "cells": cells_of(school, parents),
                "url": reverse("organisations:profile", args=[school.code])
                if opens_profiles
                else reverse("organisations:office-unit", args=[office.code, school.code]),
            }
            for school in page.rows
        ],
        "sort": wanted.sort,
        "filters": _filters(communes, wanted),
        "filtered": wanted.is_set,
        "export_url": reverse("organisations:office-schools-export", args=[office.code]),
        "page": page,
        "empty": {
            "title": _("Không có trường như vậy") if wanted.is_set else _("Chưa có trường nào"),
            "text": _("Thêm từng trường, hoặc nhập cả danh sách từ tệp Excel."),
            "icon": "school",
        },
    }


def _filters(communes: list[Organisation], wanted: SchoolFilter) -> list[dict[str, Any]]:
    return [
        {"name": "q", "label": _("Tìm"), "kind": "search", "value": wanted.q, "placeholder": _("tên hoặc mã, không cần dấu")},
        _select("school_type", _("Loại trường"), wanted.school_type, SchoolType.choices),
        _select("ownership", _("Loại hình"), wanted.ownership, Ownership.choices),
        _select("commune", _("Đơn vị quản lý"), wanted.commune, [(item.code, item.name) for item in communes]),
    ]  # fmt: skip


def _select(name: str, label: str, value: str, options: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "kind": "select",
        "value": value,
        "options": [("", _("Tất cả")), *options],
    }
