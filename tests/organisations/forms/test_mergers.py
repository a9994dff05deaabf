"""What people type into the forms of mergers and splits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.organisations.domain.office import direct_children, kinds, offices_below
from minhdinh.organisations.forms.mergers import (
    OF_SCHOOLS,
    KindForm,
    MergeForm,
    SplitForm,
    codes_in,
    parts_in,
)
from tests.factories import World
from tests.organisations.reorganising import BASIS

COMMON = {"kind": "commune", "parent": "so", "day": "1/7/2025", "basis": BASIS, "people": "pass"}
WORDS = st.text(st.characters(categories=("Ll", "Nd"), include_characters="-"), min_size=1, max_size=9)


def merge_form(world: World, *, schools: bool, **values: str) -> MergeForm:
    given_values = {**COMMON, "units": "a", "target_code": "b", **values}
    return MergeForm(given_values, schools=schools, offices=offices_below(world.department), kinds=kinds())


def split_form(world: World, **values: str) -> SplitForm:
    return SplitForm(
        {**COMMON, **values},
        unit=world.commune,
        children=direct_children(world.commune),
        offices=offices_below(world.department),
        kinds=kinds(),
    )


@given(st.lists(WORDS, max_size=6), st.sampled_from([",", ", ", ";", " ", "\n", " ;\n"]))
def test_codes_however_they_are_separated(codes: list[str], mark: str) -> None:
    assert codes_in(mark.join(codes)) == codes


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_parts_line_by_line(parts: list[tuple[str, str]]) -> None:
    assert parts_in("\n".join(f" {code} ;  {name}" for code, name in parts)) == parts


def test_a_code_alone_is_one_that_is_there() -> None:
    assert parts_in("xa-a; Xã A; phần hai\n\n xa-b ") == [("xa-a", "Xã A; phần hai"), ("xa-b", "")]


def test_offices_are_not_asked_what_schools_are(world: World) -> None:
    form = merge_form(world, schools=False)
    assert form.is_valid(), form.errors
    assert not set(OF_SCHOOLS) & set(form.fields)
    assert form.cohort is None
    target = form.target("b", "Xã B")
    assert (target.code, target.kind, target.parent, target.school_type) == (
        "b",
        "commune",
        world.department,
        "",
    )


@pytest.mark.parametrize(("typed", "cohort"), [("yes", True), ("no", False), ("", None)])
def test_what_schools_are_asked(world: World, typed: str, cohort: bool | None) -> None:
    form = merge_form(world, schools=True, cohort_completed=typed, school_type="thcs")
    assert form.is_valid(), form.errors
    assert form.cohort is cohort
    assert form.target("b", "B").school_type == "thcs"


def test_a_target_that_is_there_is_taken_as_it_is(world: World) -> None:
    form = merge_form(world, schools=False)
    assert form.is_valid()
    target = form.target("xa-an-binh", "", world.commune)
    assert (target.organisation, target.name, target.kind) == (world.commune, "", "")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"target_code": "a/b"}, "target_code"), ({"basis": ""}, "basis"), ({"day": "31/2/2025"}, "day")],
)
def test_what_is_wrong_shows_at_its_field(world: World, values: dict[str, str], field: str) -> None:
    form = merge_form(world, schools=False, **values)
    assert list(form.errors) == [field]


def test_children_are_asked_for_once_there_are_parts(world: World) -> None:
    assert not any(name.startswith("giao-") for name in split_form(world).fields)
    form = split_form(world, parts="xa-a; Xã A\nxa-b; Xã B", **{"giao-thcs-an-binh": "xa-b"})
    assert form.is_valid(), form.errors
    assert form.assignment == {"thcs-an-binh": "xa-b"}
    assert form.cleaned_data["parts"] == [("xa-a", "Xã A"), ("xa-b", "Xã B")]


def test_staying_is_offered_where_the_old_one_goes_on(world: World) -> None:
    values = {"parts": "xa-a; Xã A", "keep": "on", "giao-thcs-an-binh": "xa-an-binh"}
    assert split_form(world, **values).is_valid()
    assert not split_form(world, **{**values, "keep": ""}).is_valid()


def test_a_kind_has_a_rank() -> None:
    assert KindForm({"kind_id": "a", "name": "A", "rank": "40"}).is_valid()
    assert "rank" in KindForm({"kind_id": "a", "name": "A", "rank": "100"}).errors
