"""Who may enter the examiner's room of a registration, and until when they write there."""

from __future__ import annotations

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.declaring import require_declared
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.models import BodyMember, Case
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.common.problems import NotAllowed, NotHere, Problem


def examining_member(actor: Actor, case: Case) -> BodyMember:
    """Return what the actor is in the body that examines this school now; raises NotHere for anybody else."""
    found = None
    if actor.can(Permission.CASE_EXAMINE) and actor.organisation_id == case.school_id:
        found = own_member(case, actor.user_id)
    if found is None:
        raise NotHere("Không có hồ sơ đăng ký này.")
    return found


def reading_member(actor: Actor, case: Case) -> BodyMember:
    """Return the member who may read the dossier: one who has declared; raises NotHere or NotDeclared."""
    member = examining_member(actor, case)
    require_declared(member)
    return member


def may_write(law: Regime, stage: str) -> bool:
    """Tell whether slips are written at a stage: the body holds it, and has not yet answered the school's response."""
    answered = {target for one in law.stages for target in one.acts.get(Act.RESPOND, {}).values()}
    return law.stage(stage).holder is Holder.LEAD and stage not in answered


def writing_member(actor: Actor, case: Case, member: BodyMember) -> BodyMember:
    """Return the member, who is the actor and may write now; raises NotAllowed for another's, Problem when over."""
    own = reading_member(actor, case)
    if own.pk != member.pk:
        raise NotAllowed("Phần này do thành viên khác viết.")
    if not may_write(law_of(case), case.stage):
        raise Problem("Hồ sơ không còn ở bước nghiên cứu, khảo sát hay dự thảo nên phiếu không sửa được nữa.")
    return own
