"""What the pages of training list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.lib.text import vn_date
from minhdinh.organisations.enums import EducationLevel, SchoolType
from minhdinh.organisations.models import Placement
from minhdinh.oversight.models import TrainedPerson, TrainingSession

TYPES = dict(SchoolType.choices)
LEVELS = dict(EducationLevel.choices)


def levels_of(session: TrainingSession) -> str:
    """Return the levels a session was for, in words."""
    return ", ".join(str(LEVELS.get(one, one)) for one in session.education_levels) or _("Mọi cấp học")


def sessions_table(code: str, page: Page[TrainingSession]) -> dict[str, Any]:
    """Return the table of sessions."""
    return {
        "caption": _("Các buổi tập huấn, hội nghị"),
        "columns": [
            {"key": "topic", "label": _("Chủ đề")},
            {"key": "kind", "label": _("Hình thức")},
            {"key": "levels", "label": _("Cấp học")},
            {"key": "day", "label": _("Ngày")},
            {"key": "place", "label": _("Địa điểm")},
            {"key": "attended", "label": _("Tham dự"), "css": "num"},
        ],
        "rows": [
            {
                "cells": {
                    "topic": one.topic,
                    "kind": one.get_kind_display(),
                    "levels": levels_of(one),
                    "day": vn_date(one.held_on),
                    "place": one.place,
                    "attended": str(getattr(one, "attended", 0)),
                },
                "url": reverse("oversight:training-session", args=[code, one.pk]),
            }
            for one in page.rows
        ],
        "page": page,
        "empty": {"title": _("Chưa ghi buổi nào"), "icon": "presentation"},
    }


def person_cells(one: TrainedPerson) -> dict[str, str]:
    """Return a line of the register."""
    return {
        "name": one.name,
        "position": one.position,
        "where": one.organisation.name,
        "course": one.course,
        "organiser": one.organiser,
        "day": vn_date(one.completed_on),
        "certificate": one.certificate,
    }


def person_columns() -> list[dict[str, str]]:
    """Return the columns of the register."""
    return [
        {"key": "name", "label": _("Họ và tên")},
        {"key": "position", "label": _("Chức vụ")},
        {"key": "where", "label": _("Đơn vị")},
        {"key": "course", "label": _("Khóa tập huấn")},
        {"key": "organiser", "label": _("Đơn vị tổ chức")},
        {"key": "day", "label": _("Ngày hoàn thành")},
        {"key": "certificate", "label": _("Số chứng chỉ")},
    ]


def untrained_table(
    page: Page[Placement], names: Mapping[int, str], school_types: Iterable[tuple[str, Any]], chosen: str
) -> dict[str, Any]:
    """Return the table of schools from which nobody is trained; ``names`` are the units above, by school."""
    return {
        "caption": _("Trường chưa có người được tập huấn"),
        "columns": [
            {"key": "name", "label": _("Tên trường")},
            {"key": "code", "label": _("Mã")},
            {"key": "type", "label": _("Loại trường")},
            {"key": "parent", "label": _("Trực thuộc")},
        ],
        "rows": [
            {
                "cells": {
                    "name": row.school.name,
                    "code": row.school.code,
                    "type": str(TYPES.get(row.school_type, "")),
                    "parent": names.get(row.school_id, ""),
                }
            }
            for row in page.rows
        ],
        "filters": [
            {
                "name": "school_type",
                "label": _("Loại trường"),
                "kind": "select",
                "value": chosen,
                "options": list(school_types),
            }
        ],
        "filtered": bool(chosen),
        "page": page,
        "empty": {"title": _("Trường nào cũng đã có người được tập huấn"), "icon": "checks"},
    }
