"""Who writes the reports of an office: its own people, and those of an office that acts for it."""

from __future__ import annotations

from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed
from minhdinh.organisations.domain.delegations import delegated_to
from minhdinh.organisations.models import Organisation


def may_report(actor: Actor, office: Organisation) -> bool:
    """Tell whether a person writes this office's reports; people of an office above only read what was issued."""
    if not actor.can(Permission.OFFICE_REPORT) or actor.organisation_id != office.pk:
        return False
    return not actor.is_outside or _acts_for(actor, office)


def require_reporter(actor: Actor, office: Organisation) -> None:
    """Refuse whoever does not write this office's reports."""
    require(actor, Permission.OFFICE_REPORT, organisation_id=office.pk)
    if not may_report(actor, office):
        raise NotAllowed("Báo cáo của một cơ quan do người của chính cơ quan đó lập.")


def _acts_for(actor: Actor, office: Organisation) -> bool:
    rows = delegated_to([actor.home_id], timezone.localdate()) if actor.home_id else ()
    return any(office.path.startswith(row.office.path) for row in rows)
