"""Which offices act for a registration: those it names, or those above the school now where these act no more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import Problem
from minhdinh.organisations.models import Organisation

DEPARTMENT = "department"


def offices_of(school: Organisation) -> tuple[Organisation, Organisation | None]:
    """Return the department above a school and, where another office manages it directly, that one (S2)."""
    ids = [int(step) for step in school.path.split("/") if step]
    above = {row.pk: row for row in Organisation.objects.filter(pk__in=ids[:-1], active=True)}
    line = [above[one] for one in ids[:-1] if one in above]
    department = next((one for one in reversed(line) if one.kind_id == DEPARTMENT), None)
    if department is None:
        raise Problem(_("Chưa có Sở GDĐT nào ở phía trên trường để gửi hồ sơ."))
    return department, line[-1] if line[-1].pk != department.pk else None


def offices_now(case: Case) -> tuple[Organisation, Organisation | None]:
    """Return the department and the first office that act for a registration.

    Those that it names stand as long as they are active and above the school (no query where they were loaded with
    it). Otherwise those above the school now; the department where no other office is left to look first. Where no
    department is above the school any more, what is named stays.
    """
    stands, first_stands = _stands(case, case.department), case.intake is None or _stands(case, case.intake)
    if stands and first_stands:
        return case.department, case.intake
    try:
        department, intake = offices_of(case.school)
    except Problem:
        return case.department, case.intake
    return (
        case.department if stands else department,
        case.intake if first_stands else intake or department,
    )


def name_offices_now(case: Case) -> bool:
    """Let a registration that was read name the offices that act now; tells whether that changed anything.

    Nothing is written: whoever saves the registration writes it.
    """
    return _name(case, *offices_now(case))


def renew_offices(case: Case, act: Act) -> bool:
    """Let a registration name its offices anew before an act; one that is sent goes to the offices above the school."""
    return _name(case, *(offices_of(case.school) if act is Act.SEND else offices_now(case)))


def _stands(case: Case, office: Organisation) -> bool:
    return office.active and case.school.path.startswith(office.path)


def _name(case: Case, department: Organisation, intake: Organisation | None) -> bool:
    was = case.department_id, case.intake_id
    case.department, case.intake = department, intake
    return was != (case.department_id, case.intake_id)
