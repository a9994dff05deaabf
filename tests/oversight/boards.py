"""Schools at every stage of a year, and the people who look at them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import RecordedAssessment, SelfAssessment
from minhdinh.lib.school_year import containing
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign, CampaignLetter, CampaignStep
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import StandardSetVersion
from tests.factories import SchoolFactory, World, member

SET = "tt57-2026-pho-thong"
YEAR = containing(timezone.localdate())  # lateness is told against today


def version() -> StandardSetVersion:
    """Return the standard set of all sample assessments."""
    found = StandardSetVersion.objects.filter(set_id=SET).first()
    if found is None:
        load_set(packaged_set(SET))
        found = StandardSetVersion.objects.filter(set_id=SET).get()
    return found


def assess(school: Organisation, year: str = YEAR, *, idle: int | None = 0, **values: Any) -> SelfAssessment:
    """Give a school a self-assessment as the board reads it, last worked on ``idle`` days ago."""
    last = None if idle is None else timezone.now() - dt.timedelta(days=idle)
    given = {"sheets_total": 15, "last_activity_at": last, **values}
    with scopes_disabled():
        return SelfAssessment.objects.create(school=school, year=year, standard_set=version(), **given)


def opened(school: Organisation, year: str = YEAR) -> SelfAssessment:
    """Open a school's year as its people do, with tracks and sheets."""
    version()
    with scopes_disabled():
        return open_assessment(actor=system_actor(school.pk), organisation=school, year=year)


def school_at(under: Organisation, stage: str, **more: Any) -> Organisation:
    """Return a new school at a stage, named by it."""
    school = SchoolFactory(under=under, **more)
    steps: dict[str, dict[str, Any]] = {
        "opened": {},
        "council": {"decision_date": dt.date(2026, 9, 10)},
        "writing": {"sheets_decided": 3},
        "decided": {"sheets_decided": 15, "complete": True},
        "submitted": {"sheets_decided": 15, "complete": True, "state": State.SUBMITTED},
        "approved": {"sheets_decided": 15, "complete": True, "state": State.APPROVED, "level": 1},
        "sealed": {"sheets_decided": 15, "complete": True, "state": State.SEALED, "level": 2},
    }
    if stage in steps:
        assess(school, **steps[stage])
    with scopes_disabled():
        if stage == "recorded":
            RecordedAssessment.objects.create(school=school, year=YEAR, completed=True, level=1)
        if stage == "registered":
            Registration.objects.create(school=school, year=YEAR)
        if stage == "evaluated":
            ExternalEvaluation.objects.create(school=school, year=YEAR, level=2)
    return school


STAGES = (
    "none", "opened", "council", "writing", "decided", "submitted", "approved", "sealed", "recorded", "registered",
    "evaluated",
)  # fmt: skip


def one_at_each_stage(under: Organisation) -> list[Organisation]:
    """Return a school at each stage."""
    return [school_at(under, stage) for stage in STAGES]


def campaign(office: Organisation, *due: tuple[str, int], year: str = YEAR, **values: Any) -> Campaign:
    """Return a campaign whose steps (kind, days from today) are due."""
    communes = values.pop("communes", ())
    made = Campaign.objects.create(office=office, year=year, name="Đợt mẫu", **values)
    made.communes.set(communes)
    for kind, days in due or ((StepKind.SELF_ASSESSMENT, -5),):
        CampaignStep.objects.create(
            campaign=made, kind=kind, due=timezone.localdate() + dt.timedelta(days=days)
        )
    return made


def letter(made: Campaign, name: str = "cong-van.pdf") -> CampaignLetter:
    """Give a campaign its official letter."""
    return CampaignLetter.objects.create(
        campaign=made, name=name, extension="pdf", media_type="application/pdf", size=4, content=b"%PDF"
    )


def lookers(world: World) -> dict[str, User]:
    """Return one person for each kind of looker, by a short name."""
    return {
        "system": world.system,
        "department": world.officer,
        "leader": member(world.department, Role.DEPARTMENT_LEADER),
        "commune": world.commune_officer,
        "other_commune": member(world.other_commune, Role.COMMUNE_OFFICER),
        "ministry": member(world.ministry, Role.MINISTRY_OFFICER),
        "supervisor": member(world.commune, Role.SUPERVISOR),
        "principal": world.owner,
        "secretary": member(world.school, Role.SECRETARY),
        "viewer": world.colleague,
    }
