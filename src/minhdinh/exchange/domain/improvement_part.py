"""The improvement plans, as they leave a server: issues, actions, reports, monitorings, publication, carried links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from minhdinh.exchange import rows
from minhdinh.exchange.domain.plan_refs import travelling_refs
from minhdinh.exchange.references import References
from minhdinh.exchange.rows import Row, plain
from minhdinh.improvement.models import (
    Action,
    FocalIssue,
    ImprovementPlan,
    Monitoring,
    MonitoringResult,
    PlanPublication,
    Progress,
)
from minhdinh.organisations.models import Organisation

ISSUE, ACTION = "i", "a"


class PlanParts:
    """Builds one part a plan, the oldest year first; the number of queries does not grow with plans or rows.

    Issues and actions are named ``i1``, ``a1`` … through all plans, so that what was carried names where it came from.
    ``assessments`` gives the member of each self-assessment of the package by its key.
    """

    def __init__(self, people: References, items: References, assessments: Mapping[int, str]) -> None:
        self.people = people
        self.items = items
        self.assessments = assessments

    def build(self, school: Organisation) -> list[Row]:
        """Return every plan of the school."""
        plans = list(ImprovementPlan.objects.filter(school=school).order_by("year", "id"))
        issues = list(FocalIssue.objects.filter(school=school).order_by("plan__year", "position", "id"))
        found = Action.objects.filter(school=school).select_related("outside_office")
        actions = list(found.order_by("plan__year", "position", "id"))
        self.issues = References(ISSUE, [one.pk for one in issues])
        self.actions = References(ACTION, [one.pk for one in actions])
        of_plan = {
            "issues": self._issues(issues),
            "actions": self._actions(school, actions),
            "monitorings": self._monitorings(school),
            "publications": _by(
                PlanPublication.objects.filter(school=school).order_by("day", "id"),
                "plan_id",
                lambda one: plain(one, rows.PUBLICATION),
            ),
        }
        return [
            {
                **plain(plan, rows.PLAN),
                "source": None if plan.source_id is None else self.assessments[plan.source_id],
                "approved_by": self.people.of(plan.approved_by_id),
                **{name: parts.get(plan.pk, []) for name, parts in of_plan.items()},
            }
            for plan in plans
        ]

    def _issues(self, issues: list[FocalIssue]) -> dict[int, list[Row]]:
        of_plan = _by(issues, "plan_id", lambda one: one)
        refs = {
            plan: travelling_refs([one.source_ref for one in of_one], self.assessments)
            for plan, of_one in of_plan.items()
        }

        def part(one: FocalIssue) -> Row:
            return {
                "ref": self.issues.of(one.pk),
                **plain(one, rows.ISSUE),
                "source_ref": refs[one.plan_id][one.source_ref],
                "carried_from": self.issues.of(one.carried_from_id),
            }

        return _by(issues, "plan_id", part)

    def _actions(self, school: Organisation, actions: list[Action]) -> dict[int, list[Row]]:
        reports = _by(Progress.objects.filter(school=school).order_by("day", "id"), "action_id", self._report)

        def part(one: Action) -> Row:
            return {
                "ref": self.actions.of(one.pk),
                **plain(one, rows.ACTION),
                "issue": self.issues.of(one.issue_id),
                "owner_user": self.people.of(one.owner_user_id),
                "outside_office": _office(one.outside_office),
                "carried_from": self.actions.of(one.carried_from_id),
                "progress": reports.get(one.pk, []),
            }

        return _by(actions, "plan_id", part)

    def _report(self, one: Progress) -> Row:
        return {
            **plain(one, rows.PROGRESS),
            "evidence": self.items.of(one.evidence_id),
            "author": self.people.of(one.author_id),
        }

    def _monitorings(self, school: Organisation) -> dict[int, list[Row]]:
        found = MonitoringResult.objects.filter(school=school).order_by("action__position", "action_id")
        results = _by(
            found,
            "monitoring_id",
            lambda one: {**plain(one, rows.MONITORED), "action": self.actions.of(one.action_id)},
        )
        return _by(
            Monitoring.objects.filter(school=school).order_by("day", "id"),
            "plan_id",
            lambda one: {
                **plain(one, rows.MONITORING),
                "author": self.people.of(one.author_id),
                "results": results.get(one.pk, []),
            },
        )


def _by(found: Iterable[Any], name: str, part: Any) -> dict[int, list[Any]]:
    """Return what ``part`` makes of each row, grouped by a key of theirs, in their order."""
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for one in found:
        grouped[getattr(one, name)].append(part(one))
    return grouped


def _office(office: Organisation | None) -> Row | None:
    return None if office is None else {"code": office.code, "name": office.name}
