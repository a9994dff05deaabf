"""A new name for an organisation that goes on as it is: code, people and records stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations import actions
from minhdinh.organisations.domain.tree import require_within
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Organisation, SchoolProfile, Succession


def rename_organisation(
    *, actor: Actor, organisation: Organisation, name: str, day: dt.date, basis: str, note: str = ""
) -> Succession:
    """Give an organisation another name from a day on; the former one is kept with its last day.

    Raises Problem for an empty or unchanged name, no basis, a coming day, a day before the last change of name, and
    an organisation that has ended.
    """
    require(actor, Permission.ORGANISATIONS_MANAGE)
    require_within(actor, organisation)
    name, former = clean(name), organisation.name
    if not organisation.active:
        raise Problem(f"{former} đã kết thúc hoạt động.", field="name")
    if not name or name == former:
        raise Problem("Chưa ghi tên mới, hoặc tên mới trùng tên đang dùng.", field="name")
    if not clean(basis):
        raise Problem("Chưa ghi căn cứ pháp lý.", field="basis")
    if day > timezone.localdate():
        raise Problem("Ngày đổi tên chưa đến; hãy ghi khi việc đổi tên có hiệu lực.", field="day")
    if _renamings().filter(predecessor=organisation, day__gte=day).exists():
        raise Problem(f"Đã có một lần đổi tên từ ngày {vn_date(day)} hoặc muộn hơn.", field="day")
    with transaction.atomic():
        organisation.name = name
        organisation.save()
        SchoolProfile.objects.filter(pk=organisation.pk).update(former_name=former)
        row = Succession.objects.create(
            predecessor=organisation,
            successor=organisation,
            day=day,
            form=SuccessionForm.RENAME,
            former_name=former,
            basis=clean(basis),
            note=clean(note),
        )
        record(
            actor=actor,
            code=actions.ORGANISATION_RENAMED,
            target=f"organisations.Organisation:{organisation.pk}",
            former=former,
            name=organisation.name,
            day=vn_date(day),
        )
    return row


def names_on(organisations: Iterable[Organisation], day: dt.date) -> dict[int, str]:
    """Return the names that organisations had on a day, by id, in one query."""
    found = {one.pk: one.name for one in organisations}
    later = _renamings().filter(predecessor__in=found, day__gt=day).order_by("-day", "-id")
    return found | dict(later.values_list("predecessor_id", "former_name"))


def _renamings() -> models.QuerySet[Succession]:
    return Succession.objects.filter(form=SuccessionForm.RENAME)
