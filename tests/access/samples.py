"""The small world with something at every address: a sample for each part of an address, by its name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import OFFICE_ROLES, ROLE_PERMISSIONS, SCHOOL_ROLES, P, Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.crosscheck import pair_by_hand
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.evidence.models import ListImport
from minhdinh.jobs.models import Job
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import ImportDraft, Organisation
from minhdinh.oversight.models import Reminder, Schedule, ScheduleRow
from minhdinh.recognition.domain.decisions import record_decision
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.legal import save_document
from minhdinh.standards.domain.loading import load_set
from tests.evidence.factories import SET, YEAR, House, make_file, make_item
from tests.factories import World, make_world, member
from tests.improvement.plans import make_action
from tests.oversight.boards import campaign as make_campaign
from tests.oversight.boards import letter as make_letter
from tests.standards.own import make_own

# Where nothing is made for the walk: whoever is allowed in finds nothing there.
ABSENT = 999_999


@dataclass(frozen=True)
class Address:
    """A named address: its pattern's parts, the kind of access its view declares, whether it is an office's."""

    name: str
    route: str
    parts: tuple[str, ...]
    access: str | None

    @property
    def area(self) -> str:
        """Return ``school``, ``office`` or "" by what the address begins with."""
        return {"truong": "school", "co-quan": "office"}.get(self.route.split("/", 1)[0], "")

    @property
    def permissions(self) -> set[P]:
        """Return the permissions of which one is enough."""
        return {P(word) for word in (self.access or "").split("|") if word in P.values}


def addresses(resolver: Any = None, namespace: str = "", route: str = "") -> list[Address]:
    """Return every address of the program."""
    found: list[Address] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += addresses(pattern, inner, here)
        elif isinstance(pattern, URLPattern):
            parts = tuple(_parts(here, pattern))
            access = getattr(pattern.callback, "access", None)
            found.append(Address(f"{namespace}{pattern.name}", here, parts, access))
    return found


def _parts(route: str, pattern: URLPattern) -> list[str]:
    named = [word.split(">", 1)[0].rsplit(":", 1)[-1] for word in route.split("<")[1:]]
    return named if "(?P" not in route else list(pattern.pattern.regex.groupindex)  # type: ignore[attr-defined]


@dataclass
class Samples:
    """The world and what stands in it."""

    world: World
    house: House
    values: dict[str, Callable[[Address], Any]]
    people: dict[tuple[int, str], User] = field(default_factory=dict)

    def url(self, address: Address) -> str:
        """Return the address filled in; a part without sample names itself."""
        missing = [part for part in address.parts if part not in self.values]
        assert missing == [], f"{address.name}: add a sample for {missing} to tests/access/samples.py"
        return reverse(address.name, kwargs={part: self.values[part](address) for part in address.parts})

    def organisation(self, address: Address) -> Organisation:
        return self.world.school if address.area == "school" else self.world.department

    def person(self, organisation: Organisation, role: str) -> User:
        """Return the one person who holds ``role`` there."""
        key = (organisation.pk, role)
        if key not in self.people:
            self.people[key] = member(organisation, role)
        return self.people[key]

    def client(self, user: User) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(user)
        return client


def roles_of(area: str) -> list[Role]:
    """Return the roles that are held in a school or in an office."""
    return sorted(SCHOOL_ROLES if area == "school" else OFFICE_ROLES)


def allows(role: str, address: Address) -> bool:
    """Tell whether a role opens an address."""
    return bool(ROLE_PERMISSIONS[Role(role)] & address.permissions)


def make_samples() -> Samples:
    """Create the world, an opened year, an item with a file, drafts of imports and a job."""
    world = make_world()
    load_set(packaged_set(SET))
    with scopes_disabled():
        assessment = open_assessment(
            actor=system_actor(world.school.pk), organisation=world.school, year=YEAR
        )
        house = House(world.school, assessment)
        item = make_item(house)
        file = make_file(item)
        version = assessment.standard_set
        brought = ListImport.objects.create(
            school=world.school, person_id=world.owner.pk, year=YEAR, file_name="danh-muc.csv"
        )
    drafts = {
        (organisation.pk, kind): ImportDraft.objects.create(
            organisation=organisation, owner=world.manager, kind=kind, file_name="ds.xlsx"
        )
        for organisation, kind in (
            (world.school, "people"),
            (world.department, "people"),
            (world.department, "schools"),
            (world.department, "history"),
        )
    }
    decision = record_decision(
        actor=system_actor(world.department.pk), school=world.school, year=YEAR, number="1/QĐ", grade=1
    )
    legal = save_document(
        actor=system_actor(world.department.pk),
        office=world.department,
        values={"number": "1/SGDĐT", "kind": "letter", "title": "Văn bản mẫu"},
    )
    schedule = Schedule.objects.create(office=world.department, year=YEAR)
    row = ScheduleRow.objects.create(schedule=schedule, school=world.school)
    crosscheck = pair_by_hand(
        actor=system_actor(world.department.pk),
        office=world.department,
        year=YEAR,
        pairs=[(world.other_school, world.school)],
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate(),
    )[0]
    with scopes_disabled():
        action = make_action(world.school)
    campaign = make_campaign(world.department, year=YEAR)
    make_letter(campaign)
    reminder = Reminder.objects.create(office=world.department, year=YEAR, text="Nhắc", sender_name="Mẫu")
    notice = Notice.objects.create(person=world.owner, text="Việc mẫu", key="mau", created_at=timezone.now())
    job = Job.objects.create(kind="none", title="Việc mẫu", owner=world.owner)
    samples = Samples(world, house, {})

    def draft_id(address: Address) -> int:
        kind = next((one for one in ("schools", "history") if one in address.name), "people")
        return drafts[samples.organisation(address).pk, kind].pk

    def person(address: Address) -> User:
        return world.colleague if address.area == "school" else world.officer

    samples.values |= {
        "code": lambda address: samples.organisation(address).code if address.area else world.school.code,
        "child": lambda _: world.school.code,
        "user_id": lambda address: person(address).pk,
        "membership_id": lambda address: person(address).memberships.get().pk,
        "draft_id": draft_id,
        "decision_id": lambda _: decision.pk,
        "row_id": lambda _: row.pk,
        "crosscheck_id": lambda _: crosscheck.pk,
        "legal_id": lambda _: legal.pk,
        "own_id": lambda address: make_own(samples.organisation(address)).pk,
        "active": lambda _: "ngung",
        "act": lambda _: "forward",
        "law": lambda _: "tt57-2026",
        "moment": lambda _: "mid_year",
        "action_id": lambda _: action.pk,
        "issue_id": lambda _: action.issue_id,
        "relation_id": lambda _: ABSENT,
        "job_id": lambda _: job.pk,
        "campaign_id": lambda _: campaign.pk,
        "reminder_id": lambda _: reminder.pk,
        "notice_id": lambda _: notice.pk,
        "year": lambda _: YEAR,
        "track": lambda _: house.track,
        "criterion": lambda _: "1.3",
        "requirement": lambda _: "1.3.1a",
        "item_id": lambda _: item.pk,
        "file_id": lambda _: file.pk,
        "import_id": lambda _: brought.pk,
        "set_id": lambda _: version.set_id,
        "version": lambda _: version.version,
        "form": lambda _: "bieu-1",
        "part": lambda _: 1,
        "ending": lambda _: "docx",
        "table": lambda _: "self-assessment-by-level",
        "token": lambda _: "khong-co",
        "sha256": lambda _: "0" * 64,
        "office": lambda _: world.department.code,
        "dataset": lambda _: "truong",
        "suffix": lambda _: "csv",
        "paper": lambda _: "khong-co",
        "uidb36": lambda _: "1",
        "key": lambda _: "khong-co",
        **dict.fromkeys(
            (
                "report_id",
                "source_id",
                "request_id",
                "member_id",
                "contact_id",
                "session_id",
                "trained_id",
                "participation_id",
                "seal_id",
                "copy_id",
                "document_id",
                "correction_id",
                "token_id",
                "delegation_id",
                "person_id",
                "comment_id",
                "publication_id",
                "step_id",
                "milestone_id",
                "pack_id",
                "merge_id",
                "collecting_id",
                "remedy_id",
                "objection_id",
                "feedback_id",
                "evaluation_id",
                "case_id",
                "note_id",
                "visit_id",
                "case_file_id",
                "question_id",
            ),
            lambda _: ABSENT,
        ),
    }
    return samples
