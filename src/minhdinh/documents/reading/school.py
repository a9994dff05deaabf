"""The school as the covers, the letterhead and Part I show it."""

from __future__ import annotations

import re
from typing import Any

from minhdinh.documents.reading.values import DOTS, bare_unit, count, optional, shown

Data = dict[str, Any]

ON, OFF = "×", ""


def school(dossier: Data) -> Data:
    """Return the school's values ready to print, the marker of missing data where one is not known."""
    known = dossier["school"]
    plain = {key: shown(known.get(key)) for key in _SHOWN}
    return plain | {
        "managing_head": two_lines(plain["managing_body"]),
        "former_name": optional(known.get("former_name")) or "Không có",
        "place": bare_unit(known.get("commune")) or bare_unit(known.get("province")) or DOTS,
        "type": shown(known.get("school_type_label")),
        "levels": ", ".join(known.get("education_level_labels") or ()) or shown(None),
        "size": _size(known.get("size") or {}),
        "sites": [_site(site) for site in known.get("sites") or ()],
        "site_count": count(len(known.get("sites") or ()) or None),
        **{name: ON if known.get(name) else OFF for name in _FLAGS},
        "public": ON if known.get("ownership") == "public" else OFF,
        "private": ON if known.get("ownership") == "private" else OFF,
        "national_standard": optional(known.get("national_standard")) or DOTS,
        "head": shown(_head_name(dossier)),
    }


def two_lines(body: str) -> str:
    """Break a body's name before its place, as letterheads do: `Ủy ban nhân dân` / `xã Bình Minh`."""
    return _PLACE.sub(r"\n\1", body, count=1)


_FLAGS = ("special", "foreign_linked", "difficult_area", "very_difficult_area")
_PLACE = re.compile(r"\s+((?:tỉnh|thành phố|xã|phường|đặc khu)\s)", re.IGNORECASE)

_SHOWN = (
    "name", "managing_body", "professional_body", "province", "commune", "address", "phone", "email", "website",
    "founded_year", "ownership_label",
)  # fmt: skip


def _head_name(dossier: Data) -> Any:
    person = (dossier.get("people") or {}).get("head") or {}
    return person.get("name") or dossier["school"].get("head")


def _size(size: Data) -> Data:
    return {
        key: count(size.get(key)) for key in ("classes", "pupils", "staff", "managers", "teachers", "support")
    }


def _site(site: Data) -> str:
    kind = "điểm trường chính" if site.get("main") else "điểm trường"
    return f"{shown(site.get('name'))} ({kind}): {shown(site.get('address'))}"
