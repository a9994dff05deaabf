import pytest
from django.db import IntegrityError, transaction

from minhdinh.access.scope import scopes_disabled
from minhdinh.organisations.enums import EducationLevel, Ownership, ParentRelation, SchoolType
from minhdinh.organisations.models import SchoolProfile, SchoolYear, Site
from tests.factories import World


def test_a_year_and_a_site_stand_once_in_a_school(world: World) -> None:
    with scopes_disabled():
        for school in (world.school, world.other_school):
            Site.objects.create(school=school, name="Điểm chính")
            year = SchoolYear(
                school=school, year="2026-2027", path=school.path, school_type="thcs", ownership="public"
            )
            year.save()
            assert str(year) == "2026-2027"
        with pytest.raises(IntegrityError), transaction.atomic():
            Site.objects.create(school=world.school, name="Điểm chính")
        with pytest.raises(IntegrityError), transaction.atomic():
            SchoolYear.objects.create(
                school=world.school, year="2026-2027", path="", school_type="thcs", ownership="public"
            )
        assert str(Site.objects.first()) == "Điểm chính"


def test_a_profile_is_called_by_its_school(world: World) -> None:
    assert str(SchoolProfile.objects.get(pk=world.school.pk)) == "Trường THCS An Bình"


def test_ids_that_files_and_standard_sets_use() -> None:
    assert SchoolType.values == ["mam_non", "tieu_hoc", "thcs", "thpt", "nhieu_cap", "gdtx"]
    assert EducationLevel.values == ["mam_non", "tieu_hoc", "thcs", "thpt", "gdtx"]
    assert Ownership.values == ["public", "private"]
    assert ParentRelation.values == ["managing", "professional"]
