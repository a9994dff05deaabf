"""Self-assessments known from lists: facts that are kept as they were told and never worked out again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.facts import (
    FactKind,
    Planned,
    check_between,
    checked_year,
    only,
    require_above,
    write_facts,
)
from minhdinh.organisations.models import Organisation

RECORDED = FactKind(RecordedAssessment, _("kết quả tự đánh giá"))
HIGHEST = 4


def record_assessment(
    *,
    actor: Actor,
    school: Organisation,
    year: str,
    completed: bool,
    level: int | None = None,
    source: str = "",
) -> RecordedAssessment:
    """Record that a school completed its self-assessment of a year (or not), and the level it reached.

    What is known already is changed; the same again changes nothing. ``level`` is 0 to 4, 0 for none reached, None
    where the list does not say. Raises NotAllowed unless the actor may import history in an office above the school,
    Problem for a wrong year or level.
    """
    require_above(actor, Permission.HISTORY_IMPORT, school)
    check_between(level, 0, HIGHEST, "level", "Mức tự đánh giá")
    known = only(RECORDED.existing([school.pk]), school.pk, checked_year(year))
    values = {"completed": completed, "level": level, "source": source[:200]}
    write_facts(actor=actor, kind=RECORDED, planned=[Planned(school.pk, year, known, values)])
    return RECORDED.existing([school.pk])[school.pk, year][0]


def remove_recorded(*, actor: Actor, school: Organisation, year: str) -> None:
    """Take back what was recorded by mistake. Raises NotAllowed as above, Problem where nothing is recorded."""
    require_above(actor, Permission.HISTORY_IMPORT, school)
    known = only(RECORDED.existing([school.pk]), school.pk, year)
    if known is None:
        raise Problem(f"Năm học {year} chưa ghi nhận kết quả tự đánh giá nào.")
    plan = Planned(school.pk, year, known, {"completed": None, "level": None}, remove=True)
    write_facts(actor=actor, kind=RECORDED, planned=[plan])
