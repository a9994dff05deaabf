"""Pairing schools for cross-checks: by the rule or by hand, with days; closing (P8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.crosscheck_notices import tell_paired
from minhdinh.appraisals.domain.crosscheck_people import end_memberships, move_memberships
from minhdinh.appraisals.domain.crosscheck_queries import pairs_known, schools_below
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.models import CrossCheck, CrossComment
from minhdinh.appraisals.rules.pairing import Candidate, Pair, Pairing, pair_schools
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation

LONGEST = dt.timedelta(days=120)
MOST_TIMES = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs that the rule proposes, the schools nobody would check, and a mark of exactly these pairs."""

    pairs: list[tuple[Organisation, Organisation]]
    unchecked: list[Organisation]

    @property
    def mark(self) -> str:
        """A short hash: what is confirmed is what was shown."""
        ids = sorted([one.pk, other.pk] for one, other in self.pairs)
        return sha256(canonical_json(ids))[:16]


def propose_pairs(
    *,
    actor: Actor,
    office: Organisation,
    year: str,
    school_type: str = "",
    times: int = 1,
    avoid_commune: bool = False,
) -> Proposal:
    """Return the pairs of the rule for the schools below an office, of one type where given; writes nothing."""
    require(actor, Permission.CROSSCHECK_MANAGE, organisation_id=office.pk)
    if not 1 <= times <= MOST_TIMES:
        raise Problem(f"Mỗi trường được kiểm tra từ 1 đến {MOST_TIMES} lần.", field="times")
    schools = schools_below(office, year, school_type)
    known = pairs_known([one.school.pk for one in schools])
    present = {pair for pair, years in known.items() if year in years}
    past = {pair for pair, years in known.items() if years - {year}}
    found: Pairing = pair_schools(
        [Candidate(one.school.pk, one.school_type, one.parent_step) for one in schools],
        past=past,
        present=present,
        times=times,
        avoid_commune=avoid_commune,
    )
    by_id = {one.school.pk: one.school for one in schools}
    return Proposal(
        [(by_id[reviewer], by_id[checked]) for reviewer, checked in found.pairs],
        [by_id[school] for school in found.unchecked],
    )


def pair_by_rule(  # noqa: PLR0913 (what a proposal is made of)
    *,
    actor: Actor,
    office: Organisation,
    year: str,
    starts_on: dt.date,
    ends_on: dt.date,
    mark: str,
    school_type: str = "",
    times: int = 1,
    avoid_commune: bool = False,
) -> list[CrossCheck]:
    """Write the pairs of the rule that were shown; raises Problem where the schools have changed since (``mark``)."""
    require(actor, Permission.CROSSCHECK_MANAGE, organisation_id=office.pk)
    with transaction.atomic():
        _one_at_a_time(office)
        proposal = propose_pairs(
            actor=actor,
            office=office,
            year=year,
            school_type=school_type,
            times=times,
            avoid_commune=avoid_commune,
        )
        if not proposal.pairs:
            raise Problem("Không còn cặp trường nào để ghép theo các điều kiện này.")
        if proposal.mark != mark:
            raise Problem("Danh sách trường vừa thay đổi; hãy xem lại các cặp rồi xác nhận.")
        return pair_by_hand(
            actor=actor,
            office=office,
            year=year,
            pairs=proposal.pairs,
            starts_on=starts_on,
            ends_on=ends_on,
        )


def pair_by_hand(
    *,
    actor: Actor,
    office: Organisation,
    year: str,
    pairs: Sequence[tuple[Organisation, Organisation]],
    starts_on: dt.date,
    ends_on: dt.date,
) -> list[CrossCheck]:
    """Let the first school of each pair check the second one; both are told.

    Raises Problem for a school that is not below the office or checks itself, a pair of this year already, days out
    of order or longer than 120 days.
    """
    require(actor, Permission.CROSSCHECK_MANAGE, organisation_id=office.pk)
    _check_days(starts_on, ends_on)
    made: list[CrossCheck] = []
    with transaction.atomic():
        _one_at_a_time(office)
        _check_pairs(office, year, pairs)
        for reviewer, school in pairs:
            with school_scope(school.pk):
                one = CrossCheck.objects.create(
                    school=school,
                    office=office,
                    reviewer=reviewer,
                    year=year,
                    starts_on=starts_on,
                    ends_on=ends_on,
                )
            made.append(one)
            _record(actor, actions.CROSSCHECK_PAIRED, one, starts=vn_date(starts_on), ends=vn_date(ends_on))
        tell_paired(made)
    return made


