"""Kinds of organisations are data: an administrator of the installation adds one where the law makes one."""

from __future__ import annotations

import re

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean
from minhdinh.organisations import actions
from minhdinh.organisations.models import OrganisationKind

KIND_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


def add_kind(
    *, actor: Actor, kind_id: str, name: str, rank: int, is_school: bool = False
) -> OrganisationKind:
    """Add a kind; ``rank`` orders kinds from the root (10) down to schools (50).

    Raises Problem for a malformed or taken id, an empty name, a name that is used, and a rank outside 1 to 99.
    """
    require(actor, Permission.SYSTEM_MANAGE)
    kind_id, name = kind_id.strip(), clean(name)
    if not KIND_ID.fullmatch(kind_id):
        raise Problem(
            "Mã loại gồm 2 đến 40 chữ thường không dấu, số, gạch dưới; bắt đầu bằng chữ.", field="kind_id"
        )
    if OrganisationKind.objects.filter(pk=kind_id).exists():
        raise Problem(f"Mã loại “{kind_id}” đã có.", field="kind_id")
    if not name or OrganisationKind.objects.filter(name=name).exists():
        raise Problem("Tên loại còn trống hoặc đã có.", field="name")
    if not 1 <= rank <= 99:
        raise Problem("Thứ bậc là số từ 1 (cao nhất) đến 99.", field="rank")
    with transaction.atomic():
        kind = OrganisationKind.objects.create(pk=kind_id, name=name, rank=rank, is_school=is_school)
        record(
            actor=actor,
            code=actions.KIND_ADDED,
            target=f"organisations.OrganisationKind:{kind_id}",
            name=name,
            kind=kind_id,
        )
    return kind
