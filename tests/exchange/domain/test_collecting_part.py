"""Who collects what travels with the year; who is not brought along is named in the refusal."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.models import Collecting, EvidenceItem
from minhdinh.exchange.domain.assessment_part import AssessmentPart
from minhdinh.exchange.domain.collecting_part import collecting_part, write_collectings
from minhdinh.exchange.references import References
from tests.assessments.cases import Case, item, make_case, small_set

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2026, 11, 12, 9, 15, 30, 500001, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


def asked_case() -> tuple[Case, EvidenceItem]:
    """Return a school where one thing is collected, one was had, one is lost and one was withdrawn."""
    case = make_case(standard_set=small_set())
    row = item(case)
    one, two = case.user(Role.CONTRIBUTOR), case.user(Role.SECRETARY)
    given: list[dict[str, Any]] = [
        {"criterion": "1.3", "requirement": "1.3.1a", "what": "Sổ họp", "due_on": dt.date(2026, 12, 1)},
        {"what": "Kế hoạch", "item": row, "state": "have", "state_at": MOMENT, "state_by": one, "version": 3},
        {"what": "Biên bản", "state": "lost", "lost_reason": "Mưa bão", "keeper": two, "note": "Tủ 2"},
        {"what": "Nhầm", "withdrawn_at": MOMENT, "track": case.track},
    ]
    for values in given:
        Collecting.objects.create(
            **{"school": case.school, "assessment_id": case.assessment.pk, "collector": one, **values}
        )
    return case, row


def references(case: Case, row: EvidenceItem) -> tuple[References, References]:
    people = [case.user(role).pk for role in (Role.CONTRIBUTOR, Role.SECRETARY)]
    return References("p", people), References("e", [row.pk])


def part_of(case: Case, row: EvidenceItem) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(collecting_part(case.assessment, *references(case, row))))
    return found


def test_people_and_items_leave_as_references() -> None:
    first, had, lost, withdrawn = part_of(*asked_case())["collectings"]
    assert (first["collector"], first["item"], first["due_on"]) == ("p1", None, "2026-12-01")
    assert (had["item"], had["state"], had["state_by"], had["version"]) == ("e1", "have", "p1", 3)
    assert (lost["keeper"], lost["lost_reason"], lost["note"]) == ("p2", "Mưa bão", "Tủ 2")
    assert withdrawn["withdrawn_at"] == MOMENT.isoformat()


def test_a_year_in_which_nothing_was_asked_names_nothing() -> None:
    case = make_case(standard_set=small_set())
    assert collecting_part(case.assessment, References("p", []), References("e", [])) == {}


def test_what_arrived_leaves_again_the_same() -> None:
    part = part_of(*asked_case())
    other = make_case(standard_set=small_set())
    row = item(other)
    people, items = references(other, row)
    here = {name: key for key, name in people.by_key.items()}
    write_collectings(other.assessment, part, here, {name: key for key, name in items.by_key.items()})
    assert part_of(other, row) == part
    rows = Collecting.objects.filter(assessment_id=other.assessment.pk)
    assert {one.school_id for one in rows} == {other.school.pk}
    assert {one.collector_id for one in rows} == {other.user(Role.CONTRIBUTOR).pk}


def test_older_packages_bring_none() -> None:
    case = make_case(standard_set=small_set())
    write_collectings(case.assessment, {}, {}, {})
    assert not Collecting.objects.exists()


@pytest.mark.parametrize(("field", "reference"), [("collector", "p7"), ("item", "e7"), ("keeper", "p7")])
def test_who_or_what_is_not_brought_is_named(field: str, reference: str) -> None:
    case, row = asked_case()
    part = part_of(case, row)
    part["collectings"][0][field] = reference
    other = make_case(standard_set=small_set())
    with pytest.raises(KeyError, match=reference):
        write_collectings(other.assessment, part, {"p1": other.user(Role.SECRETARY).pk}, {"e1": row.pk})


def test_each_year_carries_its_own_by_the_whole_part() -> None:
    case, row = asked_case()
    people, items = references(case, row)
    people = References("p", [*people.by_key, *Collecting.objects.values_list("collector_id", flat=True)])
    assert len(AssessmentPart(case.assessment, people, items).build()["collectings"]) == 4
    stranger = make_case(standard_set=small_set())
    assert "collectings" not in collecting_part(stranger.assessment, people, items)
    assert SelfAssessment.objects.count() == 2


def test_the_queries_do_not_grow_with_the_rows(django_assert_num_queries) -> None:
    case, row = asked_case()
    people, items = references(case, row)
    for number in range(20):
        Collecting.objects.create(
            school=case.school,
            assessment_id=case.assessment.pk,
            collector=case.user(Role.CONTRIBUTOR),
            what=f"Sổ {number}",
            state_at=timezone.now(),
        )
    with django_assert_num_queries(1):
        assert len(collecting_part(case.assessment, people, items)["collectings"]) == 24
