"""What a kind of evidence asks for, and what an item of it still lacks (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from minhdinh.standards.catalogue import EvidenceKind, HowMany
from minhdinh.standards.how_many import asked_in_words


class Described(Protocol):
    """The fields of an item that a kind may need."""

    number: str
    issued_on: dt.date | None
    valid_to: dt.date | None
    link: str
    period: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """Sentences about a kind; ``needed`` are the names of form fields that it needs."""

    kind: EvidenceKind
    sentences: tuple[str, ...]
    needed: frozenset[str]


def needed_fields(kind: EvidenceKind) -> frozenset[str]:
    """Return the names of the fields that an item of this kind should have."""
    fields = {"date": "issued_on", "number": "number", "two_dates": "period"}
    needed = {name for need, name in fields.items() if need in kind.needs}
    if kind.expires:
        needed.add("valid_to")
    if kind.link:
        needed.add("link")
    return frozenset(needed)


def guidance(kind: EvidenceKind, asked: Mapping[str, HowMany] | None = None) -> Guidance:
    """Return what people should know before they file something of this kind.

    ``asked`` is by requirement how many dated records the year's set needs; only what the law asks is told here.
    """
    numbers = [
        _("Yêu cầu %(requirement)s cần %(how_many)s.")
        % {"requirement": requirement, "how_many": asked_in_words(one)}
        for requirement, one in (asked or {}).items()
        if one.reference and kind.id in one.kinds
    ]
    return Guidance(kind, (*_sentences(kind), *numbers), needed_fields(kind))


def lacking(item: Described, kind: EvidenceKind | None) -> list[str]:
    """Return in words what an item of this kind still lacks; empty without kind."""
    if kind is None:
        return []
    words = {
        "number": _("số, ký hiệu"),
        "issued_on": _("ngày ban hành hoặc ghi nhận"),
        "valid_to": _("ngày hết hiệu lực"),
        "link": _("đường dẫn"),
        "period": _("thời gian của số liệu (hai thời điểm)"),
    }
    needed = needed_fields(kind)
    return [text for name, text in words.items() if name in needed and not getattr(item, name)]


def expires_soon(item: Described, kind: EvidenceKind | None, day: dt.date) -> int | None:
    """Return in how many days the item's validity ends, where that is soon enough to warn (kind's ``warn_days``)."""
    if item.valid_to is None or item.valid_to < day:
        return None
    days = (item.valid_to - day).days
    return days if days <= (kind.warn_days if kind and kind.warn_days else 30) else None


def _sentences(kind: EvidenceKind) -> list[str]:
    sentences = [_("Thường lưu ở: %(where)s.") % {"where": kind.kept_by}] if kind.kept_by else []
    if kind.issuer.value == "above":
        sentences.append(_("Phải do cơ quan có thẩm quyền ban hành, không phải nhà trường tự lập."))
    if "figures" in kind.needs:
        sentences.append(_("Trong văn bản cần có số liệu cụ thể."))
    if "two_dates" in kind.needs:
        sentences.append(_("Cần số liệu ở hai thời điểm để thấy sự thay đổi."))
    if kind.repeats:
        sentences.append(_("Là chuỗi hồ sơ nhiều lần: mỗi lần một tệp, ghi rõ ngày."))
    if kind.expires:
        sentences.append(
            _("Có thời hạn: ghi ngày hết hiệu lực, hệ thống nhắc trước %(days)d ngày.")
            % {"days": kind.warn_days}
        )
    if kind.link:
        sentences.append(_("Ghi đường dẫn trang tin thay cho tệp."))
    if kind.sensitive:
        sentences.append(
            _(
                "Thuộc loại nhạy cảm: chỉ ghi nơi lưu giữ để lập chỉ mục, không tải tệp lên và không nêu tên người học."
            )
        )
    return sentences
