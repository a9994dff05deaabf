"""What a registration's conclusion proposes for the decision, and which rules speak against a paper; nothing is enforced."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.enums import Wish
from minhdinh.appraisals.models import Case
from minhdinh.lib.text import clean, vn_date
from minhdinh.recognition.domain.queries import HistoryLine, history_of
from minhdinh.recognition.domain.recording import Details
from minhdinh.recognition.models import Decision
from minhdinh.recognition.rules.days import last_day
from minhdinh.recognition.rules.regimes import Authority, Rule, law

KindName = Literal["grade", "degree"]
KINDS: dict[KindName, str | Promise] = {
    "grade": _("cấp độ kiểm định"),
    "degree": _("mức độ chuẩn quốc gia"),
}
NUMBERED: dict[KindName, str] = {"grade": "cấp độ {}", "degree": "chuẩn quốc gia mức độ {}"}
ASKED: dict[str, tuple[KindName, ...]] = {
    Wish.ACCREDITATION: ("grade",),
    Wish.NATIONAL_STANDARD: ("degree",),
    Wish.BOTH: ("grade", "degree"),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was asked for and what the conclusion is worth: ``value`` is None where it is worth nothing, or unknown."""

    of: KindName
    value: int | None
    authority: Authority | None
    highest: int
    validity: Rule


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that speaks against a decision: where it stands and how sure that is. ``key`` is what a person ticks."""

    key: str
    sentence: str
    legal_reference: str
    confidence: str


def proposals(case: Case) -> list[Proposed]:
    """Return what the school asked for, with the grade or degree that follows from the conclusion."""
    rules = law_of(case)
    known = law().regime(case.regime, case.stage_since.date())
    worth = {
        "grade": case.concluded_grade or rules.grades.get(case.concluded_level or 0),
        "degree": case.concluded_degree or rules.degrees.get(case.concluded_level or 0),
    }
    highest = {"grade": known.highest_grade, "degree": known.highest_degree}
    return [
        Proposed(of, worth[of], known.authority(of), highest[of], known.validity_years)
        for of in ASKED[case.wish]
        if highest[of]
    ]


def warnings_of(case: Case, of: KindName, details: Details) -> list[Warned]:
    """Return what speaks against a paper on its day: too early, held already, another printed end than the rule's."""
    value = getattr(details, of)
    standing = history_of(case.school, details.decided_on).standing(of)
    found = []
    if standing is not None and value is not None and not _is_same(case, standing.decision, details):
        found.append(_too_early(of, value, standing, details.decided_on))
        found.append(_held_already(of, value, standing, details.decided_on))
    found.append(_other_end(case, of, details))
    return [one for one in found if one is not None]


def _is_same(case: Case, known: Decision, details: Details) -> bool:
    """Tell whether the register knows the paper itself already; it does not speak against itself."""
    named = (case.school_id, clean(details.number), details.decided_on)
    return (known.school_id, known.number, known.decided_on) == named


def _too_early(of: KindName, value: int, standing: HistoryLine, day: dt.date) -> Warned | None:
    held, start = getattr(standing.decision, of), standing.clock.upgrade_from
    if start is None or value <= held or day >= start:
        return None
    rule = standing.clock.regime.upgrade_years
    sentence = (
        f"Trường đang được công nhận {NUMBERED[of].format(held)} theo quyết định {standing.decision.number} ngày "
        f"{vn_date(standing.decision.decided_on)}; theo quy định, sớm nhất từ ngày {vn_date(start)} mới xét mức cao hơn."
    )
    return Warned(f"early:{of}", sentence, rule.legal_reference, rule.confidence)


def _held_already(of: KindName, value: int, standing: HistoryLine, day: dt.date) -> Warned | None:
    held, clock = getattr(standing.decision, of), standing.clock
    renewing = clock.window_from is not None and clock.window_from <= day
    if value > held or (renewing and value == held):
        return None
    rule = clock.regime.window_months
    sentence = (
        f"Trường đang được công nhận {NUMBERED[of].format(held)} đến hết ngày {vn_date(clock.ends_on)} "
        f"(quyết định {standing.decision.number}); quyết định mới sẽ thay quyết định ấy."
    )
    return Warned(f"held:{of}", sentence, rule.legal_reference, rule.confidence)


def _other_end(case: Case, of: KindName, details: Details) -> Warned | None:
    rule = law().regime(case.regime, details.decided_on).validity_years
    if details.valid_to is None or not rule.value:
        return None
    expected = last_day(details.decided_on, rule.value)
    if abs((details.valid_to - expected).days) <= 1:  # "five years from" is printed as either day
        return None
    sentence = f"Ngày hết hạn in trên giấy ({vn_date(details.valid_to)}) khác ngày tính theo quy định ({vn_date(expected)})."
    return Warned(f"end:{of}", sentence, rule.legal_reference, rule.confidence)
