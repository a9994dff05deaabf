"""The annex of a school with several places: what each place has and lacks, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models import SelfAssessment, SiteCondition
from minhdinh.assessments.site_rules import LEAST_SITES, SiteRules, site_rules_of
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Site

LONGEST = 2000
WRITTEN = ("level_1", "level_2", "situation", "lacking")


@dataclass(frozen=True, slots=True)
class ConditionValues:
    """What people write of one place for one criterion; ``base`` is the mark of what their page was drawn with."""

    criterion: str
    level_1: str = ""
    level_2: str = ""
    situation: str = ""
    lacking: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex of a self-assessment: its rules, the school's places today, what was written by (place, criterion).

    ``gone`` are places that something was written of and that the school's profile has no more.
    """

    rules: SiteRules
    sites: list[Site]
    rows: dict[tuple[str, str], SiteCondition]

    @property
    def gone(self) -> list[str]:
        """The names of places that are no more, in the order of their names."""
        known = {site.name for site in self.sites}
        return sorted({site for site, _criterion in self.rows} - known)

    @property
    def left_behind(self) -> list[SiteCondition]:
        """What was written of places that are no more (renamed, closed): to be read and copied, not printed."""
        gone = set(self.gone)
        return [self.rows[key] for key in sorted(self.rows) if key[0] in gone and has_words(self.rows[key])]


def annex_of(assessment: SelfAssessment) -> Annex | None:
    """Return the annex; None where the set asks for none or the school has a single place (two queries)."""
    rules = site_rules_of(assessment.standard_set.set_id)
    if rules is None:
        return None
    sites = list(Site.objects.filter(school_id=assessment.school_id))
    if len(sites) < LEAST_SITES:
        return None
    rows = SiteCondition.objects.filter(assessment=assessment)
    return Annex(rules, sites, {(row.site, row.criterion): row for row in rows})


def conditions_part(assessment: SelfAssessment) -> dict[str, Any] | None:
    """Return the annex as plain data for the dossier; None where nothing was written of any place of today."""
    annex = annex_of(assessment)
    if annex is None or not any(
        has_words(annex.rows.get((site.name, code))) for site, code in _places(annex)
    ):
        return None
    criteria = annex.rules.criteria(assessment.standard_set.catalogue)
    return {
        "title": annex.rules.title,
        "legal_reference": annex.rules.legal_reference,
        "criteria": [
            {
                "criterion": one.code,
                "sites": [
                    {
                        "name": site.name,
                        "main": site.main,
                        **written_of(annex.rows.get((site.name, one.code))),
                    }
                    for site in annex.sites
                ],
            }
            for one in criteria
        ],
    }


def _places(annex: Annex) -> list[tuple[Site, str]]:
    return [(site, code) for site in annex.sites for code in annex.rules.codes]


@in_vietnamese
def save_site_conditions(
    *, actor: Actor, assessment: SelfAssessment, site: str, values: Sequence[ConditionValues]
) -> int:
    """Write what was found at one place, all rows or none; return how many changed.

    Raises NotHere for a place or criterion that the annex does not have, Problem for Mức 2 without Mức 1 or a text
    that is too long, Stale where somebody else changed a row meanwhile.
    """
    require_report_writer(actor, assessment)
    with transaction.atomic():
        hold_open(assessment)
        annex = annex_of(assessment)
        if annex is None or site not in {one.name for one in annex.sites}:
            raise NotHere("Hồ sơ trường không có địa điểm này.")
        asked = {one.code for one in annex.rules.criteria(assessment.standard_set.catalogue)}
        if not {one.criterion for one in values} <= asked:
            raise NotHere("Phụ biểu không có tiêu chí này.")
        changed = sum(_write(actor, assessment, annex, site, one) for one in values)
        if changed:
            record(
                actor=actor,
                code=actions.SITE_CONDITIONS_SAVED,
                target=f"assessments.SelfAssessment:{assessment.pk}",
                site=site,
                count=changed,
            )
    return changed


def written_of(row: SiteCondition | None) -> dict[str, str]:
    """Return what stands in a row; everything empty where there is none."""
    return {name: getattr(row, name) if row else "" for name in WRITTEN}


def has_words(row: SiteCondition | None) -> bool:
    """Tell whether anything stands in a row."""
    return any(written_of(row).values())


def mark_of(written: Mapping[str, str]) -> str:
    """Return the mark by which a page knows again what it was drawn with."""
    return sha256(canonical_json(dict(written)))[:16]


def _write(
    actor: Actor, assessment: SelfAssessment, annex: Annex, site: str, values: ConditionValues
) -> bool:
    kept = _kept(values)
    row = annex.rows.get((site, values.criterion))
    if kept == written_of(row) or mark_of(kept) == values.base:
        return False  # nothing new, or nothing that this person changed
    if values.base != mark_of(written_of(row)):
        who = f" ({row.author_name})" if row else ""
        raise Stale(
            f"Tiêu chí {values.criterion} của địa điểm này vừa được người khác sửa{who}, nên chưa ghi gì. Hãy chép lại "
            "nội dung của mình, tải lại trang rồi ghi tiếp."
        )
    row = row or SiteCondition(
        school_id=assessment.school_id, assessment=assessment, site=site, criterion=values.criterion
    )
    for name, value in kept.items():
        setattr(row, name, value)
    row.author_name, row.saved_at = actor.name, timezone.now()
    row.save()
    return True


def _kept(values: ConditionValues) -> dict[str, str]:
    """Return what is written, cleaned; raises Problem."""
    for level in (values.level_1, values.level_2):
        if level and level not in AnswerValue.values:
            raise Problem("Hãy chọn Đạt, Chưa đạt hoặc Chưa xét.", field=f"level_1-{values.criterion}")
    if values.level_2 == AnswerValue.MET and values.level_1 != AnswerValue.MET:
        raise Problem(
            f"Tiêu chí {values.criterion}: chỉ ghi Đạt Mức 2 khi địa điểm đã Đạt Mức 1.",
            field=f"level_2-{values.criterion}",
        )
    texts = {name: _text(values, name) for name in ("situation", "lacking")}
    return {"level_1": values.level_1, "level_2": values.level_2, **texts}


def _text(values: ConditionValues, name: str) -> str:
    words = str(getattr(values, name)).replace("\r\n", "\n")
    kept = "\n".join(clean(line) for line in words.split("\n")).strip()
    if len(kept) > LONGEST:
        raise Problem(
            f"Tiêu chí {values.criterion}: nội dung dài quá {LONGEST} chữ. Phần đã ghi vẫn còn trong ô.",
            field=f"{name}-{values.criterion}",
        )
    return kept
