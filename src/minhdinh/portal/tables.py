"""The tables of the public pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.lib.text import vn_date
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation, SchoolProfile
from minhdinh.portal.domain.places import place_name
from minhdinh.portal.domain.published import ScheduledSchool
from minhdinh.portal.domain.schools import NOTHING_HELD, Held, SchoolFilter
from minhdinh.portal.enums import RECOGNISED_TONES, Recognised

Options = list[tuple[Any, Any]]


def held_words(held: Held) -> str:
    """Return in words what a school is recognised for today, "" for nothing."""
    words = []
    if held.degree:
        words.append(_("Chuẩn quốc gia mức độ %(degree)s") % {"degree": held.degree})
    if held.grade:
        words.append(_("Kiểm định cấp độ %(grade)s") % {"grade": held.grade})
    return ", ".join(words)


def held_pill(held: Held) -> Any:
    """Return how a school stands, as a pill."""
    return pill(SHORT[held.standing](), RECOGNISED_TONES[held.standing])


SHORT = {
    Recognised.VALID: lambda: _("Còn hiệu lực"),
    Recognised.EXPIRING: lambda: _("Sắp hết hạn"),
    Recognised.ENDED: lambda: _("Hết hiệu lực"),
    Recognised.NONE: lambda: _("Chưa có"),
}


def profile_of(school: Organisation) -> SchoolProfile | None:
    """Return the profile that was read with a school, or None."""
    return getattr(school, "profile", None)


def type_label(school: Organisation) -> str:
    """Return what kind of school it is, "" where nobody has said it."""
    profile = profile_of(school)
    known = profile is not None and profile.school_type in SchoolType.values
    return str(SchoolType(profile.school_type).label) if profile and known else ""


def place_of(school: Organisation) -> str:
    """Return commune and province of a school as its profile has them."""
    profile = profile_of(school)
    parts = (profile.commune, profile.province) if profile else ()
    return ", ".join(part for part in parts if part)


def schools_table(
    page: Page[Organisation],
    held: Mapping[int, Held],
    wanted: SchoolFilter,
    provinces: Sequence[Organisation],
    communes: Sequence[Organisation],
) -> dict[str, Any]:
    """Return one page of schools."""
    return {
        "caption": _("Trường và kết quả công nhận"),
        "columns": [
            {"key": "name", "label": _("Trường")},
            {"key": "kind", "label": _("Loại trường")},
            {"key": "place", "label": _("Địa bàn")},
            {"key": "level", "label": _("Được công nhận")},
            {"key": "ends", "label": _("Hiệu lực đến hết"), "css": "fit"},
            {"key": "standing", "label": _("Tình trạng"), "css": "fit"},
        ],
        "rows": [
            {"cells": _cells(row, held.get(row.pk, NOTHING_HELD)), "url": reverse("portal:school", args=[row.code])}
            for row in page.rows
        ],
        "filters": _filters(wanted, provinces, communes),
        "filtered": wanted.is_set,
        "page": page,
        "empty": {
            "title": _("Không tìm thấy trường nào"),
            "text": _("Hãy bỏ bớt điều kiện lọc, hoặc gõ một phần tên trường (không cần dấu)."),
            "icon": "search",
        },
    }  # fmt: skip


def _cells(school: Organisation, held: Held) -> dict[str, Any]:
    return {
        "name": school.name,
        "kind": type_label(school) or "–",
        "place": place_of(school) or "–",
        "level": held_words(held) or "–",
        "ends": vn_date(held.ends_on) or "–",
        "standing": held_pill(held),
    }


def _filters(
    wanted: SchoolFilter, provinces: Sequence[Organisation], communes: Sequence[Organisation]
) -> list[dict[str, Any]]:
    return [
        {
            "name": "q",
            "label": _("Tên trường"),
            "kind": "search",
            "value": wanted.q,
            "placeholder": _("không cần dấu"),
        },
        _select("province", _("Tỉnh, thành phố"), wanted.province, _places(provinces)),
        *([_select("commune", _("Xã, phường"), wanted.commune, _places(communes))] if communes else []),
        _select("school_type", _("Loại trường"), wanted.school_type, SchoolType.choices),
        _select("degree", _("Chuẩn quốc gia"), wanted.degree, _numbered(_("Mức độ %(number)s"), 2)),
        _select("grade", _("Kiểm định"), wanted.grade, _numbered(_("Cấp độ %(number)s"), 4)),
        _select("standing", _("Tình trạng"), wanted.standing, Recognised.choices),
    ]


def _places(offices: Iterable[Organisation]) -> Options:
    return [(one.code, place_name(one)) for one in offices]


def _numbered(words: str, most: int) -> Options:
    return [(str(number), words % {"number": number}) for number in range(1, most + 1)]


def _select(name: str, label: str, value: str, options: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    everything = [("", _("Tất cả")), *options]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": everything}


def schedule_table(lines: Sequence[ScheduledSchool], caption: str) -> dict[str, Any]:
    """Return a published schedule."""
    return {
        "caption": caption,
        "columns": [
            {"key": "name", "label": _("Tên trường")},
            {"key": "month", "label": _("Đánh giá ngoài vào tháng/năm"), "css": "fit"},
        ],
        "rows": [
            {
                "cells": {"name": one.name, "month": one.month},
                "url": reverse("portal:school", args=[one.code]) if one.code else "",
            }
            for one in lines
        ],
    }
