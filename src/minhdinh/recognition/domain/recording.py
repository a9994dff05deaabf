"""One paper into the register: a decision for one or several schools with its certificates and its scan; corrected later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.models import Case
from minhdinh.assessments.domain.signed_copies import SIGNED_TYPES
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.evidence.domain.blobs import store_bytes
from minhdinh.evidence.domain.bringing import Brought, brought
from minhdinh.evidence.domain.files import file_name
from minhdinh.evidence.domain.scanning import require_clean
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind, detect_file
from minhdinh.lib.school_year import containing
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.facts import Planned, check_not_later, described, require_above
from minhdinh.organisations.models import Organisation
from minhdinh.recognition import actions
from minhdinh.recognition.domain.decisions import DECISION, check_decision, check_worth
from minhdinh.recognition.domain.trace import at_school, target_of
from minhdinh.recognition.models import Decision
from minhdinh.recognition.rules.regimes import law

MOST_SCHOOLS = 200
Line = tuple[Organisation, str]  # a school and the number of its certificate


@dataclass(frozen=True, slots=True)
class Details:
    """What a decision says; ``valid_to`` is the last day as printed, None where nothing is printed."""

    number: str
    decided_on: dt.date
    valid_to: dt.date | None = None
    grade: int | None = None
    degree: int | None = None
    issuer: str = ""
    signer: str = ""
    certificate_on: dt.date | None = None
    regime: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned paper as it was sent; ``kind`` once it was looked at and went past the virus scanner."""

    stream: IO[bytes]
    name: str
    size: int
    kind: FileKind | None = None
    ours: Brought | None = None


@in_vietnamese
def record_for_schools(
    *,
    actor: Actor,
    lines: Sequence[Line],
    details: Details,
    scan: Scan | None = None,
    case: Case | None = None,
) -> list[Decision]:
    """Record one signed decision for every school that it names; all or none.

    ``case`` is the registration of the one school named, where it ends with this decision.

    Raises NotAllowed unless the actor may record recognitions in an office above each school, Problem for what is
    missing or wrong, for a school named twice and for one that has this decision already.
    """
    schools = [school for school, _number in lines]
    for school in schools:
        require_above(actor, Permission.RECOGNITION_RECORD, school)
    values = _checked(details)
    _check_schools(schools)
    kind = _kind_of(actor, scan)
    year = containing(details.decided_on)
    _refuse_known(schools, year, str(values["number"]))
    blobs = {school.pk: _kept(school, scan, kind) for school in schools}
    with _only_once(schools, year, str(values["number"])), school_scope(*(school.pk for school in schools)):
        return [
            _create(
                actor,
                school,
                {
                    **values,
                    "year": year,
                    "certificate_number": clean(number)[:100],
                    "scan": blobs[school.pk],
                    "scan_name": file_name(scan.name) if scan else "",
                    "case": case,
                },
            )
            for school, number in lines
        ]


@in_vietnamese
def taken_for_case(
    *, actor: Actor, case: Case, details: Details, certificate_number: str = "", scan: Scan | None = None
) -> Decision | None:
    """Make a decision that the register knows already the one its registration ends with; None where there is none.

    It must say the same: number, day, grade and degree. What is given goes before what stood there; what is left empty
    stays. Raises NotAllowed and Problem as recording does, Problem where the register says something else.
    """
    school = case.school
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    values = {name: value for name, value in _checked(details).items() if value not in (None, "")}
    if number := clean(certificate_number)[:100]:
        values["certificate_number"] = number
    kind = _kind_of(actor, scan)
    with transaction.atomic(), school_scope(school.pk):
        rows = Decision.objects.filter(
            school=school, year=containing(details.decided_on), number=values["number"]
        )
        known = rows.filter(case=None, revoked_on=None).select_for_update(of=("self",)).first()
        if known is None:
            return None
        if (known.decided_on, known.grade, known.degree) != (
            details.decided_on,
            details.grade,
            details.degree,
        ):
            raise Problem(
                f"Quyết định {known.number} đã có trong sổ nhưng khác ngày hoặc nội dung công nhận. "
                "Hãy mở quyết định ấy, sửa cho khớp rồi ghi lại.",
                field="number",
            )
        if scan is not None:
            values |= {"scan": _kept(school, scan, kind), "scan_name": file_name(scan.name)}
        known.case, known.source = case, ""  # no file that is brought again takes it back
        _change(actor, school, known, values)
    return known


