import pytest

from minhdinh.access.actor import system_actor
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.registration import default_levels, register_organisation
from minhdinh.organisations.models import Organisation, SchoolProfile
from tests.factories import World


def test_a_school_comes_with_its_profile(world: World) -> None:
    school, is_new = register_organisation(
        actor=system_actor(),
        kind="school",
        code="th-moi",
        name="Trường TH Mới",
        parent=world.commune,
        school_type="tieu_hoc",
        ownership="private",
    )
    assert is_new
    profile = SchoolProfile.objects.get(pk=school.pk)
    assert (profile.school_type, profile.education_levels, profile.ownership) == (
        "tieu_hoc",
        ["tieu_hoc"],
        "private",
    )


def test_without_a_type_there_is_no_profile_yet(world: World) -> None:
    school, _ = register_organisation(
        actor=system_actor(), kind="school", code="x", name="X", parent=world.commune
    )
    assert not SchoolProfile.objects.filter(pk=school.pk).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "school", "school_type": "nhieu_cap"}, "education_levels"),
        ({"kind": "school", "school_type": "thcs", "education_levels": ["thpt"]}, "education_levels"),
        ({"kind": "school", "school_type": "dai_hoc", "education_levels": ["thpt"]}, "school_type"),
        ({"kind": "commune", "school_type": "thcs"}, "school_type"),
    ],
)
def test_what_does_not_fit_leaves_nothing_behind(world: World, values: dict[str, object], field: str) -> None:
    before = Organisation.objects.count()
    with pytest.raises(Problem) as caught:
        register_organisation(
            actor=system_actor(),
            code="x",
            name="X",
            parent=world.department,
            **values,  # type: ignore[arg-type]
        )
    assert caught.value.field == field
    assert Organisation.objects.count() == before


def test_repeating_changes_nothing(world: World) -> None:
    found, is_new = register_organisation(
        actor=system_actor(), kind="school", code="thcs-an-binh", name="Khác", school_type="thpt"
    )
    assert (found, is_new) == (world.school, False)
    assert SchoolProfile.objects.get(pk=world.school.pk).school_type == "thcs"


@pytest.mark.parametrize(
    ("school_type", "levels"),
    [("thcs", ["thcs"]), ("gdtx", ["gdtx"]), ("nhieu_cap", []), ("", []), ("x", [])],
)
def test_default_levels(school_type: str, levels: list[str]) -> None:
    assert default_levels(school_type) == levels
