"""The conditions of recognition: three-valued, computed from what the system knows or said by people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.editing import check_mark, hold_editable, mark_of
from minhdinh.appraisals.domain.cases.files import target_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.words import checked_line
from minhdinh.appraisals.enums import ConditionState
from minhdinh.appraisals.models import Case, CaseCondition
from minhdinh.appraisals.rules.regimes import ConditionRule, Regime
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import RecordedAssessment, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.lib.school_year import shift

YEARS = 3
LONGEST_NOTE = 1000
UNKNOWN, MET, UNMET = ConditionState.UNKNOWN, ConditionState.MET, ConditionState.UNMET
COMPUTED_YEARS, COMPUTED_LEVEL = "b", "c"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it stands: what is known of it, from what, who said so; ``mark`` is for the form that says it."""

    rule: ConditionRule
    state: ConditionState
    found: tuple[str, ...] = ()
    note: str = ""
    said: CaseCondition | None = None

    @property
    def mark(self) -> str:
        """What a form carries of the values it was drawn with."""
        return mark_of(self.state, self.note)


@dataclass(frozen=True, slots=True)
class YearData:
    """What the system has of a school year; None is nothing known."""

    year: str
    assessed: bool | None
    planned: bool
    monitorings: int


def conditions_of(case: Case, law: Regime, level: int | None) -> list[Condition]:
    """Return every condition of a registration; ``level`` is what the sealed report reached (five queries)."""
    said = {row.key: row for row in case.conditions.all()}
    wanted = law.level_for.get(case.wish)  # type: ignore[call-overload]
    computed = {
        COMPUTED_YEARS: lambda rule: years_condition(rule, years_of_data(case.school_id, case.year)),
        COMPUTED_LEVEL: lambda rule: level_condition(rule, level, wanted),
    }
    return [
        computed[rule.key](rule) if rule.computed else _declared(rule, said.get(rule.key))
        for rule in law.conditions
    ]


def _declared(rule: ConditionRule, said: CaseCondition | None) -> Condition:
    if said is None:
        return Condition(rule, UNKNOWN)
    return Condition(rule, ConditionState(said.state), (), said.note, said)


def level_condition(rule: ConditionRule, level: int | None, wanted: int | None) -> Condition:
    """Return the condition on the level: unknown where no level or no rule is known."""
    if level is None or wanted is None:
        return Condition(rule, UNKNOWN, (_("Báo cáo niêm phong chưa có mức của trường."),))
    reached = _("Báo cáo niêm phong: Mức %(level)s.") % {"level": level} if level else _("Chưa đạt Mức 1.")
    needed = _("Nguyện vọng này cần từ Mức %(level)s.") % {"level": wanted}
    return Condition(rule, MET if level >= wanted else UNMET, (reached, needed))


def years_condition(rule: ConditionRule, years: list[YearData]) -> Condition:
    """Return the condition on years of data: unmet only where a list says that a year was not done.

    A year that the system knows nothing of may have been done on paper: it is unknown, not unmet.
    """
    if any(one.assessed is False for one in years):
        state = UNMET
    elif all(one.assessed and one.planned and one.monitorings for one in years):
        state = MET
    else:
        state = UNKNOWN
    return Condition(rule, state, tuple(_of_year(one) for one in years))


def _of_year(one: YearData) -> str:
    assessed = {
        True: _("đã hoàn thành tự đánh giá"),
        False: _("chưa hoàn thành tự đánh giá theo danh sách của cơ quan"),
        None: _("hệ thống chưa có kết quả tự đánh giá"),
    }[one.assessed]
    planned = _("có kế hoạch cải tiến đã duyệt") if one.planned else _("chưa thấy kế hoạch cải tiến đã duyệt")
    watched = (
        _("%(count)s lần giám sát") % {"count": one.monitorings}
        if one.monitorings
        else _("chưa thấy lần giám sát nào")
    )
    return f"{one.year}: {assessed}; {planned}; {watched}."


def years_of_data(school_id: int, year: str) -> list[YearData]:
    """Return what is known of the three school years up to ``year``, the oldest first (three queries)."""
    names = [shift(year, -back) for back in reversed(range(YEARS))]
    done = (State.APPROVED, State.SEALED)
    own: dict[str, bool | None] = {}
    for name, state in SelfAssessment.objects.filter(school_id=school_id, year__in=names).values_list(
        "year", "state"
    ):
        own[name] = True if state in done else own.get(name)
    told = dict(
        RecordedAssessment.objects.filter(school_id=school_id, year__in=names).values_list(
            "year", "completed"
        )
    )
    plans = ImprovementPlan.objects.filter(
        school_id=school_id, year__in=names, first_approved_at__isnull=False
    ).annotate(times=Count("monitorings"))
    watched = dict(plans.order_by().values_list("year", "times"))
    return [
        YearData(name, own[name] if name in own else told.get(name), name in watched, watched.get(name, 0))
        for name in names
    ]


def say_condition(*, actor: Actor, case: Case, key: str, state: str, note: str, mark: str) -> CaseCondition:
    """Write what people say of a declared condition while the dossier is at the school.

    Raises NotAllowed without the right to prepare, NotHere for a condition that is computed or unknown, Problem for a
    wrong state, a note too long or a dossier that was sent, Stale where somebody else has said something meanwhile.
    """
    require(actor, Permission.CASE_PREPARE, organisation_id=case.school_id)
    if state not in ConditionState.values:
        raise Problem(_("Hãy chọn: chưa xét, đáp ứng hoặc chưa đáp ứng."), field="state")
    words = checked_line(note, _("Căn cứ, ghi chú"), LONGEST_NOTE, "note")
    with school_scope(case.school_id), transaction.atomic():
        row = hold_editable(case)
        rule = next((one for one in law_of(row).conditions if one.key == key and not one.computed), None)
        if rule is None:
            raise NotHere(_("Không có điều kiện này."))
        known = row.conditions.filter(key=key).first()
        before = _declared(rule, known)
        check_mark(mark, before.state, before.note, now=f"{before.state.label} {before.note}".strip())
        said, _new = CaseCondition.objects.update_or_create(
            case=row,
            key=key,
            defaults={
                "school_id": row.school_id,
                "state": state,
                "note": words,
                "said_by_name": actor.name,
                "said_at": timezone.now(),
            },
        )
        record(
            actor=actor,
            code=actions.CASE_CONDITION,
            target=target_of(row),
            key=key,
            state=str(ConditionState(state).label),
            note=words[:200],
        )
    return said


def unexplained(case: Case, law: Regime) -> Iterator[ConditionRule]:
    """Yield the declared conditions that people call unmet without a word why."""
    said = {row.key: row for row in case.conditions.all()}
    for rule in law.conditions:
        row = said.get(rule.key)
        if not rule.computed and row is not None and row.state == UNMET and not row.note:
            yield rule
