import json
from collections.abc import Iterator
from typing import Any

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import SuggestedText, SuggestionChoice
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.assessments.suggestions.placing import put_in
from minhdinh.assessments.suggestions.remarks import put_draft
from minhdinh.exchange import rows
from minhdinh.exchange.domain.suggestion_part import SuggestionImport, suggestion_part
from minhdinh.exchange.references import References, with_citations
from tests.assessments.cases import Case, make_case
from tests.assessments.suggestions.desk import CRITERION, pick, proof, sheet_of, version_of

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
