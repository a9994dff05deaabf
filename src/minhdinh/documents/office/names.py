"""How an office signs: the body above it, the place of the date line, who signs (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhdinh.organisations.models import Organisation

CITIES = frozenset(
    {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh"}
)  # centrally run, since 2025
BLANK_PLACE = "…………"
PREFIX = re.compile(
    r"^(?:Sở|Phòng)\s+(?:Giáo dục và Đào tạo|GD\s*&\s*ĐT|GDĐT)\s+|^(?:Ủy ban nhân dân|UBND)\s+", re.IGNORECASE
)
UNIT = re.compile(r"^(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signature:
    """Letterhead and signature of an office: ``above`` may be "", ``titles`` stand one under the other."""

    above: str
    name: str
    place: str
    titles: tuple[str, ...]


def signature_of(office: Organisation) -> Signature:
    """Return how an office of one of the packaged kinds signs; of any other kind only its name is known."""
    return signature_as(office.kind_id, office.name)


def signature_as(kind: str, name: str) -> Signature:
    """Return how an office of this kind and name signs."""
    unit = PREFIX.sub("", name) if PREFIX.match(name) else ""
    place = UNIT.sub("", unit) or BLANK_PLACE
    return Signature(
        above=_above(kind, unit, place).upper(),
        name=name.upper(),
        place="Hà Nội" if kind == "ministry" else place,
        titles=TITLES.get(kind, ("THỦ TRƯỞNG CƠ QUAN",)),
    )


TITLES: dict[str, tuple[str, ...]] = {
    "ministry": ("BỘ TRƯỞNG",),
    "department": ("GIÁM ĐỐC",),
    "district_office": ("TRƯỞNG PHÒNG",),
    "commune": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
}


def _above(kind: str, unit: str, place: str) -> str:
    """Return the people's committee above a department or a district office of former years."""
    if kind not in {"department", "district_office"} or place == BLANK_PLACE:
        return ""
    if UNIT.match(unit):
        return f"Ủy ban nhân dân {unit}"
    if kind == "district_office":
        return f"Ủy ban nhân dân huyện {place}"
    return f"Ủy ban nhân dân {'thành phố' if place in CITIES else 'tỉnh'} {place}"
