"""What became of merged items, and texts that named them."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.evidence.moves.merged import merge_by_id, merges_into, recited, survivor_of, survivors
from minhdinh.lib.richtext import citation, citations
from tests.evidence.factories import House, make_house, make_item
from tests.evidence.moves.test_merging import merge


def body(*ids: str | list[str]) -> dict[str, object]:
    """Return a text: a list of ids is one group of citations, words stand between groups."""
    content: list[dict[str, object]] = []
    for group in ids:
        content.append({"type": "text", "text": "Câu. "})
        content += [citation(one) for one in ([group] if isinstance(group, str) else group)]
    return {"type": "doc", "content": [{"type": "paragraph", "content": content}]}


def test_citations_take_their_new_names() -> None:
    assert citations(recited(body("7", "8"), {"7": "9"})) == ["9", "8"]


@pytest.mark.parametrize(
    ("group", "found"),
    [(["7", "9"], ["9"]), (["9", "7"], ["9"]), (["7", "8", "9"], ["9", "8"]), (["8", "8"], ["8", "8"])],
)
def test_one_group_names_the_survivor_once(group: list[str], found: list[str]) -> None:
    assert citations(recited(body(group), {"7": "9"})) == found


def test_groups_with_words_between_keep_theirs() -> None:
    assert citations(recited(body("7", "9"), {"7": "9"})) == ["9", "9"]


def test_a_text_without_the_name_is_as_it_was() -> None:
    text = body("1", ["2", "3"])
    assert recited(text, {"7": "9"}) == text
    table = {"type": "doc", "content": [{"type": "table", "content": [{"type": "table_row", "content": []}]}]}
    assert recited(table, {"7": "9"}) == table


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes")
def test_a_chain_leads_to_its_end(house: House, secretary: Actor) -> None:
    one, two, three, other = (make_item(house) for _number in range(4))
    merge(one, two, secretary)
    merge(two, three, secretary)
    school = house.school.pk
    assert survivors(school, [one.pk, two.pk, three.pk, other.pk]) == {one.pk: three.pk, two.pk: three.pk}
    assert survivor_of(school, other.pk) is None
    assert [row.gone_id for row in merges_into(three.pk)] == [two.pk]


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes")
def test_another_school_has_none_of_them(house: House, secretary: Actor, django_assert_num_queries) -> None:
    row = merge(make_item(house), make_item(house), secretary)
    stranger = make_house().school.pk
    assert merge_by_id(stranger, row.pk) is None
    assert merge_by_id(house.school.pk, row.pk) == row
    with django_assert_num_queries(1):
        assert survivors(stranger, [row.gone_id]) == {}
    with django_assert_num_queries(0):
        assert survivors(house.school.pk, []) == {}