def _create(actor: Actor, school: Organisation, values: dict[str, Any]) -> Decision:
    decision = Decision(school=school)
    _fill(decision, values)
    shown = {name: value for name, value in values.items() if name not in ("number", "scan", "year", "case")}
    record(
        actor=at_school(actor, school),
        code=actions.RECORDED,
        target=target_of(decision),
        number=decision.number,
        values=described(DECISION, Planned(school.pk, decision.year, None, shown)),
    )
    return decision


@in_vietnamese
def correct_decision(
    *,
    actor: Actor,
    school: Organisation,
    decision_id: int,
    read_as: str,
    details: Details,
    certificate_number: str = "",
    scan: Scan | None = None,
) -> Decision:
    """Correct what is recorded of a decision; the record keeps what stood there before.

    ``read_as`` is ``version_of`` as the form was drawn: raises Stale where somebody changed it since. The school year
    changes only with a day of signing that moves into another one. Raises NotAllowed, NotHere and Problem as recording
    does.
    """
    require_above(actor, Permission.RECOGNITION_RECORD, school)
    values = {**_checked(details), "certificate_number": clean(certificate_number)[:100]}
    kind = _kind_of(actor, scan)
    blob = _kept(school, scan, kind)
    if blob is not None and scan is not None:
        values |= {"scan": blob, "scan_name": file_name(scan.name)}
    with transaction.atomic(), school_scope(school.pk):
        decision = Decision.objects.filter(school=school, pk=decision_id).select_for_update().first()
        if decision is None:
            raise NotHere("Không có quyết định này.")
        if version_of(decision) != read_as:
            raise Stale("Quyết định này vừa được người khác sửa. Hãy tải lại trang rồi sửa tiếp.")
        check_worth(decision, details.grade, details.degree)
        if decision.revoked_on and decision.revoked_on < details.decided_on:
            raise Problem("Ngày quyết định đứng sau ngày thu hồi đã ghi.", field="decided_on")
        values["year"] = _year(decision, details.decided_on)
        named = (str(values["year"]), str(values["number"]), decision.pk)
        _refuse_known([school], *named)
        with _only_once([school], *named):
            _change(actor, school, decision, values)
    return decision


def _year(decision: Decision, day: dt.date) -> str:
    """Return the school year of a corrected decision: facts that are brought again find it by the year they gave."""
    before = decision.decided_on
    moved = before is not None and containing(before) != containing(day)
    return containing(day) if moved else decision.year


def _change(actor: Actor, school: Organisation, decision: Decision, values: dict[str, Any]) -> None:
    """Write the values and one entry of what is different; nothing where nothing is."""
    told = {name: value for name, value in values.items() if name != "scan"}
    plan = Planned(school.pk, decision.year, decision, told)
    changed = described(DECISION, plan) if plan.differences else ""
    _fill(decision, values)
    if changed:
        record(
            actor=at_school(actor, school),
            code=actions.CORRECTED,
            target=target_of(decision),
            number=decision.number,
            values=changed,
        )
    if "scan" in values:
        record(
            actor=at_school(actor, school),
            code=actions.SCANNED,
            target=target_of(decision),
            number=decision.number,
            file=decision.scan_name,
        )


