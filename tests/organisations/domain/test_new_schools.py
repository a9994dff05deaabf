import pytest
from django.db import IntegrityError, transaction

from minhdinh.organisations.domain.new_schools import NewSchool, create_schools
from minhdinh.organisations.models import Organisation, Placement
from tests.factories import World


def new(world: World, code: str) -> NewSchool:
    profile = {"school_type": "mam_non", "education_levels": ["mam_non"], "ownership": "public"}
    return NewSchool(code, f"Trường  {code}", world.commune, profile)


def test_schools_come_in_their_order_with_place_and_profile(world: World) -> None:
    created = create_schools([new(world, "b"), new(world, "a")])
    assert [school.code for school in created] == ["b", "a"]
    found = Organisation.objects.get(code="a")
    assert found.path == f"{world.commune.path}{found.pk:07d}/"
    assert (found.name, found.search_text) == ("Trường a", "truong a a")
    assert found.profile.school_type == "mam_non"
    assert found.profile.education_levels == ["mam_non"]
    placement = Placement.objects.get(school=found)
    assert (placement.path, placement.school_type) == (found.path, "mam_non")
    assert placement.valid_from.year == 1


def test_a_taken_code_is_refused_by_the_database(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        create_schools([new(world, "c"), new(world, world.school.code)])
    assert not Organisation.objects.filter(code="c").exists()


def test_nothing_wanted_nothing_made(world: World, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(0):
        assert create_schools([]) == []
