"""A school that has opened its year, with people, evidence and texts, made by the program's own verbs."""

import datetime as dt
import io
import itertools
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Model
from django.test import Client

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.assessments.domain.approval import approve, submit
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.meetings import MeetingValues, council_size, record_meeting
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.passages import Saved, save_passage
from minhdinh.assessments.domain.queries import sheet_at
from minhdinh.assessments.domain.sealing import confirm_and_seal
from minhdinh.assessments.enums import CouncilRole, State
from minhdinh.assessments.models import Passage, Seal, SelfAssessment, Sheet
from minhdinh.assessments.slots import statement_slot
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.items import ItemValues, create_item
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.evidence.domain.verification import verify_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.richtext import citation
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import StandardSet, packaged_set, parse_content
from minhdinh.standards.domain.loading import load_set
from tests.factories import SchoolFactory, acting, member

YEAR = "2026-2027"
SET = "tt57-2026-pho-thong"
PDF = b"%PDF-1.4\n%mau\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MANDATORY = ("1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2")
SMALL = ("1.1", "1.3", "2.3")
OTHERS = ("1.1", "1.2", "2.3", "3.3", "3.4", "3.5", "4.3")
_numbers = itertools.count(1)


@dataclass
class Case:
    """A school in a year; the scope of everything is open around every call (see ``conftest``)."""

    school: Organisation
    assessment: SelfAssessment
    people: dict[str, User] = field(default_factory=dict)

    @property
    def system(self) -> Actor:
        return system_actor(self.school.pk)

    @property
    def track(self) -> str:
        return self.school.profile.education_levels[0]

    def user(self, role: str) -> User:
        """Return the one person who holds ``role`` at the school, new at the first asking."""
        if role not in self.people:
            self.people[role] = member(self.school, role)
        return self.people[role]

    def actor(self, role: str = Role.SECRETARY) -> Actor:
        return acting(self.user(role), self.school)

    def client(self, role: str = Role.SECRETARY) -> Client:
        return signed_in(self.user(role))

    def sheet(self, criterion: str = "1.3", track: str = "") -> Sheet:
        found = sheet_at(self.assessment, track or self.track, criterion)
        assert found is not None, criterion
        return found

    def fresh(self) -> SelfAssessment:
        """Return the self-assessment as the database has it now."""
        return SelfAssessment.objects.select_related("standard_set", "school", "school__profile").get(
            pk=self.assessment.pk
        )

    def slot(self, criterion: str = "1.3", level: int = 1, track: str = "") -> str:
        return statement_slot(track or self.track, criterion, level, f"{criterion}.{level}a")

    def url(self, rest: str = "") -> str:
        return f"/truong/{self.school.code}/{YEAR}/{rest}"


@cache
def small_set() -> StandardSet:
    """Return TT57 with three of its criteria, one of them mandatory, of which Mức n asks one of the other two."""
    content = json.loads(json.dumps(packaged_set(SET).content))
    content |= {"id": "tt57-nho", "version": "2026.1", "effective_from": "2026-07-08"}
    for standard in content["standards"]:
        standard["criteria"] = [one for one in standard["criteria"] if one["code"] in SMALL]
    content["standards"] = [one for one in content["standards"] if one["criteria"]]
    for value in content["rule_values"]:
        value["value"] = 1 if value["id"].startswith("others_quota") else value["value"]
    return parse_content(content)


def make_case(
    *, levels: Sequence[str] = ("thcs",), standard_set: StandardSet | None = None, **school: Any
) -> Case:
    """Return a school (THCS, or of several cấp học) with an opened self-assessment, by TT57 unless told otherwise."""
    kind = levels[0] if len(levels) == 1 else "nhieu_cap"
    organisation = SchoolFactory(profile__school_type=kind, profile__education_levels=list(levels), **school)
    version = load_set(standard_set or packaged_set(SET)).row
    assessment = open_assessment(
        actor=system_actor(organisation.pk),
        organisation=organisation,
        year=YEAR,
        standard_set=version,
        reason="Bộ của bài thử",
    )
    return Case(organisation, assessment)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def rich(text: str = "", cited: Iterable[EvidenceItem | int] = ()) -> dict[str, Any]:
    """Return one paragraph with citations at its end."""
    ids = [str(item.pk if isinstance(item, EvidenceItem) else item) for item in cited]
    content = ([{"type": "text", "text": text}] if text else []) + [citation(one) for one in ids]
    return {"type": "doc", "content": [{"type": "paragraph", **({"content": content} if content else {})}]}


def new_save_id() -> str:
    return f"save-{next(_numbers):08d}"


