"""Quick reports on request (S8): an office asks offices below for figures by a day; they answer with one press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import OFFICE_ROLES, ROLE_PERMISSIONS, Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, vn_date
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.domain.reports_figures import frozen, request_choices, tables_now
from minhdinh.oversight.domain.reports_queries import offices_below, sums
from minhdinh.oversight.domain.reports_rights import may_report, require_reporter
from minhdinh.oversight.models import DataRequest, RequestedOffice
from minhdinh.oversight.statistics.table import StatTable

LONGEST_NOTE = 2000
REPORTERS = [role for role in OFFICE_ROLES if Permission.OFFICE_REPORT in ROLE_PERMISSIONS[role]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an office asks for: its paper, the tables, the day whose figures count, the deadline."""

    title: str
    tables: Sequence[str]
    due: dt.date
    number: str = ""
    dated: dt.date | None = None
    basis: str = ""
    counted_on: dt.date | None = None


@in_vietnamese
def ask_figures(
    *, actor: Actor, office: Organisation, year: str, asked: Asked, office_ids: Sequence[int]
) -> DataRequest:
    """Ask offices directly below for tables by a day, and tell their people.

    Raises Problem for an office that is not below, a deadline that has passed or a table that cannot be added up.
    """
    require_reporter(actor, office)
    below = {one.pk: one for one in offices_below(office)}
    chosen = [below[pk] for pk in below if pk in set(office_ids)]
    if not chosen or set(office_ids) - set(below):
        raise Problem("Hãy chọn ít nhất một cơ quan trực thuộc.", field="offices")
    known = [one for one, _title in request_choices()]
    tables = [one for one in known if one in set(asked.tables)]
    if not tables or set(asked.tables) - set(known):
        raise Problem("Hãy chọn ít nhất một bảng số liệu trong danh sách.", field="tables")
    if asked.due < timezone.localdate():
        raise Problem("Hạn trả lời đã qua.", field="due")
    with transaction.atomic():
        request = DataRequest.objects.create(
            office=office,
            year=year,
            title=clean(asked.title),
            number=clean(asked.number),
            dated=asked.dated,
            basis=asked.basis.strip(),
            tables=tables,
            counted_on=asked.counted_on,
            due=asked.due,
            asked_by_id=actor.user_id,
            asker_name=actor.name,
        )
        RequestedOffice.objects.bulk_create(RequestedOffice(request=request, office=one) for one in chosen)
        target = f"oversight.DataRequest:{request.pk}"
        record(
            actor=actor,
            code=actions.FIGURES_ASKED,
            target=target,
            count=len(chosen),
            title=request.title,
            due=vn_date(request.due),
        )
        _tell(request, chosen)
    return request


@in_vietnamese
def answer_request(*, actor: Actor, office: Organisation, request_id: int, note: str = "") -> RequestedOffice:
    """Send the figures of this moment as the office's answer; a later answer takes the place of an earlier one."""
    require_reporter(actor, office)
    words = note.strip()
    if len(words) > LONGEST_NOTE:
        raise Problem(f"Ghi chú dài quá {LONGEST_NOTE} ký tự.", field="note")
    with transaction.atomic():
        rows = RequestedOffice.objects.select_for_update(of=("self",)).select_related("request__office")
        row = rows.filter(office=office, request=request_id).first()
        if row is None:
            raise NotHere("Không có yêu cầu này.")
        request = row.request
        row.figures = [
            frozen(one) for one in tables_now(request.tables, office, request.year, request.counted_on)
        ]
        row.note, row.answered_at = words, timezone.now()
        row.answered_by_id, row.answerer_name = actor.user_id, actor.name
        row.save()
        target = f"oversight.DataRequest:{request.pk}"
        record(
            actor=actor,
            code=actions.FIGURES_ANSWERED,
            target=target,
            title=request.title,
            office=request.office.name,
        )
    return row


def requests_made(actor: Actor, office: Organisation, year: str) -> QuerySet[DataRequest]:
    """Return what an office asked of others in a year, newest first, with ``asked`` and ``answered`` counted."""
    rows = DataRequest.objects.filter(office=office, year=year)
    rows = rows if may_report(actor, office) else rows.none()
    return rows.annotate(
        asked=Count("offices"), answered=Count("offices", filter=Q(offices__answered_at__isnull=False))
    )


def request_made(actor: Actor, office: Organisation, year: str, request_id: int) -> DataRequest | None:
    """Return one request that an office made."""
    return requests_made(actor, office, year).filter(pk=request_id).first()


def requests_received(actor: Actor, office: Organisation, year: str) -> QuerySet[RequestedOffice]:
    """Return what is asked of an office in a year: unanswered first, the nearest deadline first."""
    rows = RequestedOffice.objects.filter(office=office, request__year=year)
    rows = rows if may_report(actor, office) else rows.none()
    return rows.select_related("request__office").order_by("answered_at", "request__due", "id")


def request_received(
    actor: Actor, office: Organisation, year: str, request_id: int
) -> RequestedOffice | None:
    """Return one request that an office has to answer."""
    return requests_received(actor, office, year).filter(request=request_id).first()


def answers_of(request: DataRequest) -> list[RequestedOffice]:
    """Return the offices asked, those that have not answered first, then by name."""
    rows = RequestedOffice.objects.filter(request=request).select_related("office")
    return sorted(rows, key=lambda one: (one.answered_at is not None, one.office.sort_key, one.pk))


def sum_of_answers(request: DataRequest, answers: Sequence[RequestedOffice]) -> list[StatTable]:
    """Add up what was answered, table by table."""
    return sums([one for answer in answers for one in answer.figures], request.office)


def _tell(request: DataRequest, offices: Sequence[Organisation]) -> None:
    """Tell everybody who writes reports at the offices asked."""
    codes = {one.pk: one.code for one in offices}
    rows = Membership.objects.filter(organisation__in=codes, role__in=REPORTERS, ended=False)
    text = f"{request.office.name} yêu cầu số liệu “{request.title}”, hạn trả lời {vn_date(request.due)}."
    deliver(
        Message(
            person_id=person,
            text=text,
            url=reverse("oversight:request-answer", args=[codes[office], request.year, request.pk]),
            kind=NoticeKind.OTHER,
            key=f"figures:{request.pk}:{office}",
            organisation_id=office,
        )
        for person, office in rows.values_list("user_id", "organisation_id").distinct()
    )
