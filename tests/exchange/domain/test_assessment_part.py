import re

import pytest
from django.utils import timezone

from minhdinh.assessments.models import Passage, SelfAssessment, SiteCondition
from minhdinh.exchange import rows
from minhdinh.exchange.domain import evidence_part, school_part
from minhdinh.exchange.domain.assessment_part import AssessmentPart
from minhdinh.exchange.rows import values

pytestmark = pytest.mark.django_db


def builder(school):
    people = school_part.references_to(school_part.people_of_package(school))
    items = evidence_part.references_to(evidence_part.items_of_package(school.pk))
    return AssessmentPart(SelfAssessment.objects.select_related("standard_set").get(), people, items)


def test_it_carries_everything(arrived):
    part = builder(arrived).build()
    assert (part["state"], part["level"], part["year"]) == ("sealed", 1, "2026-2027")
    assert len(part["tracks"][0]["sheets"]) == 15
    assert len(part["members"]) == 7
    assert len(part["passages"]) == Passage.objects.count()
    assert [len(part[name]) for name in ("groups", "steps", "meetings", "seals")] == [3, 5, 1, 1]


def test_citations_name_references(arrived):
    part = builder(arrived).build()
    bodies = str([passage["body"] for passage in part["passages"]])
    assert "'evidence': 'e1'" in bodies
    assert "'evidence': '" + "1'" not in bodies


def test_history_is_whole(arrived):
    for passage in builder(arrived).build()["passages"]:
        assert [one["version"] for one in passage["revisions"]] == list(range(1, passage["version"] + 1))


def test_assignments_stand_with_their_members(arrived):
    members = {member["name"]: member for member in builder(arrived).build()["members"]}
    leads = [one["criterion"] for one in members["Giang Thị Tuyết"]["assignments"] if one["leads"]]
    assert leads == ["2.1", "2.2", "2.3"]


def test_the_number_of_queries_does_not_grow_with_the_rows(arrived, django_assert_max_num_queries):
    made = builder(arrived)
    with django_assert_max_num_queries(28):
        made.build()


def test_no_key_of_a_row_leaves(arrived):
    names = set(re.findall(r"'(\w+_id)'", str(builder(arrived).build())))
    assert names == {"save_id"}, "a save's own mark is no key"


def test_what_was_written_of_each_place_leaves_with_who_and_when(arrived):
    row = SiteCondition.objects.create(
        school=arrived, assessment=SelfAssessment.objects.get(), site="Đồi Chè", criterion="4.1", level_1="unmet",
        lacking="02 phòng học", author_name="Lê Thu Hà", saved_at=timezone.now(),
    )  # fmt: skip
    (entry,) = builder(arrived).build()["site_conditions"]
    assert (entry["site"], entry["level_1"], entry["lacking"]) == ("Đồi Chè", "unmet", "02 phòng học")
    assert values(SiteCondition, entry, rows.SITE_CONDITION)["saved_at"] == row.saved_at
