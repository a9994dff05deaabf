"""A registration's page at the school, and the page that says what would be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases import guards
from minhdinh.appraisals.domain.cases.conditions import conditions_of
from minhdinh.appraisals.domain.cases.editing import is_editable
from minhdinh.appraisals.domain.cases.files import dossier_files
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.letters import letter_mark
from minhdinh.appraisals.domain.cases.links import links_of
from minhdinh.appraisals.domain.cases.queries import given_back
from minhdinh.appraisals.domain.cases.sealed import Health, SealedReport, cited_health, newest_seal, read_seal
from minhdinh.appraisals.domain.cases.sending import sending_mark
from minhdinh.appraisals.domain.cases.steps import acts_open
from minhdinh.appraisals.enums import Act, ConditionState
from minhdinh.appraisals.forms.case import FileForm, LetterForm, letter_values
from minhdinh.appraisals.models import Case, CaseStep
from minhdinh.appraisals.presenters.case_rows import (
    certainty,
    concluded_words,
    condition_rows,
    declared_words,
)
from minhdinh.appraisals.rules.regimes import Regime, regime
from minhdinh.appraisals.rules.stages import INNER_NOTES
from minhdinh.appraisals.tables import due_pill, holder_words
from minhdinh.common.problems import Problem


@dataclass(frozen=True, slots=True)
class SealView:
    """The sealed report of a dossier: what is inside, or why it cannot be read; how its evidence stands."""

    report: SealedReport | None
    fault: str = ""
    newer: bool = False
    health: tuple[Health, ...] = ()

    @property
    def level(self) -> int | None:
        """The level that the sealed report reached."""
        return self.report.level if self.report else None

    @property
    def ailing(self) -> list[Health]:
        """The checks that found something."""
        return [one for one in self.health if one.count]


def seal_view(case: Case, *, editable: bool) -> SealView:
    """Return the report that goes, or went, with a dossier: while it is at the school the newest that stands."""
    newest = newest_seal(case.assessment) if editable else None
    seal = newest or case.seal
    newer = newest is not None and newest.pk != case.seal_id
    try:
        report = read_seal(seal)
    except Problem as problem:
        return SealView(None, problem.message, newer)
    health = cited_health(report, timezone.localdate()) if case.is_open else []
    return SealView(report, "", newer, tuple(health))


def case_context(
    case: Case,
    actor: Actor,
    *,
    letter: LetterForm | None = None,
    file: FileForm | None = None,
    typed: dict[str, str] | None = None,
    leaving: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return what the page shows; ``letter``, ``file``, ``typed`` and ``leaving`` keep what could not be saved."""
    law = law_of(case)
    at_school = is_editable(law, case)
    writes = at_school and actor.can(Permission.CASE_PREPARE)
    sealed = seal_view(case, editable=at_school)
    acts = acts_open(actor, case)
    conditions = conditions_of(case, law, sealed.level)
    return {
        **_facts(case, law),
        "sealed": sealed,
        "may_mend": actor.can(Permission.EVIDENCE_VERIFY),
        "conditions": condition_rows(conditions, typed),
        "states": ConditionState.choices,
        "files": list(dossier_files(case)),
        "writes": writes,
        "at_school": at_school,
        "returned": given_back(case) if at_school and case.version else None,
        "letter_form": (letter or letter_form(case, levels_up_to=sealed.level)) if writes else None,
        "letter_mark": letter_mark(case) if writes else "",
        "file_form": (file or FileForm()) if writes else None,
        "lacking": guards.obstacles(case, Act.SEND) if at_school else [],
        "may_send": Act.SEND in acts,
        "may_withdraw": Act.WITHDRAW in acts,
        "leaving": leaving,
        "links": links_of(case, actor),
        "steps": [_step(law, row) for row in case.steps.all()],
    }


def _step(law: Regime, row: CaseStep) -> dict[str, Any]:
    """Return a step as the school reads it: remarks between the department and the body are not for it."""
    if row.act in INNER_NOTES:
        row.note = ""
    return {"step": row, "to": law.stage(row.to_stage).title}


def _facts(case: Case, law: Regime) -> dict[str, Any]:
    stage = law.stage(case.stage)
    return {
        "code": case.school.code,
        "case": case,
        "law": law,
        "law_certainty": certainty(law.confidence),
        "stage": stage,
        "holder": holder_words(case),
        "due": due_pill(case, timezone.localdate()) if case.due_on else "",
        "days_certainty": certainty(stage.days.confidence),
        "declared": declared_words(case),
        "concluded": concluded_words(case),
        "receiver": case.intake or case.department,
        "list_url": reverse("appraisals:case-school-list", args=[case.school.code]),
        "seal_url": reverse("assessments:approval", args=[case.school.code, case.year]),
        "forms_url": reverse("documents:list", args=[case.school.code, case.year]),
        "health_url": reverse("evidence:health", args=[case.school.code, case.year]),
    }


def letter_form(
    case: Case, typed: Mapping[str, Any] | None = None, levels_up_to: int | None = None
) -> LetterForm:
    """Return the letter's form, with the levels that the sealed report allows."""
    law = regime(case.regime)
    reached = levels_up_to if levels_up_to is not None else seal_view(case, editable=True).level
    levels = sorted({*range(1, (reached or 0) + 1), *([case.declared_level] if case.declared_level else [])})
    return LetterForm(typed, initial=letter_values(case), law=law, levels=levels[::-1])


def sending_context(case: Case) -> dict[str, Any]:
    """Return what the page that asks before sending shows: all that goes out, and what stands in the way."""
    law = law_of(case)
    sealed = seal_view(case, editable=True)
    conditions = conditions_of(case, law, sealed.level)
    return {
        **_facts(case, law),
        "sealed": sealed,
        "conditions": condition_rows(conditions),
        "files": list(dossier_files(case)),
        "lacking": guards.obstacles(case, Act.SEND),
        "mark": sending_mark(case),
        "again": case.version > 0,
    }
