"""A registration that a school which has ended left open: its heir reads it and ends it, with a reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.queries import cases
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.inheritance import heirs_of, predecessors_of
from minhdinh.organisations.models import Organisation


def inherited_cases(school: Organisation) -> list[Case]:
    """Return the open registrations of the ended schools whose place this one took, the newest first."""
    ended = [one.pk for one in predecessors_of(school) if one.kind.is_school and not one.active]
    if not ended:
        return []
    with school_scope(*ended):
        rows = list(cases().filter(closed_at__isnull=True))
    return [one for one in rows if school.pk in {heir.pk for heir in heirs_of(one.school)}]


def end_inherited(*, actor: Actor, school: Organisation, case_id: int, version: int, reason: str) -> Case:
    """Withdraw a registration that a predecessor of this school left open; returns it as it stands then.

    Raises NotAllowed without the right to send at this school, NotHere for any other registration, and what
    ``take_step`` raises: Stale, Problem without a reason.
    """
    require(actor, Permission.CASE_SEND, organisation_id=school.pk)
    found = next((one for one in inherited_cases(school) if one.pk == case_id), None)
    if found is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return take_step(actor=actor, case=found, act=Act.WITHDRAW, version=version, note=reason)
