import json
from collections.abc import Iterator
from typing import Any

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import SuggestedText, SuggestionChoice
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.assessments.suggestions.placing import put_in
from minhdinh.assessments.suggestions.queries import choice_at, sentence_of
from minhdinh.assessments.suggestions.remarks import put_draft
from minhdinh.exchange import rows
from minhdinh.exchange.domain.suggestion_part import SuggestionImport, abroad, suggestion_part, travelling
from minhdinh.exchange.references import References, with_citations
from minhdinh.standards.domain.own_propositions import library_for as merged_library
from minhdinh.standards.models import OwnProposition
from tests.assessments.cases import Case, make_case
from tests.assessments.suggestions.desk import (
    CRITERION,
    FIRST,
    NOTHING,
    pick,
    proof,
    proposition,
    sample_values,
    sheet_of,
    version_of,
)
from tests.standards.own import SET, make_own

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


def chosen_case() -> tuple[Case, int]:
    """Return a school with one sentence put in, one “chưa có” and one drafted remark; and its item's key."""
    case = make_case()
    item = proof(case)
    choice = pick(case, items=(item,), actor=case.actor(), wording=1)
    put_in(actor=case.actor(), choice=choice, version=version_of(case))
    choose_nothing(actor=case.actor(), sheet=sheet_of(case), requirement="1.1.1b", weakness="Chưa có.")
    put_draft(actor=case.actor(), assessment=case.assessment, slot="remark:1:limits", version=0)
    return case, item.pk


def part_of(case: Case, item: int) -> dict[str, Any]:
    people = References("p", [case.user(Role.SECRETARY).pk])
    found: dict[str, Any] = json.loads(
        json.dumps(suggestion_part(case.assessment, people, References("e", [item])))
    )
    return found


def arrive(part: dict[str, Any], people: dict[str, int] | None = None) -> tuple[Case, int]:
    other = make_case()
    item = proof(other)
    known = {"p1": other.user(Role.SECRETARY).pk} if people is None else people
    sheets = {(other.track, CRITERION): sheet_of(other)}
    body_of = lambda body: with_citations(body, lambda _reference: str(item.pk))  # noqa: E731
    SuggestionImport(other.assessment, sheets, known, {"e1": item.pk}).write(part, body_of)
    return other, item.pk


def test_people_and_items_leave_as_references() -> None:
    case, item = chosen_case()
    part = part_of(case, item)
    first, nothing = part["suggestions"]
    assert (first["author"], first["evidence"], first["wording"]) == ("p1", ["e1"], 1)
    assert "e1" in json.dumps(first["text"]["blocks"])
    assert (nothing["negative"], nothing["weakness"], nothing["text"]) == (True, "Chưa có.", None)
    assert part["remark_drafts"][0]["slot"] == "remark:1:limits"


def test_everything_arrives_as_it_left() -> None:
    case, item = chosen_case()
    other, own = arrive(part_of(case, item))
    before, after = (
        list(SuggestionChoice.objects.filter(school=one.school).order_by("id").values(*rows.SUGGESTION))
        for one in (case, other)
    )
    assert after == before
    arrived = SuggestionChoice.objects.filter(school=other.school, negative=False).get()
    assert [proof.item_id for proof in arrived.evidence.all()] == [own]
    assert arrived.author == other.user(Role.SECRETARY)
    assert str(own) in json.dumps(arrived.text.blocks)
    assert SuggestedText.objects.filter(school=other.school, choice__isnull=True).count() == 1


def test_an_older_package_brings_none() -> None:
    arrive({})
    assert not SuggestionChoice.objects.exists()


@pytest.mark.parametrize("change", [{"author": "p9"}, {"evidence": ["e9"]}, {"criterion": "9.9"}])
def test_a_package_that_names_what_it_does_not_bring_is_refused(change: dict[str, object]) -> None:
    case, item = chosen_case()
    part = part_of(case, item)
    part["suggestions"][0] |= change
    with pytest.raises(KeyError):
        arrive(part)


def choose_own(case: Case, own: OwnProposition) -> int:
    """Let a school choose a sentence of its own; return the item that proves it."""
    item = proof(case, "ke_hoach")
    name = own.proposition_id
    pick(case, name, values=sample_values(proposition(case, name)), items=(item,), actor=case.actor())
    return item.pk


def names_of(case: Case) -> list[str]:
    rows = SuggestionChoice.objects.filter(school=case.school).order_by("id")
    return list(rows.values_list("proposition", flat=True))


def test_an_own_proposition_never_meets_the_sentence_of_another() -> None:
    case = make_case()
    own = make_own(case.school, text="Nhà trường có vườn thuốc nam")
    number = own.pk
    item = choose_own(case, own)
    part = part_of(case, item)
    OwnProposition.objects.filter(pk=number).delete()
    other, arrived_item = arrive(part)
    stranger = make_own(other.school, text="Nhà trường có bể bơi")
    OwnProposition.objects.filter(pk=stranger.pk).update(id=number)
    library = merged_library(SET, other.school)
    assert library.has(f"rieng-{number}")
    assert names_of(other) == [f"ngoai-{number}"]
    assert choice_at(sheet_of(other), f"rieng-{number}") is None
    assert sentence_of(library, SuggestionChoice.objects.get(school=other.school)) == ""
    assert part_of(other, arrived_item)["suggestions"][0]["proposition"] == f"ngoai-{number}"


def test_what_arrived_earlier_and_an_own_one_of_that_number_stay_two() -> None:
    case = make_case()
    own = make_own(case.school)
    item = choose_own(case, own)
    theirs = SuggestionChoice.objects.get(school=case.school)
    theirs.pk, theirs.proposition = None, f"ngoai-{own.pk}"
    theirs.save()
    names = travelling(SuggestionChoice.objects.filter(school=case.school).order_by("id"))
    assert list(names.values()) == [f"ngoai-{own.pk}-2", f"ngoai-{own.pk}"]
    theirs.evidence.all().delete()
    other, _item = arrive(part_of(case, item))
    assert names_of(other) == list(names.values())


def test_a_package_from_before_the_renaming_is_renamed_as_it_arrives() -> None:
    case, item = chosen_case()
    part = part_of(case, item)
    part["suggestions"][0]["proposition"] = "rieng-7"
    other, _item = arrive(part)
    assert names_of(other)[0] == "ngoai-7"


@pytest.mark.parametrize("name", [FIRST, NOTHING, "ngoai-7"])
def test_every_other_proposition_keeps_its_name(name: str) -> None:
    assert abroad(name) == name
