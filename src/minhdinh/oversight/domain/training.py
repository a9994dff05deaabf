"""Training sessions, and the register of people trained (P13, B4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.accounts.models import User
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem, Problems
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.models import TrainedPerson, TrainingSession

MOST_ROWS = 2000
LENGTHS = {"name": 150, "position": 120, "certificate": 100}


@dataclass(frozen=True, slots=True)
class Attendee:
    """A line of an attendance list: ``where`` is the code of a school or office, ``row`` its number in the list."""

    row: int
    name: str
    where: str
    position: str = ""
    certificate: str = ""


def write_session(
    *,
    actor: Actor,
    office: Organisation,
    values: Mapping[str, Any],
    session: TrainingSession | None = None,
) -> TrainingSession:
    """Write a session, a new one or one known; topic, day and organiser of who attended follow it."""
    _manager(actor, office)
    row = session or TrainingSession(office=office)
    if row.office_id != office.pk:
        raise NotHere("Không có buổi này.")
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.topic:
        raise Problem("Chưa ghi chủ đề.", field="topic")
    with transaction.atomic():
        row.save()
        for person in TrainedPerson.objects.filter(session=row):
            _follow(person, row)
            person.save()
        _record(actor, office, actions.SESSION_WRITTEN, topic=row.topic, day=vn_date(row.held_on))
    return row


def remove_session(*, actor: Actor, office: Organisation, session: TrainingSession) -> None:
    """Take a session away that nobody attended; raises Problem where people stand on its list."""
    _manager(actor, office)
    if session.office_id != office.pk:
        raise NotHere("Không có buổi này.")
    with transaction.atomic():
        if TrainedPerson.objects.filter(session=session).exists():
            raise Problem("Buổi này có người tham dự; hãy bỏ từng người khỏi danh sách trước.")
        _record(actor, office, actions.SESSION_REMOVED, topic=session.topic, day=vn_date(session.held_on))
        session.delete()


def record_attendance(
    *, actor: Actor, office: Organisation, session: TrainingSession, people: Sequence[Attendee]
) -> int:
    """Put people on a session's list, all or none, and return how many are new; who stands there already is kept.

    Raises Problems with one problem a faulty line.
    """
    _manager(actor, office)
    if session.office_id != office.pk:
        raise NotHere("Không có buổi này.")
    if not people:
        raise Problem("Danh sách chưa có dòng nào.", field="text")
    if len(people) > MOST_ROWS:
        raise Problem(f"Danh sách dài quá {MOST_ROWS} dòng; hãy chia làm nhiều lần.", field="text")
    places = organisations_by_code(office, {one.where for one in people})
    problems = [problem for one in people if (problem := _problem_of(one, places))]
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        known = set(TrainedPerson.objects.filter(session=session).values_list("organisation_id", "name"))
        rows: dict[tuple[int, str], TrainedPerson] = {}
        for one in people:
            person = TrainedPerson(
                office=office,
                session=session,
                organisation=places[one.where.casefold()],
                name=one.name,
                position=clean(one.position),
                certificate=clean(one.certificate),
            )
            _follow(person, session)
            rows.setdefault((person.organisation_id, person.name), person)
        new = [row for key, row in rows.items() if key not in known]
        TrainedPerson.objects.bulk_create(new, batch_size=500)
        if new:
            _record(actor, office, actions.TRAINED_RECORDED, count=len(new), course=session.topic)
    return len(new)


def register_person(
    *, actor: Actor, office: Organisation, where: str, username: str = "", values: Mapping[str, Any]
) -> TrainedPerson:
    """Enter a person into the office's register, by account or by name.

    ``where`` is the code of the school or office the person comes from, at or below this one. Raises Problem.
    """
    _manager(actor, office)
    organisation = organisations_by_code(office, {where}).get(where.casefold())
    if organisation is None:
        raise Problem("Không có đơn vị trực thuộc nào mang mã này.", field="where")
    person = TrainedPerson(office=office, organisation=organisation, **values)
    if username:
        person.user = _account(organisation, username)
        person.name = person.user.full_name
    if not clean(person.name):
        raise Problem("Hãy ghi họ tên, hoặc tên đăng nhập của người có tài khoản.", field="name")
    if person.completed_on > timezone.localdate():
        raise Problem("Ngày hoàn thành còn ở phía trước.", field="completed_on")
    person.derive_keys()
    with transaction.atomic():
        person.save()
        _record(actor, office, actions.TRAINED_RECORDED, count=1, course=person.course)
    return person


def remove_person(*, actor: Actor, office: Organisation, person_id: int) -> None:
    """Take a line out of the office's own register."""
    _manager(actor, office)
    person = TrainedPerson.objects.filter(office=office, pk=person_id).first()
    if person is None:
        raise NotHere("Sổ của cơ quan không có dòng này.")
    with transaction.atomic():
        _record(actor, office, actions.TRAINED_REMOVED, name=person.name, course=person.course)
        person.delete()


def organisations_by_code(office: Organisation, codes: set[str]) -> dict[str, Organisation]:
    """Return the organisations at or below an office that have these codes, by code in small letters."""
    wanted = {code for one in codes for code in (one, one.lower(), one.upper())}
    rows = Organisation.objects.filter(path__startswith=office.path, code__in=wanted)
    return {one.code.casefold(): one for one in rows}


def _follow(person: TrainedPerson, session: TrainingSession) -> None:
    person.course, person.organiser = session.topic, session.organiser
    person.completed_on = session.held_on
    person.derive_keys()


def _problem_of(one: Attendee, places: Mapping[str, Organisation]) -> Problem | None:
    if not clean(one.name):
        return Problem(f"Dòng {one.row}: chưa có họ tên.", field="text")
    if one.where.casefold() not in places:
        return Problem(f"Dòng {one.row}: không có đơn vị trực thuộc mã “{one.where}”.", field="text")
    long = [name for name, most in LENGTHS.items() if len(getattr(one, name)) > most]
    return Problem(f"Dòng {one.row}: có ô dài quá.", field="text") if long else None


def _account(organisation: Organisation, username: str) -> User:
    rows = Membership.objects.filter(organisation=organisation, ended=False, user__username=username.strip())
    found = rows.select_related("user").first()
    if found is None:
        raise Problem("Đơn vị ấy không có người dùng mang tên đăng nhập này.", field="username")
    return found.user


def _manager(actor: Actor, office: Organisation) -> None:
    require(actor, Permission.TRAINING_MANAGE, organisation_id=office.pk)


def _record(actor: Actor, office: Organisation, code: str, **data: object) -> None:
    record(actor=actor, code=code, target=f"organisations.Organisation:{office.pk}", **data)
