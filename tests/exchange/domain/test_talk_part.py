import json
from collections.abc import Iterator

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.comments import (
    About,
    add_comment,
    answer_comment,
    edit_comment,
    resolve_thread,
)
from minhdinh.assessments.domain.parallel import keep_parallel
from minhdinh.assessments.models import Comment, Mention, ParallelText, SheetChange
from minhdinh.evidence.models import EvidenceItem
from minhdinh.exchange import rows
from minhdinh.exchange.domain.import_talk import TalkImport
from minhdinh.exchange.domain.talk_part import CARRIED, talk_part, with_mentions
from minhdinh.exchange.references import References, with_citations
from tests.assessments.cases import Case, item, make_case, rich, small_set, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scopes_open(db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def talked() -> Case:
    """Return a school where a thread was answered, edited and resolved, and a text kept beside another."""
    case = make_case(standard_set=small_set())
    chair = case.user(Role.CHAIR)
    write(case, case.slot(), "Một", [item(case)])
    set_answer(actor=case.actor(), sheet=case.sheet(), requirement="1.3.1a", value="met")
    head = add_comment(
        actor=case.actor(), sheet=case.sheet(), text=f"@{chair.full_name} xem", about=About(slot=case.slot())
    )
    edit_comment(actor=case.actor(), comment=head, text=f"Nhờ @{chair.full_name} xem")
    answer_comment(actor=case.actor(Role.CHAIR), comment=head, text="Đã xem")
    resolve_thread(actor=case.actor(), comment=head)
    keep_parallel(
        actor=case.actor(), assessment=case.assessment, slot=case.slot(), version=0, save_id="parallel-1",
        body=rich("Hai", [item(case)]),
    )  # fmt: skip
    return case


def part_of(case: Case) -> dict[str, object]:
    people = References("p", [user.pk for user in case.people.values()])
    items = References("e", _items(case))
    return json.loads(json.dumps(talk_part(case.assessment, people, items)))


def _items(case: Case) -> list[int]:
    return list(EvidenceItem.objects.filter(school=case.school).order_by("pk").values_list("pk", flat=True))


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


def test_who_is_not_in_the_package_stays_as_it_was() -> None:
    assert with_mentions("@[p1] @[p2]", CARRIED, {"p1": "7"}.get) == "@[7] @[p2]"
