"""What the evidence room is told of a self-assessment's texts."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.evidence_facts import criteria_asked, uncited_statements, usual_kinds
from minhdinh.assessments.models import Passage, Sheet
from minhdinh.evidence import context
from minhdinh.evidence.context import statements_without_evidence, wanted_kinds
from minhdinh.standards.catalogue import evidence_kinds, packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.evidence.factories import YEAR, House, cite, make_house, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def house() -> House:
    return make_house("sao-mai")


@pytest.fixture
def all_scopes() -> Iterator[None]:
    with scopes_disabled():
        yield


def write(house: House, criterion: str = "1.1", text: str = "Trường có kế hoạch.", **more: object) -> Passage:
    sheet = Sheet.objects.get(assessment=house.assessment, criterion=criterion)
    count = Passage.objects.filter(sheet=sheet).count()
    values: dict[str, object] = {
        "school": house.school, "assessment": house.assessment, "sheet": sheet, "kind": PassageKind.STATEMENT,
        "slot": f"statement:thcs:{criterion}:1:{count}", "level": 1, "requirement": f"{criterion}.1a",
        "body": {}, "text": text, "author_name": "A", "saved_at": timezone.now(), **more,
    }  # fmt: skip
    return Passage.objects.create(**values)


def test_written_statements_without_a_citation_are_told_in_the_order_of_the_sheets(house: House) -> None:
    write(house, "1.3")
    write(house, "1.2", "x" * 500)
    found = uncited_statements(house.assessment.pk)
    assert [gap.label for gap in found] == [
        "Tiêu chí 1.2, Mức 1, yêu cầu 1.2.1a",
        "Tiêu chí 1.3, Mức 1, yêu cầu 1.3.1a",
    ]
    assert found[0].detail == "x" * 140 + "…"
    assert found[1].url == f"/truong/sao-mai/{YEAR}/tieu-chi/thcs/1.3/"
    assert statements_without_evidence(house.assessment.pk) == found


def test_cited_empty_and_inherited_texts_are_left_out(house: House) -> None:
    cited = write(house)
    cite(house, make_verified(house), source=f"passage:{cited.pk}")
    write(house, text="")
    write(house, inherited=True)
    assert uncited_statements(house.assessment.pk) == []
    assert not uncited_statements(0)


def test_the_queries_do_not_grow(house: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(15):
        write(house, text=f"Đoạn {number}")
    with django_assert_num_queries(3):
        assert len(uncited_statements(house.assessment.pk)) == 15


def test_the_usual_kinds_are_known_ones(house: House) -> None:
    kinds = usual_kinds(house.assessment.pk)
    assert len(kinds) > 50
    assert set().union(*kinds.values()) <= set(evidence_kinds())
    assert wanted_kinds(house.assessment.pk) == kinds
    assert usual_kinds(0) == {}


def test_a_year_by_a_set_of_2018_names_the_kinds_of_every_requirement_too(house: House) -> None:
    year = open_assessment(
        actor=system_actor(house.school.pk),
        organisation=house.school,
        year="2025-2026",
        standard_set=load_set(packaged_set("tt18-2018-trung-hoc")).row,
        reason="Theo bộ cũ",
    )
    kinds = usual_kinds(year.pk)
    asked = {
        one.id for found in year.standard_set.catalogue.iter_criteria() for one in found.iter_requirements()
    }
    assert set(kinds) == asked
    assert "ho_so_csvc" in kinds["3.2.1b"]
    assert "ho_so_csvc" in context.criteria_asked(year.pk)["3.2"].kinds


def test_what_criteria_ask_stands_in_their_own_words_with_the_kinds_that_prove_them(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        asked = context.criteria_asked(house.assessment.pk)
    assert set(asked) == {one.code for one in house.assessment.standard_set.catalogue.iter_criteria()}
    for criterion in house.assessment.standard_set.catalogue.iter_criteria():
        assert criterion.title in asked[criterion.code].text
        assert all(one.text in asked[criterion.code].text for one in criterion.iter_requirements())
        assert asked[criterion.code].kinds <= set(evidence_kinds())
    assert any(one.kinds for one in asked.values())
    assert criteria_asked(house.assessment.pk + 1) == {}
