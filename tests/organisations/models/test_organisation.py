import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from minhdinh.organisations.models import Organisation, OrganisationKind, Parentage
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def test_names_are_cleaned_sorted_and_searchable() -> None:
    school = SchoolFactory(code="THCS-Sao-Mai", name="  Trường   THCS Sao Mai ")
    assert school.name == "Trường THCS Sao Mai"
    assert school.search_text == "truong thcs sao mai thcs-sao-mai"
    assert str(school) == "Trường THCS Sao Mai"


def test_organisations_sort_the_vietnamese_way() -> None:
    for name in ["Xã Đồng Tâm", "Xã Dương Hà", "Xã Ân Thi", "Xã An Bình 10", "Xã An Bình 9"]:
        CommuneFactory(name=name)
    assert [item.name for item in Organisation.objects.all()] == [
        "Xã An Bình 9",
        "Xã An Bình 10",
        "Xã Ân Thi",
        "Xã Dương Hà",
        "Xã Đồng Tâm",
    ]


def test_a_code_is_unique() -> None:
    SchoolFactory(code="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolFactory(code="a")


def test_schools_are_told_by_their_kind() -> None:
    OrganisationKind.objects.create(id="centre", name="Trung tâm", is_school=True)
    assert SchoolFactory().is_school
    assert CommuneFactory(kind_id="centre").is_school
    assert not CommuneFactory().is_school


def test_steps_of_a_path_sort_as_numbers() -> None:
    assert Organisation(pk=9).path_step() == "0000009/"
    assert Organisation(pk=9).path_step() < Organisation(pk=10).path_step()


def test_an_organisation_is_not_its_own_parent() -> None:
    one = CommuneFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Parentage.objects.create(child=one, parent=one)


def test_an_edge_begins_before_it_ends() -> None:
    child, parent = CommuneFactory(), DepartmentFactory()
    day = dt.date(2025, 7, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parentage.objects.create(child=child, parent=parent, valid_from=day, valid_to=day)


def test_there_is_one_open_edge_of_a_relation() -> None:
    child, parent = CommuneFactory(under=DepartmentFactory()), DepartmentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Parentage.objects.create(child=child, parent=parent)
    Parentage.objects.create(child=child, parent=parent, relation="professional")
    assert str(Parentage.objects.get(relation="professional")) == f"{child} ← {parent}"
