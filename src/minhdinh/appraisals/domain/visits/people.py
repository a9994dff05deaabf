"""Who may ask, plan and note for a team or council, and who of the school and its department follows."""

from __future__ import annotations

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.declaring import require_declared
from minhdinh.appraisals.domain.cases.people import own_member, require_as
from minhdinh.appraisals.domain.cases.queries import may_see
from minhdinh.appraisals.enums import Holder
from minhdinh.appraisals.models import BodyMember, Case
from minhdinh.common.problems import NotHere, Problem


def examining(actor: Actor, case: Case) -> BodyMember:
    """Return what the actor is in the body that examines now (scope of the school open).

    Raises NotHere for whoever is not a member within its days, NotDeclared before the declaration of no interest.
    """
    require(actor, Permission.CASE_EXAMINE, organisation_id=case.school_id)
    member = own_member(case, actor.user_id)
    if member is None:
        raise NotHere("Không có hồ sơ đăng ký này.")
    require_declared(member)
    return member


def leading(actor: Actor, case: Case) -> BodyMember:
    """Return the same for the leader and the secretary only; raises NotAllowed for other members."""
    member = examining(actor, case)
    require_as(actor, case, Holder.LEAD)
    return member


def may_follow(actor: Actor, case: Case) -> bool:
    """Tell whether the actor reads what stands between the body and the school: the school's people, its department."""
    if not actor.can(Permission.CASE_VIEW) or not may_see(actor, case):
        return False
    return not actor.is_outside or actor.home_id == case.department_id


def may_open_answers(actor: Actor, case: Case) -> bool:
    """Tell whether the actor opens the files of answers: who prepares the registration, who manages it at the department.

    They are new evidence, and may be of a kind that is not for everybody who may look at registrations.
    """
    if not may_follow(actor, case):
        return False
    return actor.can(Permission.CASE_MANAGE if from_department(actor, case) else Permission.CASE_PREPARE)


def from_department(actor: Actor, case: Case) -> bool:
    """Tell whether the actor looks in from the department that has the registration."""
    return actor.is_outside and actor.home_id == case.department_id


def require_open(case: Case) -> None:
    """Refuse where the registration has ended."""
    if not case.is_open:
        raise Problem("Hồ sơ đăng ký này đã kết thúc nên không ghi thêm được.")
