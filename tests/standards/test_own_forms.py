"""The form of an own proposition."""

import pytest

from minhdinh.standards.catalogue import evidence_kinds, packaged_set
from minhdinh.standards.own_forms import OwnForm, initial_of
from minhdinh.standards.suggestions.own import draft_problems
from tests.standards.own import DRAFT, SET

TT57 = packaged_set(SET)


def filled(**values):
    given = initial_of(DRAFT, "1.1.1a", 1)
    return OwnForm({**given, "dates": "", **values}, standard_set=TT57)


def test_what_is_written_becomes_the_draft():
    form = filled(wordings="\n".join(["", f"  {DRAFT.wordings[0]} ", "", DRAFT.wordings[1], " "]))
    assert form.is_valid(), form.errors
    assert form.draft() == DRAFT
    assert draft_problems(form.draft()) == []


def test_requirements_stand_under_their_criteria():
    groups = [choice for choice in OwnForm(standard_set=TT57).fields["requirement"].choices if choice[0]]
    assert [name.split(" ")[0] for name, _ in groups] == [one.code for one in TT57.iter_criteria()]
    offered = [value for _, options in groups for value, _ in options]
    assert offered == [entry.id for entry in TT57.iter_requirements()]


def test_every_kind_of_evidence_may_be_asked_for():
    kinds = [value for value, _ in OwnForm(standard_set=TT57).fields["all"].choices]
    assert kinds == list(evidence_kinds())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"requirement": "9.9.9"}, "requirement"),
        ({"group": "la"}, "group"),
        ({"text": ""}, "text"),
        ({"text": "x" * 601}, "text"),
        ({"wordings": " "}, "wordings"),
        ({"all": ["giay_to"]}, "all"),
        ({"dates": "-1"}, "dates"),
        ({"dates": "hai"}, "dates"),
        ({"version": "mới"}, "version"),
    ],
)
def test_a_wrong_field_is_named(values, field):
    form = filled(**values)
    assert not form.is_valid()
    assert field in form.errors


def test_a_change_keeps_its_requirement():
    initial = initial_of(DRAFT, "1.1.1a", 3)
    form = OwnForm(
        {**initial, "requirement": "2.1.1a", "dates": 2}, standard_set=TT57, changing=True, initial=initial
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["requirement"] == "1.1.1a"
    assert form.cleaned_data["version"] == 3
    assert form.draft().dates == 2
