"""Writing the rows of earlier years: unknown schools, then the facts, all in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.jobs.registry import Progress
from minhdinh.organisations import actions as organisation_actions
from minhdinh.organisations.domain.facts import FactKind, Planned, write_facts
from minhdinh.organisations.domain.new_schools import NewSchool, create_schools
from minhdinh.organisations.domain.registration import default_levels
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.organisations.models import Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.history.facts import decided_here, source_of
from minhdinh.recognition.models import Decision

STEPS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were new, changed, known already, and how many schools were created."""

    new: int
    changed: int
    unchanged: int
    schools: int

    @property
    def written(self) -> int:
        """Return how many rows wrote anything."""
        return self.new + self.changed


class Quiet:
    """Progress that nobody looks at: the command line waits for the end."""

    def total(self, count: int) -> None:
        """Say nothing."""

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Say nothing."""


def outcome_of(rows: Sequence[CheckedRow]) -> Outcome:
    """Return what writing faultless rows does."""
    count = {status: sum(row.status == status for row in rows) for status in RowStatus}
    return Outcome(
        count[RowStatus.NEW],
        count[RowStatus.CHANGED],
        count[RowStatus.EXISTING],
        len({row.data["code"] for row in rows if row.data["school"] is None}),
    )


def refuse_faulty(rows: Sequence[CheckedRow]) -> None:
    """Raise Problem where any row is faulty: all rows are written or none."""
    faulty = [row.number for row in rows if row.faults]
    if faulty:
        raise Problem(f"Còn {len(faulty)} dòng cần sửa (dòng đầu: {faulty[0]}), nên chưa ghi dòng nào.")


def write_rows(
    *,
    actor: Actor,
    office: Organisation,
    rows: Sequence[CheckedRow],
    file_name: str,
    progress: Progress | None = None,
) -> Outcome:
    """Write checked rows below an office: all or nothing.

    Raises NotAllowed without the permission at the office, Problem where a row is faulty or somebody took a code
    meanwhile, JobCancelledError where the person asked to stop (nothing is written then).
    """
    require(actor, Permission.HISTORY_IMPORT, organisation_id=office.pk)
    refuse_faulty(rows)
    told = progress or Quiet()
    outcome = outcome_of(rows)
    try:
        with transaction.atomic():
            told.advance(f"Đang tạo {outcome.schools} trường chưa có…")
            _create_schools(actor, office, rows, file_name)
            _refuse_decided_since(rows)
            _write_facts(actor, rows, source_of(file_name), told)
            if outcome.written:
                _record(actor, outcome, file_name)
    except IntegrityError as error:
        raise Problem("Có người vừa ghi trùng một dòng của tệp; chưa ghi dòng nào, hãy nhập lại.") from error
    return outcome


def _create_schools(actor: Actor, office: Organisation, rows: Sequence[CheckedRow], file_name: str) -> None:
    """Create the schools that are not known, each once, under the name of its newest year."""
    newest: dict[str, CheckedRow] = {}
    for row in rows:
        code = row.data["code"]
        if row.data["school"] is None and (
            code not in newest or row.data["year"] > newest[code].data["year"]
        ):
            newest[code] = row
    created = create_schools([_new_school(row, office) for row in newest.values()])
    by_code = {school.code: school for school in created}
    for row in rows:
        if row.data["school"] is None:
            school = row.data["school"] = by_code[row.data["code"]]
            for _kind, plan in row.data["plans"]:
                plan.school_id = school.pk
    if created:
        record(
            actor=actor,
            code=organisation_actions.ORGANISATIONS_IMPORTED,
            target=f"organisations.Organisation:{office.pk}",
            count=len(created),
            file=file_name,
        )


def _new_school(row: CheckedRow, office: Organisation) -> NewSchool:
    school_type = row.data["school_type"]
    profile = {
        "school_type": school_type,
        "education_levels": default_levels(school_type),
        "ownership": row.data["ownership"],
    }
    return NewSchool(row.data["code"], row.data["name"], office, profile)


def _write_facts(actor: Actor, rows: Sequence[CheckedRow], source: str, told: Progress) -> None:
    """Write the facts kind by kind; each that is new or changed carries the file as its source."""
    by_kind: defaultdict[FactKind[Any], list[Planned[Any]]] = defaultdict(list)
    for row in rows:
        for kind, plan in row.data["plans"]:
            if plan.does_something and not plan.remove:
                plan.values["source"] = source
            by_kind[kind].append(plan)
    for kind, plans in by_kind.items():
        told.advance(f"Đang ghi {kind.name}: {len(plans)} dòng…")
        write_facts(actor=actor, kind=kind, planned=plans)


def _refuse_decided_since(rows: Sequence[CheckedRow]) -> None:
    """Raise Problem where a decision that would change ended a registration after the rows were checked (one query)."""
    plans = {
        plan.row.pk: (row.number, plan)
        for row in rows
        for _kind, plan in row.data["plans"]
        if isinstance(plan.row, Decision) and plan.does_something
    }
    with school_scope(*{plan.school_id for _number, plan in plans.values()}):
        held = Decision.objects.select_for_update(of=("self",)).filter(pk__in=plans, case__isnull=False)
        for pk, case_id in held.values_list("pk", "case_id"):
            number, plan = plans[pk]
            plan.row.case_id = case_id
            raise Problem(f"Dòng {number}: {decided_here(plan)}")


def _record(actor: Actor, outcome: Outcome, file_name: str) -> None:
    record(
        actor=actor,
        code=actions.HISTORY_IMPORTED,
        new=outcome.new,
        changed=outcome.changed,
        schools=outcome.schools,
        file=file_name,
    )
