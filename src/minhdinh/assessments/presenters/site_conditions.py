"""The page of a school's places: what each has and lacks, and where a place stands below the school's own level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.domain.site_conditions import Annex, ConditionValues, mark_of, written_of
from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models import SelfAssessment, Sheet, SiteCondition
from minhdinh.assessments.presenters.tree import sheet_url

FIELDS = ("level_1", "level_2", "situation", "lacking", "base")
LEVELS = (1, 2)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One criterion at the chosen place."""

    code: str
    title: str
    values: Mapping[str, str]
    base: str
    saved: SiteCondition | None


@dataclass(frozen=True, slots=True)
class Warned:
    """A place that is not where the school's own sheet says it is."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class SitesPage:
    """Everything on the page; ``overview`` is a line a criterion, a cell a place."""

    annex: Annex
    current: str
    tabs: list[dict[str, object]]
    rows: list[ConditionRow]
    overview: list[tuple[str, list[str]]]
    warnings: list[Warned]

    @property
    def site_names(self) -> list[str]:
        """The places in order, the main one first."""
        return [site.name for site in self.annex.sites]


def build_sites(
    assessment: SelfAssessment, annex: Annex, wanted: str, typed: Sequence[ConditionValues] = ()
) -> SitesPage:
    """Return the page of the ``wanted`` place (the first where it is unknown); ``typed`` stands instead of what is kept."""
    names = [site.name for site in annex.sites]
    current = wanted if wanted in names else names[0]
    criteria = annex.rules.criteria(assessment.standard_set.catalogue)
    given = {one.criterion: one for one in typed}
    return SitesPage(
        annex=annex,
        current=current,
        tabs=[_tab(annex, name, len(criteria), active=name == current) for name in names],
        rows=[
            _row(one.code, one.title, annex.rows.get((current, one.code)), given.get(one.code))
            for one in criteria
        ],
        overview=[
            (one.code, [_verdict(annex.rows.get((name, one.code))) for name in names]) for one in criteria
        ],
        warnings=list(_warnings(assessment, annex)),
    )


def read_conditions(data: Mapping[str, str], codes: Sequence[str]) -> list[ConditionValues]:
    """Return what a form sent of each criterion; a criterion that was not sent is left alone."""
    return [
        ConditionValues(code, **{name: str(data.get(f"{name}-{code}", "")) for name in FIELDS})
        for code in codes
        if f"base-{code}" in data
    ]


def _row(code: str, title: str, saved: SiteCondition | None, typed: ConditionValues | None) -> ConditionRow:
    standing = written_of(saved)
    if typed is None:
        return ConditionRow(code, title, standing, mark_of(standing), saved)
    return ConditionRow(code, title, {name: getattr(typed, name) for name in standing}, typed.base, saved)


def _tab(annex: Annex, name: str, total: int, *, active: bool) -> dict[str, object]:
    done = sum(
        row.level_1 != "" and name == site
        for (site, code), row in annex.rows.items()
        if code in annex.rules.codes
    )
    return {
        "label": name,
        "url": f"?{urlencode({'diem': name})}",
        "active": active,
        "note": f"{done}/{total}",
        "tone": "ok" if done == total else "wait",
    }


def _verdict(row: SiteCondition | None) -> str:
    """Return how far a place is for one criterion, in words."""
    if row is None or not row.level_1:
        return _("chưa xét")
    if row.level_2 == AnswerValue.MET:
        return _("đạt Mức 2")
    return _("đạt Mức 1") if row.level_1 == AnswerValue.MET else _("chưa đạt Mức 1")


def _warnings(assessment: SelfAssessment, annex: Annex) -> Iterator[Warned]:
    """Yield each level that the school's sheet has reached and one of its places has not (one query)."""
    behind: dict[tuple[str, int], list[str]] = {}
    known = {site.name for site in annex.sites}
    for (site, code), row in annex.rows.items():
        for level in LEVELS:
            if site in known and getattr(row, f"level_{level}") == AnswerValue.UNMET:
                behind.setdefault((code, level), []).append(site)
    if not behind:
        return
    sheets = list(sheets_of(assessment))
    several = len({sheet.track_id for sheet in sheets}) > 1
    for sheet in sheets:
        for level in range(1, min(sheet.level or 0, max(LEVELS)) + 1):
            if sites := behind.get((sheet.criterion, level)):
                yield _warned(assessment, sheet, level, sites, several=several)


def _warned(
    assessment: SelfAssessment, sheet: Sheet, level: int, sites: list[str], *, several: bool
) -> Warned:
    words = _("Tiêu chí %(code)s: phiếu của trường ghi đạt Mức %(level)s nhưng %(sites)s chưa đạt mức này.")
    name = criterion_name(sheet, several=several)
    text = words % {"code": name, "level": level, "sites": ", ".join(sites)}
    return Warned(text, f"{sheet_url(assessment, sheet)}?muc={level}")
