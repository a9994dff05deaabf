"""A member says whether he or she has an interest in the school, before anything of the registration is shown."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.bodies.notices import tell_conflict
from minhdinh.appraisals.domain.bodies.texts import CONFLICT_LENGTH, checked_text
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.models import BodyMember
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem


class NotDeclared(NotAllowed):
    """The member has not said yet that nothing binds him or her to the school; ``link`` is where to say it."""


def is_clear(member: BodyMember) -> bool:
    """Tell whether a member may read: declared, and nothing stands against it that no decision overruled."""
    return member.declared_at is not None and (not member.conflict or bool(member.overruled))


def require_declared(member: BodyMember) -> None:
    """Refuse with a sentence and a link while a member has not declared, or while an interest stands against it."""
    if is_clear(member):
        return
    link = declare_page(member)
    if member.declared_at is None:
        raise NotDeclared("Trước khi đọc hồ sơ, Thầy/Cô cần cam kết không có lợi ích liên quan.", link=link)
    raise NotDeclared(
        "Thầy/Cô đã khai có lợi ích liên quan với trường nên chưa đọc được hồ sơ; Sở đang xem xét.", link=link
    )


def declare_page(member: BodyMember) -> str:
    """Return where a member declares (needs the scope of the school)."""
    return reverse("appraisals:body-declare", args=[member.school.code, member.body.case_id])


def declare_no_interest(*, actor: Actor, member: BodyMember) -> BodyMember:
    """Note that a member says to have no interest in the school; a second time changes nothing.

    Raises NotAllowed for anybody else than the member within the body's days, Problem after an interest was declared.
    """
    with transaction.atomic(), school_scope(member.school_id):
        current = _own(actor, member)
        if current.declared_at is not None and current.conflict and not current.overruled:
            raise Problem("Thầy/Cô đã khai có lợi ích liên quan; việc này nay do Sở xem xét.")
        if current.declared_at is None:
            current.declared_at = timezone.now()
            current.save(update_fields=["declared_at", "updated_at"])
            _record(actor, actions.BODY_DECLARED, current)
    return current


def declare_interest(*, actor: Actor, member: BodyMember, text: str) -> BodyMember:
    """Note what binds a member to the school; reading closes until the department decides, which is told at once.

    May be said at any time, also after declaring that there was none. Raises Problem for an empty or too long text.
    """
    said = checked_text(text, "text", CONFLICT_LENGTH, "Hãy ghi lợi ích liên quan là gì.")
    with transaction.atomic(), school_scope(member.school_id):
        current = _own(actor, member)
        earlier = f" ({current.conflict})" if current.overruled else ""
        current.declared_at = timezone.now()
        current.conflict = f"{said}{earlier}"[:CONFLICT_LENGTH]  # the new words first: they are never cut
        current.overruled = ""
        current.save(update_fields=["declared_at", "conflict", "overruled", "updated_at"])
        _record(actor, actions.BODY_CONFLICT, current, conflict=said)
        tell_conflict(current)
    return current


def _own(actor: Actor, member: BodyMember) -> BodyMember:
    """Return the member, locked, if the actor is that person within the body's days."""
    require(actor, Permission.CASE_EXAMINE, organisation_id=member.school_id)
    found = own_member(member.body.case, actor.user_id)
    if found is None or found.pk != member.pk:
        raise NotAllowed("Chỉ chính thành viên khai được việc này, trong thời gian của quyết định.")
    return (
        BodyMember.objects.select_for_update(of=("self",))
        .select_related("body__case__school")
        .get(pk=member.pk)
    )


def _record(actor: Actor, code: str, member: BodyMember, **said: str) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.BodyMember:{member.pk}",
        name=member.name,
        school=member.body.case.school.name,
        **said,
    )
