"""Own propositions of schools and provinces: verbs, reads and the library that merges them with the package's."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.models import Organisation
from minhdinh.standards import actions
from minhdinh.standards.domain.queries import newest_version
from minhdinh.standards.models import OwnProposition
from minhdinh.standards.suggestions import Library, Proposition, library_of
from minhdinh.standards.suggestions.own import OwnDraft, draft_problems, entry_of
from minhdinh.standards.suggestions.reading import proposition_from

MOST = 500


@in_vietnamese
def add_own(
    *, actor: Actor, owner: Organisation, set_id: str, requirement: str, draft: OwnDraft
) -> OwnProposition:
    """Add a proposition of an organisation to a requirement of a loaded set.

    Raises NotAllowed without the right at ``owner``, Problem for an unknown set or requirement, a draft that is no
    proposition, the same text twice, and more than ``MOST`` of one owner.
    """
    require(actor, permission_at(owner), organisation_id=owner.pk)
    _check_place(set_id, requirement)
    _check_draft(draft)
    if OwnProposition.objects.filter(owner=owner).count() >= MOST:
        raise Problem(f"Mỗi đơn vị có nhiều nhất {MOST} mệnh đề riêng.")
    row = OwnProposition(owner=owner, set_id=set_id, requirement=requirement)
    return _written(actor, row, draft)


@in_vietnamese
def change_own(
    *, actor: Actor, owner: Organisation, own_id: int, draft: OwnDraft, version: int
) -> OwnProposition:
    """Change a proposition that stood at ``version``; the earlier content is kept and the version rises.

    Raises NotAllowed, NotHere for another owner's, Problem where somebody changed it meanwhile or the draft is wrong.
    """
    require(actor, permission_at(owner), organisation_id=owner.pk)
    _check_draft(draft)
    with transaction.atomic():
        row = _own_row(owner, own_id)
        if row.version != version:
            raise Problem(
                "Mệnh đề này vừa được người khác sửa. Thầy/Cô mở lại trang để xem bản mới rồi sửa tiếp."
            )
        if _content(draft) == row.content:
            return row
        row.past = [*row.past, {"version": row.version, "content": row.content}]
        row.version += 1
        return _written(actor, row, draft)


@in_vietnamese
def set_own_active(*, actor: Actor, owner: Organisation, own_id: int, active: bool) -> OwnProposition:
    """Retire a proposition, or offer it again; twice is once. Raises NotAllowed, NotHere, Problem for a double text."""
    require(actor, permission_at(owner), organisation_id=owner.pk)
    try:
        with transaction.atomic():
            row = _own_row(owner, own_id)
            if row.active != active:
                row.active = active
                row.save(update_fields=["active", "updated_at"])
                _record(actor, actions.OWN_RESTORED if active else actions.OWN_RETIRED, row)
    except IntegrityError as error:
        raise Problem("Yêu cầu này đang có một mệnh đề khác cùng nội dung.") from error
    return row


def own_of(owner: Organisation) -> QuerySet[OwnProposition]:
    """Return an owner's propositions, retired ones too."""
    return OwnProposition.objects.filter(owner=owner).select_related("owner")


def own_above(organisation: Organisation) -> QuerySet[OwnProposition]:
    """Return the propositions in use that offices above an organisation have added."""
    above = [pk for pk in path_ids(organisation) if pk != organisation.pk]
    return OwnProposition.objects.filter(owner__in=above, active=True).select_related("owner")


def own_by_id(owner: Organisation, own_id: int) -> OwnProposition:
    """Return one proposition of an owner; raises NotHere."""
    row = own_of(owner).filter(pk=own_id).first()
    if row is None:
        raise NotHere("Không có mệnh đề này.")
    return row


def library_for(set_id: str, organisation: Organisation) -> Library:
    """Return what a school is offered for a set: the package's, then the offices' above it, then its own. One query.

    Retired propositions are not offered, but ``proposition(id)`` still finds them for texts made from them.
    """
    rows = OwnProposition.objects.filter(owner__in=path_ids(organisation), set_id=set_id).select_related(
        "owner"
    )
    ordered = sorted(rows, key=lambda row: (len(row.owner.path), row.pk))
    active = [as_proposition(row) for row in ordered if row.active]
    retired = [as_proposition(row) for row in ordered if not row.active]
    return library_of(set_id).with_own(active, retired)


def as_proposition(row: OwnProposition) -> Proposition:
    """Return a row as the proposition it is, with its owner's name as the source that is shown."""
    entry = {**row.content, "id": row.proposition_id}
    return proposition_from(row.requirement, entry, source=row.owner.name, version=row.version)


def permission_at(owner: Organisation) -> Permission:
    """Return the right that is needed: an officer's covers the office alone, never the schools under it."""
    return Permission.SUGGESTIONS_MANAGE if owner.is_school else Permission.SUGGESTIONS_OFFER


def path_ids(organisation: Organisation) -> list[int]:
    """Return the ids of the organisations above and of itself, the highest first."""
    steps = [int(step) for step in organisation.path.split("/") if step]
    return steps if organisation.pk in steps else [*steps, organisation.pk]


def _check_place(set_id: str, requirement: str) -> None:
    version = newest_version(set_id)
    if version is None:
        raise Problem("Hãy chọn bộ tiêu chuẩn.", field="set_id")
    if requirement not in {one.id for one in version.catalogue.iter_requirements()}:
        raise Problem("Hãy chọn yêu cầu của bộ tiêu chuẩn.", field="requirement")


def _check_draft(draft: OwnDraft) -> None:
    for problem in draft_problems(draft):
        raise Problem(problem.message, field=problem.field)


def _own_row(owner: Organisation, own_id: int) -> OwnProposition:
    row = OwnProposition.objects.select_for_update().filter(owner=owner, pk=own_id).first()
    if row is None:
        raise NotHere("Không có mệnh đề này.")
    return row


def _content(draft: OwnDraft) -> dict[str, Any]:
    """Return what is kept of a draft; the id is the row's."""
    return {key: value for key, value in entry_of(draft, "").items() if key != "id"}


def _written(actor: Actor, row: OwnProposition, draft: OwnDraft) -> OwnProposition:
    content = _content(draft)
    row.group, row.text, row.content = content["group"], content["text"], content
    try:
        with transaction.atomic():
            row.save()
            _record(actor, actions.OWN_SAVED, row, version=row.version)
    except IntegrityError as error:
        raise Problem("Yêu cầu này đã có một mệnh đề cùng nội dung.", field="text") from error
    return row


def _record(actor: Actor, code: str, row: OwnProposition, **more: object) -> None:
    record(
        actor=actor,
        code=code,
        target=f"standards.OwnProposition:{row.pk}",
        requirement=row.requirement,
        text=row.text,
        **more,
    )
