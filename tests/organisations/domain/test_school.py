import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.queries import opened_years, sites_of
from minhdinh.organisations.domain.school import (
    LEVELS_OF_TYPE,
    open_year,
    replace_sites,
    save_profile,
    validate_levels,
)
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import SchoolProfile, SchoolYear
from tests.factories import SchoolFactory, World, acting, member


@pytest.mark.parametrize("school_type", [kind for kind in SchoolType if kind != SchoolType.MULTI_LEVEL])
def test_one_level_follows_from_the_type(school_type: SchoolType) -> None:
    validate_levels(school_type, list(LEVELS_OF_TYPE[school_type]))


@pytest.mark.parametrize("levels", [["tieu_hoc", "thcs"], ["thcs", "thpt"], ["tieu_hoc", "thcs", "thpt"]])
def test_several_levels(levels: list[str]) -> None:
    validate_levels("nhieu_cap", levels)


@pytest.mark.parametrize(
    ("school_type", "levels", "field"),
    [
        ("thcs", ["thpt"], "education_levels"),
        ("thcs", [], "education_levels"),
        ("thcs", ["tieu_hoc", "thcs"], "education_levels"),
        ("nhieu_cap", ["thcs"], "education_levels"),
        ("nhieu_cap", ["mam_non", "tieu_hoc"], "education_levels"),
        ("dai_hoc", ["thcs"], "school_type"),
    ],
)
def test_levels_that_do_not_fit(school_type: str, levels: list[str], field: str) -> None:
    with pytest.raises(Problem) as caught:
        validate_levels(school_type, levels)
    assert caught.value.field == field


def test_saving_the_profile(world: World) -> None:
    values = {"school_type": "thcs", "education_levels": ["thcs"], "head_name": "Phạm Quang Minh"}
    save_profile(actor=acting(world.owner, world.school), organisation=world.school, values=values)
    assert SchoolProfile.objects.get(pk=world.school.pk).head_name == "Phạm Quang Minh"
    assert Entry.objects.get().data["fields"] == ["education_levels", "head_name", "school_type"]


def test_a_school_without_profile_gets_one(world: World) -> None:
    school = SchoolFactory(profile=None, under=world.commune)
    actor = acting(member(school, Role.SECRETARY), school)
    save_profile(
        actor=actor, organisation=school, values={"school_type": "thpt", "education_levels": ["thpt"]}
    )
    assert SchoolProfile.objects.get(pk=school.pk).school_type == "thpt"


def test_wrong_levels_change_nothing(world: World) -> None:
    with pytest.raises(Problem):
        save_profile(
            actor=acting(world.owner, world.school),
            organisation=world.school,
            values={"education_levels": ["thpt"]},
        )
    assert SchoolProfile.objects.get(pk=world.school.pk).education_levels == ["thcs"]


def test_an_office_has_no_profile(world: World) -> None:
    from minhdinh.access.actor import system_actor

    with pytest.raises(Problem, match="không phải cơ sở giáo dục"):
        save_profile(actor=system_actor(world.commune.pk), organisation=world.commune, values={})


@pytest.mark.parametrize("person", ["colleague", "officer", "manager"])
def test_who_may_not_edit(world: World, person: str) -> None:
    with pytest.raises(NotAllowed):
        save_profile(actor=acting(getattr(world, person), world.school), organisation=world.school, values={})


def test_sites_are_replaced_the_first_is_the_main_one(world: World) -> None:
    actor = acting(world.owner, world.school)
    with school_scope(world.school.pk):
        replace_sites(actor=actor, organisation=world.school, sites=[("Điểm B", "Thôn 2"), ("Điểm A", "")])
        replace_sites(
            actor=actor, organisation=world.school, sites=[("Điểm  chính", " Thôn 1 "), ("Điểm B", "")]
        )
        found = [(site.name, site.address, site.main) for site in sites_of(world.school)]
    assert found == [("Điểm chính", "Thôn 1", True), ("Điểm B", "", False)]


def test_two_sites_of_one_name_are_refused(world: World) -> None:
    with school_scope(world.school.pk), pytest.raises(Problem, match="trùng tên"):
        replace_sites(
            actor=acting(world.owner, world.school),
            organisation=world.school,
            sites=[("A", ""), (" A ", "x")],
        )


def test_opening_a_year_freezes_the_place_and_the_type(world: World) -> None:
    actor = acting(world.owner, world.school)
    with school_scope(world.school.pk):
        opened = open_year(actor=actor, organisation=world.school, year="2026-2027")
        assert open_year(actor=actor, organisation=world.school, year="2026-2027") == opened
        assert (opened.path, opened.school_type, opened.ownership) == (world.school.path, "thcs", "public")
        assert opened_years(world.school.pk) == ["2026-2027"]
    assert [entry.action for entry in Entry.objects.all()] == ["organisation.year_opened"]


@pytest.mark.parametrize("year", ["2026", "2026-2028", "năm nay"])
def test_what_is_no_year_is_refused(world: World, year: str) -> None:
    with school_scope(world.school.pk), pytest.raises(Problem) as caught:
        open_year(actor=acting(world.owner, world.school), organisation=world.school, year=year)
    assert caught.value.field == "year"


def test_a_year_needs_a_profile_first(world: World) -> None:
    school = SchoolFactory(profile=None, under=world.commune)
    with school_scope(school.pk), pytest.raises(Problem, match="Hồ sơ trường"):
        open_year(actor=acting(member(school, Role.PRINCIPAL), school), organisation=school, year="2026-2027")


def test_a_viewer_opens_no_year(world: World) -> None:
    with school_scope(world.school.pk), pytest.raises(NotAllowed):
        open_year(actor=acting(world.colleague, world.school), organisation=world.school, year="2026-2027")


def test_outside_a_scope_nothing_is_opened(world: World) -> None:
    with pytest.raises(ScopeError):
        open_year(actor=acting(world.owner, world.school), organisation=world.school, year="2026-2027")
    with school_scope(world.school.pk):
        assert not SchoolYear.objects.exists()
