"""The improvement plans of a package, written with all their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from minhdinh.exchange import rows
from minhdinh.exchange.domain.import_assessment import Keys
from minhdinh.exchange.domain.plan_refs import ref_here
from minhdinh.exchange.references import key_of
from minhdinh.exchange.rows import Row, values
from minhdinh.improvement.enums import OutsideState
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

LONGEST_NAME = 200


class PlanImport:
    """Writes the plans, the oldest first: what was carried names a row of an earlier plan.

    ``assessments`` gives the key of each self-assessment by its member's name. A row that names an issue or action of
    another plan, or one that comes later, raises KeyError.
    """

    def __init__(self, school: Organisation, keys: Keys, assessments: Mapping[str, int]) -> None:
        self.school = school
        self.keys = keys
        self.assessments = assessments
        self.issues: dict[str, int] = {}
        self.actions: dict[str, int] = {}
        self.offices = offices_above(school)

    def write(self, plans: Iterable[Row]) -> None:
        """Write everything."""
        for content in plans:
            self._plan(content)

    def _plan(self, content: Row) -> None:
        source = content["source"]
        plan = self._one(
            ImprovementPlan,
            content,
            rows.PLAN,
            source_id=None if source is None else self.assessments[source],
            approved_by_id=self._person(content["approved_by"]),
        )
        issues = {entry["ref"]: self._issue(plan, entry) for entry in content["issues"]}
        self.issues |= issues
        actions = {entry["ref"]: self._action(plan, entry, issues) for entry in content["actions"]}
        self.actions |= actions
        for entry in content["monitorings"]:
            self._monitoring(plan, entry, actions)
        for entry in content["publications"]:
            self._one(PlanPublication, entry, rows.PUBLICATION, plan=plan)

    def _issue(self, plan: ImprovementPlan, entry: Row) -> int:
        issue: FocalIssue = self._one(
            FocalIssue,
            entry,
            rows.ISSUE,
            plan=plan,
            source_ref=ref_here(entry["source_ref"], self.assessments),
            carried_from_id=key_of(self.issues, entry["carried_from"]),
        )
        return issue.pk

    def _action(self, plan: ImprovementPlan, entry: Row, issues: Mapping[str, int]) -> int:
        action: Action = self._one(
            Action,
            {**entry, **self._outside(entry)},
            rows.ACTION,
            plan=plan,
            issue_id=key_of(issues, entry["issue"]),
            owner_user_id=self._person(entry["owner_user"]),
            outside_office_id=self._office(entry),
            carried_from_id=key_of(self.actions, entry["carried_from"]),
        )
        for report in entry["progress"]:
            self._one(
                Progress,
                report,
                rows.PROGRESS,
                action=action,
                evidence_id=key_of(self.keys.items, report["evidence"]),
                author_id=self._person(report["author"]),
            )
        return action.pk

    def _office(self, entry: Row) -> int | None:
        asked = entry["outside_office"]
        return self.offices.get(asked["code"]) if asked else None

    def _outside(self, entry: Row) -> Row:
        """Return what changes where the office that was asked is none of the school's here.

        Nobody could answer, so what waits for an answer has to be asked again; who answered keeps the office's name.
        """
        if entry["outside_office"] is None or self._office(entry) is not None:
            return {}
        if entry["outside_state"] == OutsideState.ASKED:
            return {"outside_state": OutsideState.NEEDED}
        who = [entry["outside_by_name"], entry["outside_office"]["name"]]
        return {"outside_by_name": ", ".join(one for one in who if one)[:LONGEST_NAME]}

    def _monitoring(self, plan: ImprovementPlan, entry: Row, actions: Mapping[str, int]) -> None:
        author = self._person(entry["author"])
        monitoring = self._one(Monitoring, entry, rows.MONITORING, plan=plan, author_id=author)
        for result in entry["results"]:
            action_id = actions[result["action"]]
            self._one(MonitoringResult, result, rows.MONITORED, monitoring=monitoring, action_id=action_id)

    def _person(self, reference: str | None) -> int | None:
        return key_of(self.keys.people, reference)

    def _one(self, model: Any, entry: Row, names: Iterable[str], **more: Any) -> Any:
        row = model(school=self.school, **values(model, entry, names), **more)
        row.save()
        return row


def offices_above(school: Organisation) -> dict[str, int]:
    """Return the offices above a school by their codes."""
    above = [int(step) for step in school.path.split("/") if step and int(step) != school.pk]
    return dict(Organisation.objects.filter(pk__in=above).values_list("code", "pk"))
