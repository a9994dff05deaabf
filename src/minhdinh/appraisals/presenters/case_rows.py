"""Rows of a registration's pages at the school."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.conditions import Condition
from minhdinh.appraisals.enums import ConditionState, Outcome
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.concluding import is_final_shown
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.tables import OUTCOME_TONES, stage_of
from minhdinh.common.templatetags.minhdinh import pill
from minhdinh.standards.enums import Confidence

LOOKS = {
    ConditionState.MET: ("ok", "circle-check"),
    ConditionState.UNMET: ("bad", "alert-circle"),
    ConditionState.UNKNOWN: ("wait", "help-circle"),
}


def history_rows(code: str, cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Return a school's registrations for its list, newest first."""
    return [
        {
            "case": one,
            "url": reverse("appraisals:case-school", args=[code, one.pk]),
            "regime": regime(one.regime).short_title,
            "level": declared_words(one),
            "stage": pill(
                stage_of(one).title, OUTCOME_TONES[Outcome(one.outcome)] if one.outcome else "edit"
            ),
            "result": concluded_words(one),
        }
        for one in cases
    ]


def declared_words(case: Case) -> str:
    """Return what a school declares and asks for: "Mức 2, cấp độ 2, mức độ 1"; "–" where nothing is known."""
    return level_words(case.declared_level, case.declared_grade, case.declared_degree) or "–"


def concluded_words(case: Case) -> str:
    """Return what was concluded, in the same words; "" while nothing is, or while it is not yet announced."""
    if not is_final_shown(regime(case.regime), case.stage):
        return ""
    return level_words(case.concluded_level, case.concluded_grade, case.concluded_degree)


def level_words(level: int | None, grade: int | None, degree: int | None) -> str:
    """Return a level with the grade and the degree it stands for."""
    parts = []
    if level is not None:
        parts.append(_("Mức %(level)s") % {"level": level} if level else _("chưa đạt Mức 1"))
    if grade is not None:
        parts.append(_("kiểm định cấp độ %(grade)s") % {"grade": grade})
    if degree is not None:
        parts.append(_("chuẩn quốc gia mức độ %(degree)s") % {"degree": degree})
    return ", ".join(parts)


def condition_rows(
    conditions: Iterable[Condition], typed: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return conditions with how they look; ``typed`` is what was said of one (``key``) and could not be saved."""
    rows = []
    for one in conditions:
        again = typed if typed and typed["key"] == one.rule.key else {}
        rows.append(
            {
                "one": one,
                "tone": LOOKS[one.state][0],
                "icon": LOOKS[one.state][1],
                "certainty": certainty(one.rule.confidence),
                "state": again.get("state", str(one.state)),
                "note": again.get("note", one.note),
                "error": again.get("error", ""),
            }
        )
    return rows


def certainty(confidence: str) -> str:
    """Return how sure a rule is in words; "" where it was read, or where an office set it on a paper of its own."""
    doubtful = (Confidence.MEDIUM, Confidence.LOW)
    return next((_(one.label) for one in doubtful if one == confidence), "")
