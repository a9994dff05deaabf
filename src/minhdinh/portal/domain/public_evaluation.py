"""The part of a final report on a school that everybody may read: levels, remarks, recommendations to the school.

Left out: the body and its members, how each voted, the school's objections and the answers, the introduction and the
account of the work (they name people), recommendations to offices, reasons of differences, what stayed unclear. In what
stays, full names of all who were ever members, mail addresses and telephone numbers are covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.concluding.content import is_intact
from minhdinh.appraisals.models import BodyMember, Draft
from minhdinh.common.problems import Problem

Data = Mapping[str, Any]
COVER = "…"
GAP = r"[\s).\-\u2013\u2011]{0,3}"  # between two digits; \s also means the spaces that do not break
WIDE = r"[\s().\-\u2013\u2011]{0,3}"  # after the country's number also "(0)" and "(24)"
YEARS = r"(?:19|20)\d\d\s?[-\u2013]\s?(?:19|20)\d\d(?!\w)"
DAY = r"(?:\d{1,2}[./\u2013-])?\d{1,2}\s?[./\u2013-]\s?(?:19|20)\d\d(?!\w|\.\d)"  # also without a day
THOUSANDS = r"(?<=\d\.)0\d\d(?:\.\d{3})+(?!\.?\d)"  # the end of a figure
CONTACT = re.compile(
    rf"""
    [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+  # no longer name exists; unbounded, the time grows with the square
    | (?<!\w)(?!{DAY}|{THOUSANDS})
    (?:
        (?:\((?=(?:\+|00)84\)))?(?:\+|00)84(?:{WIDE}(?!{YEARS})\d){{8,11}}(?!\w)
        | (?:\((?=84\)))?84(?:{WIDE}(?!{YEARS})\d){{9,10}}(?!\w|\s*đồng)
        | (?:\((?=0\d{{1,3}}\)))?0(?:{GAP}(?!{YEARS})\d){{8,10}}(?!\w)
    )""",
    re.VERBOSE,
)
PARTS = ("strengths", "weaknesses", "to_school", "proposal")
REMARKS = {
    "strengths": gettext_lazy("Điểm mạnh"),
    "weaknesses": gettext_lazy("Điểm yếu, tồn tại"),
    "advice": gettext_lazy("Khuyến nghị cải tiến"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was concluded of a criterion, beside what the school had said of itself."""

    code: str
    title: str
    level: str
    own: str
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The criteria of a standard in one cấp học, under a heading."""

    heading: str
    criteria: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class PublicEvaluation:
    """What is shown of a final report; ``covered`` says that something in the texts was covered."""

    school: str
    year: str
    regime: str
    result: str
    sections: tuple[Section, ...]
    parts: tuple[tuple[str, str], ...]
    covered: bool


def public_evaluation(draft: Draft) -> PublicEvaluation:
    """Return what everybody may read of a final report; raises Problem where it is not as it was kept."""
    if not draft.final or not is_intact(draft):
        raise Problem(_("Bản báo cáo đã lưu không còn khớp với mã của nó. Hãy báo quản trị hệ thống."))
    content, cover = draft.content, _Cover(draft.content, _members(draft))
    concluded = content["result"]["concluded"] or {}
    sections = tuple(_sections(content["criteria"], cover))
    texts = {one["key"]: one for one in content["parts"] if one["text"]}
    parts = tuple((str(texts[key]["label"]), cover(texts[key]["text"])) for key in PARTS if key in texts)
    return PublicEvaluation(
        school=str(content["school"]["name"]),
        year=str(content["year"]),
        regime=str(content["regime"]["title"]),
        result=str(concluded.get("label") or ""),
        sections=sections,
        parts=parts,
        covered=cover.used,
    )


class _Cover:
    """Covers names of present and former members and contact data in texts, and remembers whether it did."""

    def __init__(self, content: Data, members: Iterable[str]) -> None:
        names = {*members, *(str(one["name"]) for one in (content.get("body") or {}).get("members", ()))}
        opinions = content.get("opinions") or {}
        names |= {str(name) for key in ("absent", "missing") for name in opinions.get(key) or ()}
        self._names = _pattern(names)
        self.used = False

    def __call__(self, text: str) -> str:
        composed = normalize("NFC", text)
        covered = CONTACT.sub(COVER, composed)
        if self._names is not None:
            covered = self._names.sub(COVER, covered)
        self.used = self.used or covered != composed
        return covered


def _members(draft: Draft) -> list[str]:
    """Return who ever was in a body of the registration: the report itself lists only who was to the end."""
    with school_scope(draft.school_id):
        return list(BodyMember.objects.filter(body__case=draft.case_id).values_list("name", flat=True))


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the names, the longest first, however they are spaced and written."""
    known = sorted((normalize("NFC", name).split() for name in names if name.strip()), key=len, reverse=True)
    if not known:
        return None
    words = "|".join(r"\s+".join(re.escape(word) for word in one) for one in known)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _sections(rows: Iterable[Data], cover: _Cover) -> Iterator[Section]:
    listed = list(rows)
    several = len({one["track"] for one in listed}) > 1
    for (track, heading), some in groupby(listed, key=lambda one: (one["track_label"], _heading(one))):
        shown = f"{track}. {heading}" if several else heading
        yield Section(shown, tuple(_found(one, cover) for one in some))


def _heading(row: Data) -> str:
    if row["item"]:
        return _("Yêu cầu của Mức 4")
    return _("Tiêu chuẩn %(code)s") % {"code": row["standard"]}


def _found(row: Data, cover: _Cover) -> Found:
    said = [(str(label), cover(row[key])) for key, label in REMARKS.items() if row.get(key)]
    return Found(str(row["code"]), str(row["title"]), str(row["label"]), str(row["self_label"]), tuple(said))