def _fill(decision: Decision, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(decision, name, value)
    decision.save()


def version_of(decision: Decision) -> str:
    """Return what a form carries to tell whether the decision was changed since it was drawn."""
    return decision.updated_at.isoformat()


def _checked(details: Details) -> dict[str, Any]:
    values = {
        **asdict(details),
        "number": clean(details.number)[:100],
        "issuer": clean(details.issuer)[:250],
        "signer": clean(details.signer)[:150],
    }
    if not values["number"]:
        raise Problem("Thiếu số quyết định.", field="number")
    if details.grade is None and details.degree is None:
        raise Problem("Hãy ghi cấp độ kiểm định hoặc mức độ chuẩn quốc gia được công nhận.", field="grade")
    check_decision(
        grade=details.grade,
        degree=details.degree,
        decided_on=details.decided_on,
        valid_to=details.valid_to,
    )
    check_not_later(details.certificate_on, "certificate_on", "Ngày cấp bằng")
    if details.regime and details.regime not in {one.id for one in law().regimes}:
        raise Problem("Không có quy định này.", field="regime")
    return values


def _check_schools(schools: Sequence[Organisation]) -> None:
    if not schools:
        raise Problem("Hãy ghi ít nhất một trường.", field="schools")
    if len(schools) > MOST_SCHOOLS:
        raise Problem(
            f"Một lần ghi nhiều nhất {MOST_SCHOOLS} trường; hãy tách thành nhiều lần.", field="schools"
        )
    seen: set[int] = set()
    for school in schools:
        if school.pk in seen:
            raise Problem(f"{school.name} có hai dòng.", field="schools")
        seen.add(school.pk)
        if not school.is_school:
            raise Problem(f"{school.name} không phải một trường.", field="schools")


def _refuse_known(schools: Sequence[Organisation], year: str, number: str, but: int = 0) -> None:
    ids = [school.pk for school in schools]
    with school_scope(*ids):
        rows = Decision.objects.filter(year=year, number=number).exclude(pk=but).select_related("school")
        known = [row.school.name for row in rows[:5]]
    if known:
        names = ", ".join(known)
        raise Problem(
            f"Quyết định {number} đã ghi cho: {names}. Hãy mở quyết định ấy để sửa.", field="number"
        )


@contextmanager
def _only_once(schools: Sequence[Organisation], year: str, number: str, but: int = 0) -> Iterator[None]:
    """Write all or nothing; say it in words where somebody recorded the same decision since it was asked."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        _refuse_known(schools, year, number, but)
        raise


def looked_at(actor: Actor, scan: Scan | None) -> Scan | None:
    """Return a scan with its kind; outside of any transaction, because the virus scanner may take its time.

    Raises Problem for anything but PDF and pictures, and as ``require_clean``.
    """
    kind = _kind_of(actor, scan)
    return replace(scan, kind=kind) if scan is not None else None


def _kind_of(actor: Actor, scan: Scan | None) -> FileKind | None:
    """Return what a scan is by its content; raises Problem for anything but PDF and pictures."""
    if scan is None:
        return None
    if scan.kind is not None:
        return scan.kind
    name = file_name(scan.name)
    kind = detect_file(scan.stream, name=name, size=scan.size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    if kind.media_type not in SIGNED_TYPES:
        raise Problem(f"Bản quét phải là PDF hoặc ảnh chụp; “{name}” không phải.", field="scan")
    require_clean(scan.stream, name=name, organisation_id=actor.organisation_id, actor=actor)
    return kind


@contextmanager
def on_its_way(school: Organisation, scan: Scan | None) -> Iterator[Scan | None]:
    """Bring a scan that was looked at among a school's files, before the transaction that needs it begins."""
    if scan is None or scan.kind is None:
        yield scan
        return
    with brought(school_id=school.pk, stream=scan.stream, kind=scan.kind) as ours:
        yield replace(scan, ours=ours)


def _kept(school: Organisation, scan: Scan | None, kind: FileKind | None) -> Blob | None:
    """Store the scan among a school's files; a school keeps its own copy, as with every file."""
    if scan is None or kind is None:
        return None
    with school_scope(school.pk):
        if scan.ours is not None:
            return scan.ours.row()[0]
        blob, _is_new = store_bytes(school_id=school.pk, stream=scan.stream, kind=kind)
    return blob
