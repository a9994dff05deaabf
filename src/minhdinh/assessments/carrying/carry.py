"""Carrying one year into the next: what would come along, and doing it whole in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.carrying.choices import Choices, routes_between
from minhdinh.assessments.carrying.figures import (
    FiguresPlan,
    carry_abbreviations,
    carry_figures,
    carry_plan,
    plan_figures,
)
from minhdinh.assessments.carrying.people import (
    PeoplePlan,
    carry_assignments,
    carry_people,
    plan_assignments,
    plan_people,
)
from minhdinh.assessments.carrying.pieces import Fate, Placed, place
from minhdinh.assessments.carrying.registry import carriers
from minhdinh.assessments.carrying.routes import Routes
from minhdinh.assessments.carrying.target import TargetYear, target_of
from minhdinh.assessments.carrying.texts import pieces_of, write_texts
from minhdinh.assessments.carrying.uses import ItemPlace, carry_uses, plan_uses
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.plan import plan_of
from minhdinh.assessments.domain.support import recount
from minhdinh.assessments.models import Assignment, CarriedFrom, SelfAssessment
from minhdinh.assessments.slots import parse_slot
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.hashing import canonical_json, sha256

CHANGED_MEANWHILE = "Hồ sơ vừa thay đổi sau khi Thầy/Cô xem trước. Chưa ghi gì; hãy xem lại bản mới ở dưới."
NEEDED = (
    Permission.COUNCIL_MANAGE,
    Permission.SHEET_WRITE_ANY,
    Permission.REPORT_WRITE,
    Permission.EVIDENCE_MANAGE,
)


@dataclass(frozen=True)
class CarryPlan:
    """What would come along from ``source``; nothing of it is written yet."""

    source: SelfAssessment
    target: TargetYear
    routes: Routes
    texts: list[Placed]
    people: PeoplePlan
    assignments: list[Assignment]
    uses: list[ItemPlace]
    figures: FiguresPlan
    abbreviations: int
    makes_plan: bool
    others: list[tuple[str, int]]

    def count(self, fate: Fate) -> int:
        """How many texts have this fate."""
        return sum(one.fate is fate for one in self.texts)

    @property
    def empty(self) -> dict[tuple[str, str], list[str]]:
        """The requirements that stay without a text, by cấp học and criterion."""
        slots = {slot for one in self.texts for slot in one.targets} | self.target.taken
        addresses = [address for slot in slots if (address := parse_slot(slot)).requirement]
        written = {(address.track, address.requirement) for address in addresses}
        found: dict[tuple[str, str], list[str]] = {}
        for track in self.target.tracks:
            for one in self.target.catalogue.iter_requirements():
                if (track, one.id) not in written and not one.derived:
                    found.setdefault((track, one.criterion), []).append(one.id)
        return found

    @cached_property
    def seen(self) -> str:
        """A mark of everything that would come along, so that only what a person looked at is carried."""
        texts = [[one.piece.key, one.piece.slot, one.piece.body, one.targets, one.kept] for one in self.texts]
        uses = [[item.pk, place.track, place.criterion, place.requirement] for item, place in self.uses]
        figures = sorted([*address, value] for address, value in self.figures.cells.items())
        people = [[member.pk, str(member.updated_at)] for member in self.people.staying]
        others = [self.abbreviations, self.makes_plan, self.people.seated, [one for _, one in self.others]]
        assignments = [row.pk for row in self.assignments]
        return sha256(canonical_json([self.source.pk, texts, uses, figures, people, assignments, others]))

    @property
    def is_nothing(self) -> bool:
        """Whether carrying would change nothing."""
        return not any(
            (
                self.count(Fate.CARRIED),
                self.people.count,
                self.assignments,
                self.uses,
                self.figures.cells,
                self.abbreviations,
                self.makes_plan,
                *(number for _label, number in self.others),
            )
        )


@dataclass(frozen=True, slots=True)
class Carried:
    """What one carrying brought."""

    texts: int = 0
    people: int = 0
    assignments: int = 0
    uses: int = 0
    figures: int = 0
    steps: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """How many things came along."""
        return sum(
            (self.texts, self.people, self.assignments, self.uses, self.figures, self.steps, self.others)
        )


def may_carry(actor: Actor) -> bool:
    """Tell whether the actor may carry a year: it writes council, texts, figures and uses of evidence at once."""
    return all(actor.can(permission) for permission in NEEDED)


def require_carrier(actor: Actor, school_id: int) -> None:
    """Refuse whoever may not carry."""
    for permission in NEEDED:
        require(actor, permission, organisation_id=school_id)


def plan_carrying(source: SelfAssessment, target: TargetYear, choices: Choices | None = None) -> CarryPlan:
    """Return what would come along from one year of the school into another; raises Problem where none can.

    ``choices`` are places in another set that a person tries out; without them those that the school keeps hold. A constant number of queries, however many texts; writes nothing.
    """
    _check(source, target)
    routes = routes_between(source.standard_set.catalogue, target, choices)
    people = plan_people(source, target.assessment)
    return CarryPlan(
        source=source,
        target=target,
        routes=routes,
        texts=place(pieces_of(source), routes.way_of, target.taken),
        people=people,
        assignments=plan_assignments(source, people, routes.criterion_for),
        uses=plan_uses(source, routes, target.assessment),
        figures=plan_figures(source, target),
        abbreviations=0 if target.shape.abbreviations else len(source.abbreviations),
        makes_plan=target.assessment is None or plan_of(target.assessment) is None,
        others=list(_others(source, target)),
    )


@in_vietnamese
def carry_year(
    *, actor: Actor, source: SelfAssessment, target: SelfAssessment, seen: str | None = None
) -> Carried:
    """Carry a year of the school into another, whole or not at all; nothing that stands there is changed.

    Texts come as inherited ones, which count as unwritten until a person edits or confirms each. Doing it again brings
    only what is still missing, else nothing. ``seen`` is the mark of the preview (``CarryPlan.seen``); None asks
    nothing. Raises NotHere for another school's year, Problem where the receiving year is not being worked on or is
    older, Stale where something else would come along than the preview showed.
    """
    require_carrier(actor, target.school_id)
    with transaction.atomic():
        hold_open(target)
        plan = plan_carrying(source, target_of(target))
        if seen is not None and not plan.is_nothing and plan.seen != seen:
            raise Stale(CHANGED_MEANWHILE)
        members = carry_people(actor, target, plan.people)
        routes = plan.routes
        done = Carried(
            people=len(members),
            assignments=carry_assignments(
                actor, target, plan.assignments, members, routes.criterion_for, routes.tracks_for
            ),
            uses=carry_uses(actor, target, plan.uses),
            texts=len(write_texts(actor, target, plan.texts, _kind(plan))),
            figures=carry_figures(actor, target, plan.figures) + carry_abbreviations(actor, source, target),
            steps=carry_plan(actor, source, target),
            others=sum(one.carry(actor, source, target) for one in carriers()),
        )
        if done.total:
            recount(actor, target)
            record(
                actor=actor,
                code=actions.YEAR_CARRIED,
                target=f"assessments.SelfAssessment:{target.pk}",
                year=source.year,
                texts=done.texts,
                uses=done.uses,
            )
    return done


def _check(source: SelfAssessment, target: TargetYear) -> None:
    if source.school_id != target.shape.school_id:
        raise NotHere("Không có năm học này.")
    if source.pk == target.shape.pk:
        raise Problem("Không kế thừa một năm học từ chính nó.", field="source")
    if source.year > target.year:
        raise Problem(
            f"Năm học {source.year} ở sau năm học {target.year}, nên không kế thừa được.", field="source"
        )


def _kind(plan: CarryPlan) -> CarriedFrom:
    return CarriedFrom.YEAR if plan.routes.same_set else CarriedFrom.CROSSWALK


def _others(source: SelfAssessment, target: TargetYear) -> Iterator[tuple[str, int]]:
    for one in carriers():
        yield str(one.label), one.count(source, target.year)
