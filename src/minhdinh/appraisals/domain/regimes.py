"""What a department sets of a regime for its schools: days of stages, sizes of bodies, each with the paper it rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.law import law_at
from minhdinh.appraisals.domain.cases.offices import DEPARTMENT
from minhdinh.appraisals.models import RegimeChange
from minhdinh.appraisals.rules.regimes import Regime, Value, regime
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.lib.text import clean
from minhdinh.organisations.models import Organisation

SMALLEST, LARGEST = "body.smallest", "body.largest"
DAYS = (1, 400)
PEOPLE = (3, 25)
LONGEST_REFERENCE = 400


@dataclass(frozen=True, slots=True)
class Set:
    """What an office wants a value to be: None where no number is known, and the paper that says so.

    ``read_as`` is the id of the change that the page showed as standing, 0 where it showed the file's value.
    """

    place: str
    value: int | None
    legal_reference: str
    read_as: int = 0


def department_of(office: Organisation) -> Organisation | None:
    """Return the department whose values hold at an office: itself or the nearest above; None at the ministry."""
    if office.kind_id == DEPARTMENT:
        return office
    ids = [int(step) for step in office.path.split("/") if step]
    above = {row.pk: row for row in Organisation.objects.filter(pk__in=ids, kind_id=DEPARTMENT)}
    return next((above[one] for one in reversed(ids) if one in above), None)


def law_for(office: Organisation, name: str) -> Regime:
    """Return a regime as it holds at an office; raises NotHere for an unknown one."""
    department = department_of(office)
    try:
        return law_at(department, name) if department is not None else regime(name)
    except KeyError as error:
        raise NotHere(_("Không có quy định này.")) from error


def may_set(actor: Actor, office: Organisation) -> bool:
    """Tell whether the actor sets values at this office: whoever manages registrations at a department."""
    return (
        office.kind_id == DEPARTMENT
        and actor.organisation_id == office.pk
        and actor.can(Permission.CASE_MANAGE)
    )


def set_value(*, actor: Actor, office: Organisation, name: str, wanted: Set) -> RegimeChange:
    """Set a value of a regime for a department's schools; the one that stood is ended and stays in the history.

    It holds for registrations that come to the stage afterwards. Raises NotAllowed for anybody but the department,
    Stale where another change stands than the page showed, NotHere for a value that no office sets, Problem for a
    number that cannot be or a missing paper.
    """
    _require(actor, office)
    value_at(law_for(office, name), wanted.place)  # a place that no regime knows is not looked for
    reference = clean(wanted.legal_reference)
    _check_reference(reference)
    with transaction.atomic():
        standing = _held(office, name, wanted.place, wanted.read_as)
        law = law_for(office, name)  # as it stands now that nobody else can change it
        before = value_at(law, wanted.place)
        check_value(law, wanted.place, wanted.value)
        _end(standing)
        made = RegimeChange.objects.create(
            office=office,
            regime=name,
            place=wanted.place,
            value=wanted.value,
            legal_reference=reference,
            by_name=actor.name,
        )
        record(
            actor=actor,
            code=actions.REGIME_SET,
            target=f"appraisals.RegimeChange:{made.pk}",
            what=place_words(law, wanted.place),
            regime=law.short_title,
            was=shown(before.value),
            value=shown(wanted.value),
            reference=reference,
        )
    return made


def restore_value(*, actor: Actor, office: Organisation, name: str, place: str, read_as: int) -> None:
    """End what a department set, so that the file's value holds again; raises as ``set_value`` does."""
    _require(actor, office)
    value_at(law_for(office, name), place)
    with transaction.atomic():
        standing = _held(office, name, place, read_as)
        if standing is None:
            raise Problem(_("Giá trị này đang là giá trị của phần mềm."))
        of_file = value_at(regime(name), place)
        _check_pair(_with(law_for(office, name), place, of_file.value))
        _end(standing)
        record(
            actor=actor,
            code=actions.REGIME_RESTORED,
            target=f"appraisals.RegimeChange:{standing.pk}",
            what=place_words(regime(name), place),
            regime=regime(name).short_title,
            was=shown(standing.value),
            value=shown(of_file.value),
        )


