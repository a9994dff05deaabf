"""One sample school's self-assessment, from the opened year to where its story ends."""

from __future__ import annotations

from collections.abc import Callable

from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.queries import assessment_of_year
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.demo.content import MAIN_SCHOOL, Dossier, read_dossier
from minhdinh.demo.loading.actors import Cast, DemoContentError, organisation
from minhdinh.demo.loading.approval import load_approval
from minhdinh.demo.loading.council import load_council
from minhdinh.demo.loading.evidence import items_by_key, link_items, load_items
from minhdinh.demo.loading.improvement import load_improvement
from minhdinh.demo.loading.report import load_report
from minhdinh.demo.loading.sheets import Writing, load_sheets
from minhdinh.demo.loading.steps import Report, once


def load_school(folder: str, report: Report) -> None:
    """Load one folder of the demo's data in four steps, each whole or not at all."""
    SchoolLoad(read_dossier(folder)).run(report)


class SchoolLoad:
    """Loads one dossier; a later step finds in the database what an earlier one left."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.school = organisation(dossier.council["school"])

    def run(self, report: Report) -> None:
        """Do the steps that were not done yet."""
        with school_scope(self.school.pk):
            for name, label, work in (
                ("open", "hội đồng, phân công", self.open),
                ("evidence", "minh chứng", self.collect),
                ("assessment", "phiếu tiêu chí, báo cáo", self.write),
                ("seal", "duyệt, niêm phong", self.seal),
                *self._improving(),
            ):
                if once(f"{self.school.code}:{name}", work):
                    report(f"{self.school.name}: {label}")

    def open(self) -> None:
        """Open the year and set up the council."""
        head = Cast(self.school)[self._holder("chair")]
        assessment = open_assessment(
            actor=head,
            organisation=self.school,
            year=self.dossier.council["year"],
            decision_date=self.dossier.council["council"]["decision_date"],
        )
        if assessment.standard_set.set_id != self.dossier.council["standard_set"]:
            raise DemoContentError(f"{self.school.code} is assessed by {assessment.standard_set.set_id}")
        load_council(head, assessment, self.dossier.council)

    def collect(self) -> None:
        """Fill the evidence store."""
        load_items(self.dossier, Cast(self.school), self._assessment(), self._holder("secretary"))

    def write(self) -> None:
        """Write sheets, remarks, report and tables."""
        assessment, cast = self._assessment(), Cast(self.school)
        items = items_by_key(self.dossier, self.school.pk)
        link_items(self.dossier, cast, assessment, self._holder("secretary"), items)
        ids = {key: item.pk for key, item in items.items()}
        load_sheets(Writing(self.dossier, cast, assessment, ids))
        load_report(cast[self._holder("secretary")], assessment, self.dossier, ids)

    def seal(self) -> None:
        """Approve and seal where the story says so."""
        if self.dossier.council["state"] == State.SEALED:
            cast = Cast(self.school)
            load_approval(
                cast[self._holder("secretary")],
                cast[self._holder("chair")],
                self._assessment(),
                self.dossier.council["meeting"],
                len(self.dossier.council["council"]["members"]),
            )

    def _improving(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Return the step that only the main school has."""
        if self.dossier is not read_dossier(MAIN_SCHOOL):
            return []
        return [("improvement", "góp ý, kế hoạch cải tiến", self.improve)]

    def improve(self) -> None:
        """Talk about a sheet, and carry out a plan of improvement."""
        load_improvement(Cast(self.school), self._assessment())

    def _holder(self, role: str) -> str:
        """Return the username of who holds a role in the council."""
        members = self.dossier.council["council"]["members"]
        return next(str(member["username"]) for member in members if member["role"] == role)

    def _assessment(self) -> SelfAssessment:
        found = assessment_of_year(self.school.pk, self.dossier.council["year"])
        if found is None:
            raise DemoContentError(f"{self.school.code} has no self-assessment")
        return found
