import json
from collections.abc import Iterator

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Comment, Mention, ParallelText, SheetChange
from minhdinh.exchange import rows
from minhdinh.exchange.domain.import_talk import TalkImport
from minhdinh.exchange.references import with_citations
from tests.assessments.cases import Case, item, make_case, small_set
from tests.exchange.talking import part_of, talked_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def talked() -> Case:
    return talked_case()


def test_the_talk_arrives_as_it_left(talked: Case) -> None:
    part = part_of(talked)
    other = make_case(standard_set=small_set())
    people = {f"p{number}": other.user(role).pk for number, role in enumerate(talked.people, start=1)}
    cited = item(other)
    sheets = {(other.track, "1.3"): other.sheet()}
    body_of = lambda body: with_citations(body, lambda _reference: str(cited.pk))  # noqa: E731
    TalkImport(other.assessment, sheets, people).write(part, body_of)
    head, answer = Comment.objects.filter(school=other.school).order_by("id")
    chair = other.user(Role.CHAIR)
    assert head.text == f"Nhờ @[{chair.pk}] xem"
    assert (head.quote, head.slot, head.version) == ("Một", other.slot(), 1)
    assert head.resolved_by_name == talked.user(Role.SECRETARY).full_name
    assert (answer.thread_id, answer.text) == (head.pk, "Đã xem")
    assert Mention.objects.get(school=other.school).person == chair
    assert head.wordings.get().text == f"@[{chair.pk}] xem"
    before, after = (
        list(SheetChange.objects.filter(school=one.school).order_by("id").values(*rows.CHANGE))
        for one in (talked, other)
    )
    assert after == before
    assert str(cited.pk) in json.dumps(ParallelText.objects.get(school=other.school).body)


def test_an_older_package_brings_no_talk() -> None:
    other = make_case(standard_set=small_set())
    TalkImport(other.assessment, {}, {}).write({}, dict)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("change", [{"thread": 5}, {"thread": 1}, {"author": "p99"}, {"criterion": "9.9"}])
def test_a_package_that_names_what_it_does_not_bring_is_refused(
    talked: Case, change: dict[str, object]
) -> None:
    part = part_of(talked)
    part["comments"].append({**part["comments"][1], **change})
    other = make_case(standard_set=small_set())
    people = {f"p{number}": other.user(role).pk for number, role in enumerate(talked.people, start=1)}
    with pytest.raises(KeyError):
        TalkImport(other.assessment, {(other.track, "1.3"): other.sheet()}, people).write(part, dict)
