import pytest

from minhdinh.standards.catalogue import packaged_sets
from minhdinh.standards.enums import (
    INSTITUTION_LABELS,
    Answer,
    Confidence,
    EducationLevel,
    RequirementKind,
    RuleKind,
)


@pytest.mark.parametrize("kind", [Confidence, RequirementKind, Answer, EducationLevel])
def test_every_member_has_a_vietnamese_name_of_its_own(kind):
    labels = [member.label for member in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_every_type_of_school_in_the_data_has_a_name():
    used = {name for item in packaged_sets() for name in item.institution_types}
    assert used == set(INSTITUTION_LABELS)


def test_every_track_in_the_data_is_an_education_level():
    used = {name for item in packaged_sets() for name in item.tracks.education_levels}
    assert used == {level.value for level in EducationLevel}


def test_every_kind_of_rule_and_requirement_is_in_use():
    assert {item.level_rule.kind for item in packaged_sets()} == set(RuleKind)
    used = {entry.kind for item in packaged_sets() for entry in item.iter_requirements() if entry.kind}
    assert used == set(RequirementKind)
