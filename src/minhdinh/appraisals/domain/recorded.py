"""Registrations and external evaluations as facts: what an office knows of a school's year."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.enums import Wish
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.facts import (
    FactKind,
    Planned,
    check_between,
    check_not_later,
    checked_year,
    only,
    require_above,
    write_facts,
)
from minhdinh.organisations.models import Organisation

REGISTRATION = FactKind(Registration, _("đăng ký đánh giá ngoài"))
EVALUATION = FactKind(ExternalEvaluation, _("đánh giá ngoài"))
HIGHEST = 4


def record_registration(
    *,
    actor: Actor,
    school: Organisation,
    year: str,
    wish: str = Wish.BOTH,
    declared_level: int | None = None,
    registered_on: dt.date | None = None,
    note: str = "",
    source: str = "",
) -> Registration:
    """Record that a school registered for external evaluation in a year; once a year, a second time changes it.

    Raises NotAllowed unless the actor may record registrations in an office above the school, Problem for a wrong
    year, wish, level (1 to 4) or a day that has not come.
    """
    require_above(actor, Permission.REGISTRATION_RECORD, school)
    if wish not in Wish.values:
        raise Problem("Hãy chọn nguyện vọng đăng ký.", field="wish")
    check_between(declared_level, 1, HIGHEST, "declared_level", "Mức tự nhận")
    check_not_later(registered_on, "registered_on", "Ngày đăng ký")
    values = {
        "wish": str(wish),
        "declared_level": declared_level,
        "registered_on": registered_on,
        "note": note.strip()[:400],
        "source": source[:200],
    }
    known = only(REGISTRATION.existing([school.pk]), school.pk, checked_year(year))
    write_facts(actor=actor, kind=REGISTRATION, planned=[Planned(school.pk, year, known, values)])
    return REGISTRATION.existing([school.pk])[school.pk, year][0]


def record_evaluation(
    *,
    actor: Actor,
    school: Organisation,
    year: str,
    held_on: dt.date | None = None,
    level: int | None = None,
    note: str = "",
    source: str = "",
) -> ExternalEvaluation:
    """Record that a school was evaluated by others in a year and the level they found (0 to 4); once a year.

    Raises NotAllowed unless the actor may record it in an office above the school, Problem for wrong values.
    """
    require_above(actor, Permission.REGISTRATION_RECORD, school)
    check_between(level, 0, HIGHEST, "level", "Mức được đánh giá")
    check_not_later(held_on, "held_on", "Ngày đánh giá ngoài")
    values = {"held_on": held_on, "level": level, "note": note.strip()[:400], "source": source[:200]}
    known = only(EVALUATION.existing([school.pk]), school.pk, checked_year(year))
    write_facts(actor=actor, kind=EVALUATION, planned=[Planned(school.pk, year, known, values)])
    return EVALUATION.existing([school.pk])[school.pk, year][0]


def remove_registration(*, actor: Actor, school: Organisation, year: str) -> None:
    """Take back a registration that was recorded by mistake; raises Problem where there is none."""
    require_above(actor, Permission.REGISTRATION_RECORD, school)
    known = only(REGISTRATION.existing([school.pk]), school.pk, year)
    if known is None:
        raise Problem(f"Năm học {year} chưa ghi nhận đăng ký nào.")
    told = dict.fromkeys(("wish", "declared_level", "registered_on", "note"))
    plan = Planned(school.pk, year, known, told, remove=True)
    write_facts(actor=actor, kind=REGISTRATION, planned=[plan])


def remove_evaluation(*, actor: Actor, school: Organisation, year: str) -> None:
    """Take back an evaluation that was recorded by mistake; raises Problem where there is none."""
    require_above(actor, Permission.REGISTRATION_RECORD, school)
    known = only(EVALUATION.existing([school.pk]), school.pk, year)
    if known is None:
        raise Problem(f"Năm học {year} chưa ghi nhận lần đánh giá ngoài nào.")
    plan = Planned(school.pk, year, known, dict.fromkeys(("held_on", "level", "note")), remove=True)
    write_facts(actor=actor, kind=EVALUATION, planned=[plan])