def item(case: Case, *, criterion: str = "1.3", verified: bool = True, **values: Any) -> EvidenceItem:
    """Return an item that can carry a level; ``verified=False`` leaves it waiting."""
    kept = {"storage": "place", "place": "Tủ 2, hộp 5"} if "storage" not in values else {}
    row = create_item(
        actor=case.system,
        school_id=case.school.pk,
        year=YEAR,
        criterion=criterion,
        convention=case.assessment.standard_set.catalogue.code_convention,
        values=ItemValues(**{"name": f"Minh chứng {next(_numbers)}", **kept, **values}),
    )
    if verified:
        verify_item(actor=case.system, item=row)
    return row


def filed_item(case: Case, content: bytes = PDF, **values: Any) -> EvidenceItem:
    """Return a verified item with a file."""
    row = item(case, verified=False, storage="file", **values)
    attach_file(
        actor=case.system, item=row, stream=io.BytesIO(content), name="ke-hoach.pdf", size=len(content)
    )
    verify_item(actor=case.system, item=row)
    return row


def link(case: Case, row: EvidenceItem, criterion: str = "1.3", track: str = "") -> None:
    place = Place(case.assessment.pk, track or case.track, criterion)
    link_item(actor=case.system, item=row, place=place)


def write(
    case: Case, slot: str, text: str = "Nhà trường lập đủ hồ sơ.", cited: Iterable[EvidenceItem] = ()
) -> Saved:
    """Save a text on top of whatever stands."""
    standing = Passage.objects.filter(assessment=case.assessment, slot=slot).first()
    return save_passage(
        actor=case.system,
        assessment=case.assessment,
        slot=slot,
        version=standing.version if standing else 0,
        body=rich(text, cited),
        save_id=new_save_id(),
    )


def decide(case: Case, criterion: str = "1.3", level: int = 1, track: str = "") -> Sheet:
    """Write what a level needs, with evidence, and press it."""
    own = item(case, criterion=criterion) if level else None
    for number in range(1, max(level, 1) + 1):
        write(case, case.slot(criterion, number, track), cited=[own] if own else [])
    return press_level(actor=case.system, sheet=case.sheet(criterion, track), level=level)


def decide_all(case: Case, level: int = 1, **other: int) -> None:
    """Decide every sheet at ``level``; ``c1_3=0`` names another level for one criterion."""
    exceptions = {name[1:].replace("_", "."): value for name, value in other.items()}
    tracks = case.assessment.tracks.order_by("position").values_list("education_level", flat=True)
    for track in tracks:
        for criterion in case.assessment.standard_set.catalogue.iter_criteria():
            decide(case, criterion.code, exceptions.get(criterion.code, level), track)


def seat_council(case: Case, **accounts: User) -> None:
    """Save a lawful council of five; ``secretary=user`` gives a seat an account."""
    roles = [CouncilRole.CHAIR, CouncilRole.VICE_CHAIR, CouncilRole.SECRETARY, *[CouncilRole.MEMBER] * 2]
    left = dict(accounts)
    members = [
        MemberValues(
            name=f"Thành viên {number}",
            role=role,
            position="Giáo viên",
            user_id=left.pop(role).pk if role in left else None,
        )
        for number, role in enumerate(roles, start=1)
    ]
    save_council(
        actor=case.system,
        assessment=case.assessment,
        values=CouncilValues("12/QĐ-THCS", dt.date(2026, 9, 6), members=members),
    )


def meeting_values(assessment: SelfAssessment, **changes: Any) -> MeetingValues:
    """Return a meeting at which the whole council was; of a school without a council, one kept with a reason."""
    members = council_size(assessment)
    usual = {"held_on": dt.date(2026, 7, 8), "summary": "Nhất trí thông qua.", "present": members or 1}
    reason = {} if members else {"quorum_reason": "Bài thử không lập hội đồng."}
    return MeetingValues(**{**usual, **reason, **changes})


def advance(case: Case, state: str) -> Seal | None:
    """Bring a decided draft to ``state`` by the verbs; return the seal where it is sealed."""
    if state == State.DRAFT:
        return None
    submit(actor=case.system, assessment=case.assessment)
    if state == State.SUBMITTED:
        return None
    record_meeting(
        actor=case.system,
        assessment=case.assessment,
        values=meeting_values(case.assessment, number="01/BB"),
    )
    approve(actor=case.system, assessment=case.assessment)
    if state == State.APPROVED:
        return None
    return confirm_and_seal(actor=case.system, assessment=case.assessment)


def saved_and_looked_at(row: Model) -> None:
    """Save a row; PostgreSQL would otherwise look at its links at the commit only."""
    row.save()
    connection.check_constraints()


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything written inside: one example of a property test leaves the next a clean case.

    Like a TestCase's own transaction it lets a durable one of the program stand inside.
    """
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls at once, each in a thread with its own connection; return results or Problems, in their order."""
    barrier = threading.Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        try:
            with scopes_disabled():
                barrier.wait(timeout=20)
                return call()
        except Problem as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))
