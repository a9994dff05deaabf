"""Facts that an office records about schools: compared with what is known, written together, with an audit entry each.

A fact is one row of a school-owned model for one school year. The rooms that own the models (``assessments``,
``appraisals``, ``recognition``) say which row a fact means; planning and writing are the same for all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.audit.domain.record_many import Line, record_many
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.lib.text import vn_date
from minhdinh.organisations import actions
from minhdinh.organisations.models import Organisation, SchoolOwned

BATCH = 500
NOT_COMPARED = frozenset({"source"})
M = TypeVar("M", bound=SchoolOwned)
T = TypeVar("T")
Key = tuple[int, str]  # school id, school year


@dataclass(frozen=True, slots=True)
class FactKind(Generic[M]):
    """A kind of fact: the model that keeps it and its name inside a sentence.

    ``follow`` sets what follows from a row's other values and returns the names of those fields.
    """

    model: type[M]
    name: str | Promise
    follow: Callable[[M], Iterable[str]] | None = None

    def existing(self, school_ids: Iterable[int]) -> dict[Key, list[M]]:
        """Return the rows of these schools by school and year, newest last; opens the schools' rows itself."""
        found: dict[Key, list[M]] = {}
        for some in in_batches(sorted(set(school_ids))):
            with school_scope(*some):
                for row in self.model.objects.order_by("id"):
                    found.setdefault((row.school_id, getattr(row, "year")), []).append(row)  # noqa: B009 (typed)
        return found


@dataclass(slots=True)
class Planned(Generic[M]):
    """What is to become of one fact: ``values`` for a new or known ``row``, or its removal."""

    school_id: int
    year: str
    row: M | None
    values: dict[str, Any] = field(default_factory=dict)
    remove: bool = False

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """Return (old, new) of every value that would change in the known row."""
        if self.row is None:
            return {}
        pairs = {name: (getattr(self.row, name), value) for name, value in self.values.items()}
        return {name: pair for name, pair in pairs.items() if name not in NOT_COMPARED and pair[0] != pair[1]}

    @property
    def does_something(self) -> bool:
        """Whether writing it would change the database."""
        return (self.row is not None) if self.remove else (self.row is None or bool(self.differences))


def described(kind: FactKind[M], planned: Planned[M]) -> str:
    """Return what would be written in words: "mức tự đánh giá: 1 → 2"; the values alone for a new or removed row."""
    if planned.row is None:
        shown = {name: value for name, value in planned.values.items() if value not in (None, "")}
    elif planned.remove:
        names = [name for name in planned.values if getattr(planned.row, name) not in (None, "")]
        shown = {name: getattr(planned.row, name) for name in names}
    else:
        changed = planned.differences.items()
        return "; ".join(f"{_label(kind, name)}: {_word(old)} → {_word(new)}" for name, (old, new) in changed)
    return "; ".join(
        f"{_label(kind, name)}: {_word(value)}" for name, value in shown.items() if name not in NOT_COMPARED
    )


def write_facts(*, actor: Actor, kind: FactKind[M], planned: Sequence[Planned[M]]) -> int:
    """Write what changes something, in one transaction with an audit entry a fact; return how many facts changed."""
    wanted = [item for item in planned if item.does_something]
    with transaction.atomic():
        for some in in_batches(wanted):
            with school_scope(*{item.school_id for item in some}):
                lines = [_line(kind, item) for item in some]
                _write(kind, some)
            record_many(actor=actor, lines=lines)
    return len(wanted)


def _write(kind: FactKind[M], some: Sequence[Planned[M]]) -> None:
    """Create, change and delete rows inside the opened scope."""
    new = [
        kind.model(school_id=item.school_id, year=item.year, **item.values)
        for item in some
        if item.row is None
    ]
    follow = kind.follow or _nothing_follows
    for row in new:
        follow(row)
    kind.model.objects.bulk_create(new)
    changed = [item for item in some if item.row is not None and not item.remove]
    names: set[str] = set()
    for item in changed:
        for name, value in item.values.items():
            setattr(item.row, name, value)
        names |= set(item.values)
    rows = [item.row for item in changed if item.row is not None]
    for row in rows:
        row.updated_at = timezone.now()
        names |= set(follow(row))
    if rows:
        kind.model.objects.bulk_update(rows, sorted(names | {"updated_at"}))
    kind.model.objects.filter(pk__in=[item.row.pk for item in some if item.row and item.remove]).delete()


def _nothing_follows(_row: object) -> Iterable[str]:
    return ()


@in_vietnamese
def _line(kind: FactKind[M], item: Planned[M]) -> Line:
    code = actions.FACT_RECORDED if item.row is None else actions.FACT_CHANGED
    code = actions.FACT_REMOVED if item.remove else code
    options = kind.model._meta  # noqa: SLF001 (documented)
    data: dict[str, object] = {
        "fact": str(kind.name),
        "year": item.year,
        "values": described(kind, item) or "…",
    }
    if item.values.get("source"):
        data["source"] = item.values["source"]
    target = f"{options.app_label}.{options.object_name}:{item.row.pk}" if item.row is not None else ""
    return Line(item.school_id, code, target, data)


def require_above(actor: Actor, permission: Permission, school: Organisation) -> None:
    """Refuse unless the actor holds ``permission`` in an office above the school; the system itself may.

    The actor may stand at the office or, coming from it, at the school.
    """
    require(actor, permission)
    if actor.user_id is None:
        return
    office_id = actor.home_id if actor.organisation_id == school.pk else actor.organisation_id
    office = Organisation.objects.filter(pk=office_id or 0, kind__is_school=False).first()
    if office is None or not school.path.startswith(office.path):
        raise NotAllowed("Trường này không thuộc phạm vi quản lý của cơ quan Thầy/Cô.")


def checked_year(year: str) -> str:
    """Return a school year as it is stored; raises Problem where it is none."""
    try:
        first_year(year)
    except SchoolYearError as error:
        raise Problem(str(error), field="year") from error
    return year


def check_not_later(day: dt.date | None, field_name: str, label: str) -> None:
    """Raise Problem for a day that has not come yet."""
    if day is not None and day > timezone.localdate():
        raise Problem(f"{label} {vn_date(day)} chưa đến.", field=field_name)


def check_between(value: int | None, low: int, high: int, field_name: str, label: str) -> None:
    """Raise Problem for a level outside its range; None is nothing known."""
    if value is not None and not low <= value <= high:
        raise Problem(f"{label} phải từ {low} đến {high}, không phải {value}.", field=field_name)


def only(rows: Mapping[Key, list[M]], school_id: int, year: str) -> M | None:
    """Return the one row of a school and year, or None."""
    found = rows.get((school_id, year), [])
    return found[0] if found else None


def in_batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield the items in runs of at most ``size``: no statement grows beyond what a database takes."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


@in_vietnamese
def _label(kind: FactKind[M], name: str) -> str:
    options = kind.model._meta  # noqa: SLF001 (documented)
    column: models.Field[Any, Any] = options.get_field(name)  # type: ignore[assignment]
    return str(column.verbose_name)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.date):
        return vn_date(value)
    return "không ghi" if value in (None, "") else str(value)
