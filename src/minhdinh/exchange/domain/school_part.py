"""The school itself and its people, as they leave a server."""

from __future__ import annotations

from django.db.models import Q

from minhdinh.accounts.models import User
from minhdinh.assessments.models import (
    Answer,
    CarriedText,
    Comment,
    CouncilMember,
    CrosswalkChoice,
    DataCellChange,
    FigureAnswer,
    FiguresMapping,
    Meeting,
    Mention,
    ParallelText,
    Passage,
    PassageRevision,
    Seal,
    SelfAssessment,
    Sheet,
    SheetChange,
    SignedCopy,
    SuggestionChoice,
)
from minhdinh.documents.models import MadeDocument
from minhdinh.evidence.models import Collecting, EvidenceFile, EvidenceItem, ItemMerge
from minhdinh.exchange import rows
from minhdinh.exchange.domain.figures_part import ways_part
from minhdinh.exchange.references import PERSON, References
from minhdinh.exchange.rows import Row, plain
from minhdinh.improvement.models import Action, ImprovementPlan, Monitoring, Progress
from minhdinh.organisations.models import Membership, Organisation, SchoolProfile, SchoolYear, Site

NAMING_PEOPLE = (
    (EvidenceItem, ("verified_by", "contributed_by")),
    (EvidenceFile, ("uploaded_by", "removed_by")),
    (ItemMerge, ("author",)),
    (Collecting, ("collector", "keeper", "state_by")),
    (SelfAssessment, ("approved_by",)),
    (Sheet, ("level_by",)),
    (Answer, ("author",)),
    (CouncilMember, ("user",)),
    (Passage, ("author",)),
    (PassageRevision, ("author",)),
    (DataCellChange, ("author",)),
    (Meeting, ("recorded_by",)),
    (Seal, ("sealed_by",)),
    (SignedCopy, ("uploaded_by",)),
    (SheetChange, ("author",)),
    (ParallelText, ("author",)),
    (Comment, ("author", "resolved_by")),
    (Mention, ("person",)),
    (SuggestionChoice, ("author",)),
    (CarriedText, ("carried_by", "confirmed_by")),
    (FigureAnswer, ("author",)),
    (FiguresMapping, ("author",)),
    (CrosswalkChoice, ("author",)),
    (MadeDocument, ("made_by",)),
    (ImprovementPlan, ("approved_by",)),
    (Action, ("owner_user",)),
    (Progress, ("author",)),
    (Monitoring, ("author",)),
)


def people_of_package(school: Organisation) -> list[User]:
    """Return everybody who holds or held a role in the school, or is named by its rows."""
    keys = set(Membership.objects.filter(organisation=school).values_list("user_id", flat=True))
    for model, fields in NAMING_PEOPLE:
        for field in fields:
            found = model.objects.filter(school_id=school.pk).values_list(f"{field}_id", flat=True)
            keys |= set(found.order_by().distinct()) - {None}
    return list(User.objects.filter(Q(pk__in=keys)).order_by("username"))


def people_part(school: Organisation, people: list[User], references: References) -> list[Row]:
    """Return the people with their roles in the school; passwords stay where they are."""
    held: dict[int, list[Row]] = {}
    for membership in Membership.objects.filter(organisation=school).order_by("role", "valid_to", "pk"):
        held.setdefault(membership.user_id, []).append(plain(membership, rows.MEMBERSHIP))
    return [
        {"ref": references.of(user.pk), **plain(user, rows.PERSON), "memberships": held.get(user.pk, [])}
        for user in people
    ]


def references_to(people: list[User]) -> References:
    """Return the references of the people."""
    return References(PERSON, [user.pk for user in people])


def school_part(school: Organisation, people: References) -> Row:
    """Return the school's profile, sites, opened years and what it chose for all of them."""
    profile = SchoolProfile.objects.filter(organisation=school).first()
    return {
        "code": school.code,
        "name": school.name,
        "profile": plain(profile, rows.PROFILE) if profile else None,
        "sites": [plain(site, rows.SITE) for site in Site.objects.filter(school=school)],
        "years": [
            plain(year, rows.YEAR) for year in SchoolYear.objects.filter(school=school).order_by("year")
        ],
        **ways_part(school, people),
    }