def change_days(*, actor: Actor, crosscheck: CrossCheck, starts_on: dt.date, ends_on: dt.date) -> None:
    """Move the days of a check that is not closed; the reviewers' way in moves with them."""
    _require_office(actor, crosscheck)
    _check_days(starts_on, ends_on)
    with transaction.atomic(), school_scope(crosscheck.school_id):
        current = _locked(crosscheck)
        if current.is_closed:
            raise Problem("Việc kiểm tra chéo này đã kết thúc nên không đổi thời gian được nữa.")
        current.starts_on, current.ends_on = starts_on, ends_on
        current.save(update_fields=["starts_on", "ends_on", "updated_at"])
        move_memberships(current)
        _record(actor, actions.CROSSCHECK_DAYS, current, starts=vn_date(starts_on), ends=vn_date(ends_on))


def close_check(*, actor: Actor, crosscheck: CrossCheck) -> None:
    """Close a check: nobody writes in it any more and the reviewers' way in ends at once; twice is once."""
    _require_office(actor, crosscheck)
    with transaction.atomic(), school_scope(crosscheck.school_id):
        current = _locked(crosscheck)
        if current.is_closed:
            return
        current.state, current.closed_at = CrossCheckState.CLOSED, timezone.now()
        current.save(update_fields=["state", "closed_at", "updated_at"])
        end_memberships(current.reviewers.filter(dropped_at__isnull=True))
        _record(actor, actions.CROSSCHECK_CLOSED, current)


def remove_check(*, actor: Actor, crosscheck: CrossCheck) -> None:
    """Take back a pair made by mistake, as long as nobody has been named for it."""
    _require_office(actor, crosscheck)
    with transaction.atomic(), school_scope(crosscheck.school_id):
        current = _locked(crosscheck)
        if current.reviewers.exists() or CrossComment.objects.filter(reviewer__crosscheck=current).exists():
            raise Problem("Đã cử người kiểm tra nên không bỏ được; hãy kết thúc việc kiểm tra chéo này.")
        _record(actor, actions.CROSSCHECK_REMOVED, current)
        current.delete()


def _one_at_a_time(office: Organisation) -> None:
    """Hold the office for this transaction: what two officers pair at once comes one after the other."""
    Organisation.objects.select_for_update().get(pk=office.pk)


def _check_days(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise Problem("Ngày cuối phải từ ngày đầu trở đi.", field="ends_on")
    if ends_on - starts_on > LONGEST:
        raise Problem(f"Một lần kiểm tra chéo dài nhất {LONGEST.days} ngày.", field="ends_on")


def _check_pairs(office: Organisation, year: str, pairs: Iterable[tuple[Organisation, Organisation]]) -> None:
    below = {one.school.pk for one in schools_below(office, year)}
    wanted: set[Pair] = set()
    for reviewer, school in pairs:
        if reviewer.pk == school.pk:
            raise Problem(
                "Trường không tự kiểm tra chéo mình; hãy chọn hai trường khác nhau.", field="reviewer"
            )
        if not {reviewer.pk, school.pk} <= below:
            raise Problem("Hai trường phải thuộc cơ quan này trong năm học đã chọn.", field="reviewer")
        wanted.add((reviewer.pk, school.pk))
    known = pairs_known({school for _reviewer, school in wanted})
    if any(year in known.get(pair, ()) for pair in wanted):
        raise Problem("Cặp trường này đã được phân công trong năm học.", field="reviewer")


def _require_office(actor: Actor, crosscheck: CrossCheck) -> None:
    require(actor, Permission.CROSSCHECK_MANAGE, organisation_id=crosscheck.office_id)


def _locked(crosscheck: CrossCheck) -> CrossCheck:
    return CrossCheck.objects.select_for_update().get(pk=crosscheck.pk)


def _record(actor: Actor, code: str, crosscheck: CrossCheck, **data: object) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.CrossCheck:{crosscheck.pk}",
        school=crosscheck.school.name,
        reviewer=crosscheck.reviewer.name,
        year=crosscheck.year,
        **data,
    )
