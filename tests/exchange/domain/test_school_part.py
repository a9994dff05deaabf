import pytest
from django.apps import apps

from minhdinh.access.scope import school_scope
from minhdinh.accounts.models import User
from minhdinh.exchange.domain.school_part import (
    NAMING_PEOPLE,
    people_of_package,
    people_part,
    references_to,
    school_part,
)
from minhdinh.organisations.models import SchoolOwned

pytestmark = pytest.mark.django_db
# Rows that no package carries (docs/architecture/exchange.md): help of a day, drafts, what is made or counted
# again, what offices and examiners wrote of the school.
STAY_BEHIND = frozenset(
    [
        "BlobText",
        "Body",
        "BodyAmendment",
        "BodyMember",
        "Case",
        "CaseCondition",
        "CaseFile",
        "CasePapers",
        "CaseStep",
        "ClockNotice",
        "Conclusion",
        "CrossCheck",
        "CrossComment",
        "CrossReviewer",
        "Decision",
        "Draft",
        "EvidencePack",
        "ExternalEvaluation",
        "Feedback",
        "FiguresFile",
        "FileFault",
        "ImportedRow",
        "DirectArrival",
        "IncomingUpload",
        "LinkCheck",
        "ListImport",
        "MemberPaper",
        "NearTwin",
        "Objection",
        "Presence",
        "ProposalDismissal",
        "PublishedEvaluation",
        "PublishedReport",
        "Question",
        "RecordedAssessment",
        "Registration",
        "Remedy",
        "ReportPart",
        "RoomReservation",
        "SchoolQuota",
        "Slip",
        "StoreCheck",
        "StoringNote",
        "Visit",
        "VisitNote",
        "WordReport",
        "WorkReminder",
    ]
)
FOLLOWS = frozenset({"Citation"})  # from the texts, written anew
TRAVELS = frozenset(
    [
        "Action",
        "Answer",
        "Assignment",
        "Blob",
        "CarriedText",
        "CodeCounter",
        "Collecting",
        "Comment",
        "CommentWording",
        "CouncilMember",
        "CrosswalkChoice",
        "DataCell",
        "DataCellChange",
        "DutyMark",
        "EvidenceCode",
        "EvidenceFile",
        "EvidenceItem",
        "EvidenceUse",
        "FigureAnswer",
        "FigureSettings",
        "FiguresMapping",
        "FocalIssue",
        "ImprovementPlan",
        "ItemMerge",
        "MadeDocument",
        "Meeting",
        "Mention",
        "Monitoring",
        "MonitoringResult",
        "ParallelText",
        "Passage",
        "PassageRevision",
        "PlanPublication",
        "PlanStep",
        "Progress",
        "Seal",
        "SelfAssessment",
        "Sheet",
        "SheetChange",
        "SignedCopy",
        "Site",
        "SiteCondition",
        "SchoolYear",
        "StepPerson",
        "SuggestedText",
        "SuggestionChoice",
        "SuggestionEvidence",
        "Track",
        "WorkingGroup",
    ]
)


def test_every_row_of_a_school_travels_or_is_known_to_stay():
    """A model of a school that comes later has to be carried, or named here and in the docs as staying behind."""
    models = {
        model.__name__
        for model in apps.get_models()
        if issubclass(model, SchoolOwned) and model.__module__.startswith("minhdinh.")
    }
    assert models == TRAVELS | FOLLOWS | STAY_BEHIND
    assert not TRAVELS & STAY_BEHIND


def test_every_row_that_names_a_person_is_known():
    """A model that gets a person later has to be listed, or its author would be missing from the package."""
    named = {
        (model, field.name)
        for model in apps.get_models()
        if issubclass(model, SchoolOwned) and model.__name__ in TRAVELS
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    assert {(model, field) for model, fields in NAMING_PEOPLE for field in fields} == named


def test_people_and_their_roles(arrived):
    people = people_of_package(arrived)
    part = people_part(arrived, people, references_to(people))
    assert [entry["ref"] for entry in part] == [f"p{number}" for number in range(1, len(part) + 1)]
    by_name = {entry["username"]: entry for entry in part}
    head = by_name["hieutruong.th"]
    assert {membership["role"] for membership in head["memberships"]} >= {"principal", "chair"}
    assert head["memberships"][0]["position"] == "Hiệu trưởng"
    assert "password" not in str(part).lower()


def test_a_person_who_only_wrote_is_carried_without_roles(arrived):
    stranger = User.objects.create(username="nguoi-cu", full_name="Người Cũ")
    from minhdinh.assessments.models import Passage

    Passage.objects.filter(pk=Passage.objects.all()[0].pk).update(author=stranger)
    people = people_of_package(arrived)
    entry = next(
        one for one in people_part(arrived, people, references_to(people)) if one["username"] == "nguoi-cu"
    )
    assert entry["memberships"] == []


def test_the_school_with_sites_and_years(arrived):
    part = school_part(arrived, references_to([]))
    assert part["profile"]["commune"] == "Xã An Bình"
    assert [site["main"] for site in part["sites"]] == [True]
    assert [year["year"] for year in part["years"]] == ["2026-2027"]
    assert "path" not in part["years"][0]
    assert set(part) == {"code", "name", "profile", "sites", "years"}  # nothing chosen, nothing said of it


def test_a_school_without_profile(server):
    with school_scope(server.pk):
        assert school_part(server, references_to([]))["profile"] is None
