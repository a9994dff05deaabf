"""The dated tree: edges are the truth, the path is today's shadow of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission, Role
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations import actions
from minhdinh.organisations.domain.placements import place_below, place_schools
from minhdinh.organisations.enums import ParentRelation, SuccessionForm
from minhdinh.organisations.models import Organisation, OrganisationKind, Parentage, Succession


def add_organisation(
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    parent: Organisation | None = None,
    valid_from: dt.date | None = None,
) -> tuple[Organisation, bool]:
    """Add an organisation below ``parent`` from a day on; return it and whether it is new.

    Repeating the same changes nothing. Raises Problem for an unknown kind, an empty or taken code, an empty name,
    a parent outside the actor's own office.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    require_within(actor, parent)
    code = clean(code)
    if not code or not name.strip():
        raise Problem("Đơn vị cần có mã và tên.", field="code")
    if not OrganisationKind.objects.filter(pk=kind).exists():
        known = ", ".join(OrganisationKind.objects.values_list("pk", flat=True))
        raise Problem(f"Không có loại đơn vị “{kind}”. Các loại hiện có: {known}.", field="kind")
    existing = Organisation.objects.filter(code=code).first()
    if existing is not None:
        if existing.kind_id != kind:
            raise Problem(f"Mã {code} đã dùng cho {existing.name} ({existing.kind}).", field="code")
        return existing, False
    with transaction.atomic():
        organisation = Organisation.objects.create(code=code, name=name, kind_id=kind)
        if parent is not None:
            Parentage.objects.create(child=organisation, parent=parent, valid_from=valid_from)
        organisation.path = (parent.path if parent else "") + organisation.path_step()
        organisation.save(update_fields=["path", "updated_at"])
        if organisation.is_school:  # nothing stands below a new office yet
            place_schools([organisation.pk])
        record(
            actor=actor,
            code=actions.ORGANISATION_ADDED,
            target=f"organisations.Organisation:{organisation.pk}",
            name=organisation.name,
            organisation=organisation.code,
        )
    return organisation, True


def move_organisation(
    *, actor: Actor, organisation: Organisation, parent: Organisation, day: dt.date, basis: str = ""
) -> None:
    """Put an organisation under another parent from ``day`` on, with everything below it; history stays.

    ``basis`` is the legal basis, kept with the organisation's history where it is given.
    Raises Problem where the new parent lies below the organisation itself, for a day that has not come yet, or one
    before the last move, and where either lies outside the actor's own office.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    require_within(actor, organisation)
    require_within(actor, parent)
    if day > timezone.localdate():
        raise Problem("Ngày chuyển chưa đến; hãy ghi khi việc chuyển có hiệu lực.", field="day")
    if parent.path.startswith(organisation.path):
        raise Problem(
            f"{parent.name} thuộc {organisation.name}, nên không thể là cấp trên của nó.", field="parent"
        )
    with transaction.atomic():
        open_edges = Parentage.objects.filter(
            child=organisation, relation=ParentRelation.MANAGING, valid_to__isnull=True
        )
        if open_edges.filter(valid_from__gte=day).exists():
            raise Problem(f"Đã có một lần chuyển từ ngày {vn_date(day)} hoặc muộn hơn.", field="day")
        open_edges.update(valid_to=day, updated_at=timezone.now())
        Parentage.objects.create(child=organisation, parent=parent, valid_from=day)
        rebuild_paths(organisation, parent.path)
        place_below(organisation)
        if clean(basis):
            _keep_basis(organisation, day, basis)
        record(
            actor=actor,
            code=actions.PARENT_CHANGED,
            target=f"organisations.Organisation:{organisation.pk}",
            name=organisation.name,
            parent=parent.name,
            day=vn_date(day),
        )


def _keep_basis(organisation: Organisation, day: dt.date, basis: str) -> None:
    Succession.objects.create(
        predecessor=organisation,
        successor=organisation,
        day=day,
        form=SuccessionForm.REPARENT,
        former_name=organisation.name,
        basis=clean(basis),
    )


def require_within(actor: Actor, organisation: Organisation | None) -> None:
    """Let an office act upon itself and what lies below; the system and its administrators upon everything."""
    if actor.user_id is None or Role.SYSTEM_ADMIN in actor.roles:
        return
    own = Organisation.objects.filter(pk=actor.organisation_id or 0).values_list("path", flat=True).first()
    if organisation is None or own is None or not organisation.path.startswith(own):
        raise NotAllowed("Đơn vị này không thuộc phạm vi quản lý của cơ quan Thầy/Cô.")


def rebuild_paths(organisation: Organisation, parent_path: str) -> None:
    """Rewrite the path of an organisation and of all below it."""
    old, new = organisation.path, parent_path + organisation.path_step()
    below = list(Organisation.objects.filter(path__startswith=old)) if old else [organisation]
    for item in below:
        item.path = new + item.path.removeprefix(old)
    Organisation.objects.bulk_update(below, ["path"], batch_size=500)
    organisation.path = new


def rebuild_paths_below(former: Organisation, parent_paths: Mapping[str, str]) -> None:
    """Rewrite the paths below an organisation whose direct children went elsewhere (child's code → new parent's path)."""
    below = list(Organisation.objects.filter(path__startswith=former.path).exclude(pk=former.pk))
    moved = {item.path: parent_paths[item.code] for item in below if item.code in parent_paths}
    depth = len(former.path)
    changed = []
    for item in below:
        head = f"{former.path}{item.path[depth:].split('/', 1)[0]}/"
        if head in moved:
            item.path = moved[head] + item.path[depth:]
            changed.append(item)
    Organisation.objects.bulk_update(changed, ["path"], batch_size=500)


def parent_on(organisation: Organisation, day: dt.date) -> Organisation | None:
    """Return the managing parent on a day, from the dated edges."""
    edge = (
        Parentage.objects.filter(child=organisation, relation=ParentRelation.MANAGING)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .select_related("parent")
        .first()
    )
    return edge.parent if edge else None


def parent_of(organisation: Organisation) -> Organisation | None:
    """Return the managing parent today; that of a closed organisation was its last."""
    edges = Parentage.objects.filter(child=organisation, relation=ParentRelation.MANAGING)
    edge = edges.select_related("parent__kind").order_by(F("valid_to").desc(nulls_first=True)).first()
    return edge.parent if edge else None
