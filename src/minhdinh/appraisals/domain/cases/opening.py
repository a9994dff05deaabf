"""Opening a registration: from the newest seal of a self-assessment, by the regime of its standard set."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.offices import offices_of
from minhdinh.appraisals.domain.cases.queries import open_case
from minhdinh.appraisals.domain.cases.sealed import newest_seal, read_seal
from minhdinh.appraisals.enums import CaseKind, Wish
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Regime, regime_of_set
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a school asks for."""

    kind: str = CaseKind.FIRST
    wish: str = Wish.NATIONAL_STANDARD
    level: int | None = None


def open_registration(*, actor: Actor, assessment: SelfAssessment, wanted: Wanted) -> Case:
    """Open a registration of a sealed self-assessment and return it, still at the school.

    Raises NotAllowed without the right to prepare, Problem where the set is not one by which schools are examined,
    nothing is sealed, no department stands above the school, another registration is open, the wish or kind is not one
    of the regime, or the level is above what the sealed report reached.
    """
    require(actor, Permission.CASE_PREPARE, organisation_id=assessment.school_id)
    with school_scope(assessment.school_id), transaction.atomic():
        law = regime_for(assessment)
        Organisation.objects.select_for_update().get(pk=assessment.school_id)
        if open_case(assessment.school_id) is not None:
            raise Problem(_("Trường đang có một hồ sơ đăng ký chưa kết thúc."))
        department, intake = offices_of(assessment.school)
        seal = standing_seal(assessment)
        check_wanted(law, wanted, read_seal(seal).level)
        grade, degree = worth(law, wanted)
        case = Case.objects.create(
            school_id=assessment.school_id,
            year=assessment.year,
            regime=law.id,
            kind=wanted.kind,
            wish=wanted.wish,
            department=department,
            intake=intake,
            assessment=assessment,
            seal=seal,
            declared_level=wanted.level,
            declared_grade=grade,
            declared_degree=degree,
            stage=law.first_stage.id,
            stage_since=timezone.now(),
        )
        record(
            actor=actor,
            code=actions.CASE_OPENED,
            target=f"appraisals.Case:{case.pk}",
            school=assessment.school.name,
            year=assessment.year,
            wish=str(Wish(wanted.wish).label),
        )
    return case


def regime_for(assessment: SelfAssessment) -> Regime:
    """Return the regime of a self-assessment's set; raises Problem for a set whose schools are not examined."""
    found = regime_of_set(assessment.standard_set.set_id)
    if found is None:
        raise Problem(
            _("Bộ tiêu chuẩn “%(set)s” không dùng để đăng ký đánh giá ngoài, thẩm định.")
            % {"set": assessment.standard_set.title}
        )
    return found


def standing_seal(assessment: SelfAssessment) -> Seal:
    """Return the newest seal that was not reopened; raises Problem where there is none."""
    seal = newest_seal(assessment)
    if seal is None:
        raise Problem(_("Báo cáo tự đánh giá chưa được niêm phong nên chưa đăng ký được."))
    return seal


def check_wanted(law: Regime, wanted: Wanted, reached: int | None) -> None:
    """Raise Problem for a kind or wish that the regime does not know, or a level above what the sealed report reached."""
    if wanted.kind not in law.kinds:
        raise Problem(_("Hãy chọn loại đăng ký."), field="kind")
    if wanted.wish not in law.wishes:
        raise Problem(_("Quy định này không có nguyện vọng đã chọn."), field="wish")
    if wanted.level is not None and not 1 <= wanted.level <= (reached or 0):
        raise Problem(
            _("Mức tự nhận không cao hơn mức của báo cáo niêm phong (%(reached)s).")
            % {"reached": _("Mức %(level)s") % {"level": reached} if reached else _("chưa đạt Mức 1")},
            field="level",
        )


def worth(law: Regime, wanted: Wanted) -> tuple[int | None, int | None]:
    """Return the grade and the degree that a level stands for under a wish; None where it is worth none."""
    level = wanted.level or 0
    grade = None if wanted.wish == Wish.NATIONAL_STANDARD else law.grades.get(level)
    degree = None if wanted.wish == Wish.ACCREDITATION else law.degrees.get(level)
    return grade, degree