def changes_of(office: Organisation, name: str) -> dict[str, list[RegimeChange]]:
    """Return what an office set of a regime over time, by place, newest first (one query)."""
    found: defaultdict[str, list[RegimeChange]] = defaultdict(list)
    for row in RegimeChange.objects.filter(office=office, regime=name).order_by("place", "-id"):
        found[row.place].append(row)
    return found


def places_of(law: Regime) -> list[str]:
    """Return what an office may set of a regime."""
    return [SMALLEST, LARGEST, *(f"stages.{one.id}.days" for one in law.stages if not one.is_last)]


def value_at(law: Regime, place: str) -> Value:
    """Return the value at a place; raises NotHere for one that no office sets."""
    if place not in places_of(law):
        raise NotHere(_("Không có giá trị này."))
    if place == SMALLEST:
        return law.body.smallest
    return law.body.largest if place == LARGEST else law.stage(place.split(".")[1]).days


def place_words(law: Regime, place: str) -> str:
    """Return what a value is called."""
    if place == SMALLEST:
        return _("số người ít nhất của %(body)s") % {"body": law.body.title}
    if place == LARGEST:
        return _("số người nhiều nhất của %(body)s") % {"body": law.body.title}
    return _("số ngày làm việc của bước “%(stage)s”") % {"stage": law.stage(place.split(".")[1]).title}


def shown(value: int | None) -> str:
    """Return a number as people read it, or that none is known."""
    return _("chưa quy định") if value is None else str(value)


def check_value(law: Regime, place: str, value: int | None) -> None:
    """Refuse a number that cannot be: days from 1 to 400, people from 3 to 25, odd where the regime says so."""
    low, high = PEOPLE if place in (SMALLEST, LARGEST) else DAYS
    if value is None:
        if place == SMALLEST:
            raise Problem(_("Hãy ghi số người ít nhất."), field="value")
    elif not low <= value <= high:
        raise Problem(
            _("Hãy ghi một số từ %(low)s đến %(high)s.") % {"low": low, "high": high}, field="value"
        )
    elif low == PEOPLE[0] and law.body.odd and value % 2 == 0:
        raise Problem(_("%(body)s có số người lẻ.") % {"body": law.body.title}, field="value")
    _check_pair(_with(law, place, value))


def _with(law: Regime, place: str, value: int | None) -> tuple[int | None, int | None]:
    return (
        value if place == SMALLEST else law.body.smallest.value,
        value if place == LARGEST else law.body.largest.value,
    )


def _check_pair(sizes: tuple[int | None, int | None]) -> None:
    smallest, largest = sizes
    if smallest is not None and largest is not None and smallest > largest:
        raise Problem(
            _("Số người ít nhất (%(low)s) lớn hơn số người nhiều nhất (%(high)s).")
            % {"low": smallest, "high": largest},
            field="value",
        )


def _check_reference(reference: str) -> None:
    if not reference:
        raise Problem(_("Hãy ghi văn bản làm căn cứ."), field="legal_reference")
    if len(reference) > LONGEST_REFERENCE:
        raise Problem(
            _("Căn cứ dài quá %(most)s ký tự.") % {"most": LONGEST_REFERENCE}, field="legal_reference"
        )


def _require(actor: Actor, office: Organisation) -> None:
    require(actor, Permission.CASE_MANAGE, organisation_id=office.pk)
    if not may_set(actor, office):
        raise NotAllowed(_("Chỉ Sở GDĐT đặt giá trị của quy định cho các trường của mình."))


def _held(office: Organisation, name: str, place: str, read_as: int) -> RegimeChange | None:
    """Return the standing change, with the office's changes held for this transaction; raises Stale."""
    Organisation.objects.select_for_update(no_key=True).get(pk=office.pk)
    standing = RegimeChange.objects.filter(
        office=office, regime=name, place=place, ended_at__isnull=True
    ).first()
    if (standing.pk if standing else 0) != read_as:
        raise Stale(_("Giá trị này vừa được người khác sửa; hãy xem lại rồi lưu."))
    return standing


def _end(standing: RegimeChange | None) -> None:
    if standing is not None:
        standing.ended_at = timezone.now()
        standing.save(update_fields=["ended_at", "updated_at"])
