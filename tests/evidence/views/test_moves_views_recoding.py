"""The page that changes the codes of a whole school."""

import pytest
from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, make_item
from tests.evidence.moves.test_recoding import boxed_item

pytestmark = pytest.mark.django_db
BOX = "doi-ma/?doi=hop&quy-uoc-hop=h-2018&o=1&hop=4"


def code_of(item: EvidenceItem) -> str:
    with scopes_disabled():
        return EvidenceItem.objects.get(pk=item.pk).code


def mark_in(html: str) -> str:
    return html.split('name="mark" value="')[1].split('"', maxsplit=1)[0]


def test_every_code_is_shown_before_and_after_and_then_changed(
    house: House, secretary_client: Client
) -> None:
    with scopes_disabled():
        item = boxed_item(house, "H1-1.1-01", name="Kế hoạch <i>năm</i>")
    shown = secretary_client.get(house.url(BOX)).content.decode()
    assert "H1-1.1-01" in shown
    assert "H4-1.1-01" in shown
    assert "Kế hoạch &lt;i&gt;năm&lt;/i&gt;" in shown
    assert code_of(item) == "H1-1.1-01"
    agreed = {"mark": mark_in(shown), "reason": "Gộp hộp của tiêu chuẩn 1"}
    answer = secretary_client.post(house.url(BOX), agreed, follow=True)
    assert "Đã đổi mã 1 minh chứng" in answer.content.decode()
    assert code_of(item) == "H4-1.1-01"


def test_who_agreed_to_another_table_sees_the_new_one(house: House, secretary_client: Client) -> None:
    with scopes_disabled():
        item = boxed_item(house, "H1-1.1-01")
    answer = secretary_client.post(house.url(BOX), {"mark": "cũ", "reason": "Thử"})
    assert answer.status_code == 422
    assert "vừa thay đổi" in answer.content.decode()
    again = {"mark": mark_in(answer.content.decode()), "reason": "Thử"}
    assert secretary_client.post(house.url(BOX), again).status_code == 302
    assert code_of(item) == "H4-1.1-01"


@pytest.mark.parametrize(
    "query",
    ["doi=hop", "doi=hop&hop=4", "hop=4&quy-uoc-hop=h-2018&doi=hop&o=9", "doi=hop&quy-uoc-hop=h-2018&hop=%00",
     "doi=hop&quy-uoc-hop=h-2018&hop=0", "doi=hop&quy-uoc-hop=mc-2026&hop=4", "doi=hop&quy-uoc-hop=h-2018&hop=٣"],
)  # fmt: skip
def test_what_cannot_be_is_told_in_a_sentence(house: House, secretary_client: Client, query: str) -> None:
    with scopes_disabled():
        boxed_item(house, "H1-1.1-01")
    answer = secretary_client.get(house.url(f"doi-ma/?{query}"))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_without_boxes_there_is_none_to_change(house: House, secretary_client: Client) -> None:
    make_item(house)
    shown = secretary_client.get(house.url("doi-ma/")).content.decode()
    assert "không có hộp để đổi" in shown
    same = secretary_client.get(house.url("doi-ma/?doi=quy-uoc")).content.decode()
    assert "Không có mã nào phải đổi" in same


def test_only_who_manages_evidence_opens_it(
    house: House, member_client: Client, contributor_client: Client, viewer_client: Client
) -> None:
    for client in (member_client, contributor_client, viewer_client):
        assert client.get(house.url("doi-ma/")).status_code in {403, 404}
        assert client.post(house.url(BOX), {"mark": "x", "reason": "y"}).status_code in {403, 404}
