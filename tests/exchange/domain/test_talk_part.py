import json
from collections.abc import Iterator

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.exchange.domain.talk_part import CARRIED, with_mentions
from tests.assessments.cases import Case
from tests.exchange.talking import part_of, talked_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def talked() -> Case:
    return talked_case()


def test_people_are_named_by_references_also_inside_the_words(talked: Case) -> None:
    part = part_of(talked)
    head, answer = part["comments"]
    reference = {role: f"p{number}" for number, role in enumerate(talked.people, start=1)}
    assert head["text"] == f"Nhờ @[{reference[Role.CHAIR]}] xem"
    assert head["wordings"][0]["text"] == f"@[{reference[Role.CHAIR]}] xem"
    assert (head["mentions"], head["author"]) == ([reference[Role.CHAIR]], reference[Role.SECRETARY])
    assert (answer["thread"], answer["author"]) == (0, reference[Role.CHAIR])
    assert [one["kind"] for one in part["changes"]] == ["text", "answer"]
    assert "e2" in json.dumps(part["parallel_texts"])


def test_who_is_not_in_the_package_stays_as_it_was() -> None:
    assert with_mentions("@[p1] @[p2]", CARRIED, {"p1": "7"}.get) == "@[7] @[p2]"
