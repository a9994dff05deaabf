"""The part of a sealed report that everybody may read: levels and descriptions; people and papers are left out.

Left out: the council and all names, signatures, minutes, contact data, tables of figures, the catalogue of evidence and
its files (only codes stay in the text), the general part. What the school itself wrote in descriptions is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.models import Seal
from minhdinh.lib.richtext import Citation, CitationStyle, is_empty, to_html

Data = Mapping[str, Any]
Writing = Callable[[Data | None], Markup]
EVIDENCE = re.compile(r' data-evidence="[^"]*"')  # the editor's own; in texts quotes are escaped
REMARKS = {
    "strengths": gettext_lazy("Điểm mạnh"),
    "limits": gettext_lazy("Điểm hạn chế"),
    "trend": gettext_lazy("Xu hướng"),
    "priorities": gettext_lazy("Định hướng cải tiến"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion with its level in words and its descriptions."""

    code: str
    title: str
    level: str
    texts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard with its criteria."""

    code: str
    title: str
    criteria: tuple[Criterion, ...]
    remarks: tuple[tuple[str, Markup], ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """A cấp học with its result; one without a name where the school has a single one."""

    label: str
    result: str
    standards: tuple[Standard, ...]


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What is shown of a sealed report."""

    school: str
    year: str
    set_title: str
    result: str
    tracks: tuple[Track, ...]


def public_report(seal: Seal) -> PublicReport:
    """Return what everybody may read of a seal; raises Problem where its bytes do not match its hash."""
    dossier = sealed_dossier(seal)
    return public_part(dossier, html_of(dossier))


def public_part(dossier: Data, write: Writing) -> PublicReport:
    """Return what everybody may read of a sealed dossier; ``write`` turns its rich texts into HTML or a paper's."""
    several = len(dossier["tracks"]) > 1
    return PublicReport(
        school=str(dossier["school"]["name"]),
        year=str(dossier["year"]),
        set_title=str(dossier["standard_set"]["title"]),
        result=str(dossier["result"]["label"]),
        tracks=tuple(
            _track(dossier, track, write, several=several, first=at == 0)
            for at, track in enumerate(dossier["tracks"])
        ),
    )


def codes_of(dossier: Data) -> Callable[[str], Citation | None]:
    """Return what names the evidence of a dossier in public: by its code, without name and address."""
    items = dossier.get("evidence") or ()
    return {str(one["id"]): Citation(str(one["code"])) for one in items if one.get("code")}.get


def style_of(dossier: Data) -> CitationStyle:
    """Return how citations are written in a dossier's set."""
    return CitationStyle.from_convention(dossier["standard_set"].get("code_convention"))


def html_of(dossier: Data) -> Writing:
    """Return what writes rich texts of one dossier as HTML, an empty one as nothing."""
    codes, style = codes_of(dossier), style_of(dossier)

    def write(body: Data | None) -> Markup:
        if is_empty(body):
            return Markup()
        return Markup(EVIDENCE.sub("", to_html(body, codes, style)))  # noqa: S704 (less of what is safe)

    return write


def _track(dossier: Data, track: Data, write: Writing, *, several: bool, first: bool) -> Track:
    sheets = {sheet["criterion"]: sheet for sheet in track["sheets"]}
    names = dossier["standard_set"].get("level_names") or {}
    standards = [
        Standard(
            str(standard["code"]),
            str(standard["title"]),
            tuple(
                _criterion(one, sheets[one["code"]], names, write)
                for one in standard["criteria"]
                if one["code"] in sheets
            ),
            _remarks(dossier, standard["code"], write) if first else (),
        )
        for standard in dossier["standard_set"]["standards"]
    ]
    label = str(track.get("label") or "") if several else ""
    return Track(label, _label(track.get("result")), tuple(one for one in standards if one.criteria))


def _criterion(known: Data, sheet: Data, names: Data, write: Writing) -> Criterion:
    bodies = [one.get("body") for one in sheet.get("statements") or ()]
    bodies += list((sheet.get("parts") or {}).values())
    texts = [write(body) for body in bodies if body]
    return Criterion(
        str(known["code"]), str(known["title"]), _level(sheet.get("level"), names), tuple(filter(None, texts))
    )


def _level(level: int | None, names: Data) -> str:
    if level is None:
        return _("Chưa xác định")
    if level == 0:
        return _("Không đạt Mức 1")
    return str(names.get(str(level)) or _("Mức %(level)s") % {"level": level})


def _label(result: Any) -> str:
    return str(result.get("label") or "") if isinstance(result, Mapping) else ""


def _remarks(dossier: Data, standard: str, write: Writing) -> tuple[tuple[str, Markup], ...]:
    known = (dossier.get("remarks") or {}).get(standard) or {}
    found = [(str(label), write(known.get(key))) for key, label in REMARKS.items() if known.get(key)]
    return tuple((label, html) for label, html in found if html)
