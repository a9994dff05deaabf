"""Accepting a registration at the department, with a number of its own register and the day of receipt (S2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.cases.people import require_as
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation

LONGEST_NUMBER = 60
OLDEST_RECEIPT = dt.timedelta(days=366)


def proposed_number(department_id: int, year: int) -> str:
    """Return the next free number of a department's register in a calendar year ("0012/2026")."""
    pattern = re.compile(rf"(\d{{1,6}})/{year}")
    with scopes_disabled():  # the register is the whole province's
        rows = Case.objects.filter(department_id=department_id, number__endswith=f"/{year}")
        known = list(rows.order_by().values_list("number", flat=True))
    taken = [int(found[1]) for number in known if (found := pattern.fullmatch(number))]
    return f"{max(taken, default=0) + 1:04d}/{year}"


def accept_case(
    *, actor: Actor, case: Case, version: int, number: str, received_on: dt.date, note: str = ""
) -> Case:
    """Accept a registration under a number and return it; an empty number takes the next free one.

    Number and step are one transaction, and a department gives its numbers one after another. Raises NotAllowed for
    anybody but the department, Problem for a number that is taken or too long and for a day that cannot be, and
    whatever ``take_step`` raises.
    """
    require_as(actor, case, Holder.DEPARTMENT)
    _check_day(received_on)
    typed = clean(number)
    if len(typed) > LONGEST_NUMBER:
        raise Problem(_("Số tiếp nhận dài quá %(most)s ký tự.") % {"most": LONGEST_NUMBER}, field="number")
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=case.department_id)
        given = typed or proposed_number(case.department_id, received_on.year)
        _check_free(case, given, received_on.year)
        with school_scope(case.school_id):
            waiting = Case.objects.filter(pk=case.pk, version=version)
            waiting.update(number=given, received_on=received_on)
        return take_step(actor=actor, case=case, act=Act.ACCEPT, version=version, note=note)


def number_and_day(case: Case) -> Iterator[Problem]:
    """Yield what a registration lacks to be accepted: a guard of ``Act.ACCEPT``."""
    if not case.number or case.received_on is None:
        yield Problem(_("Chưa có số tiếp nhận và ngày tiếp nhận."))


def _check_day(received_on: dt.date) -> None:
    today = timezone.localdate()
    if received_on > today:
        raise Problem(_("Ngày tiếp nhận chưa đến."), field="received_on")
    if received_on < today - OLDEST_RECEIPT:
        raise Problem(_("Ngày tiếp nhận đã quá một năm; hãy xem lại."), field="received_on")


def _check_free(case: Case, number: str, year: int) -> None:
    with scopes_disabled():
        taken = Case.objects.filter(department_id=case.department_id, number=number).exclude(pk=case.pk)
        is_taken = taken.exists()
    if is_taken:
        raise Problem(
            _("Số %(number)s đã dùng cho hồ sơ khác. Số tiếp theo còn trống là %(next)s.")
            % {"number": number, "next": proposed_number(case.department_id, year)},
            field="number",
        )
