"""The pages that change codes."""

import pytest
from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.models import EvidenceItem, ItemMerge
from tests.evidence.factories import House, cite, link, make_file, make_house, make_item

pytestmark = pytest.mark.django_db


def fresh(item: EvidenceItem) -> EvidenceItem:
    with scopes_disabled():
        return EvidenceItem.objects.get(pk=item.pk)


def moving(item: EvidenceItem, **values: object) -> dict[str, object]:
    return {"criterion": "1.2", "reason": "Xếp nhầm", "version": fresh(item).version, **values}


def merging(gone: EvidenceItem, survivor: EvidenceItem, **values: object) -> dict[str, object]:
    return {
        "gone_version": fresh(gone).version,
        "survivor_version": fresh(survivor).version,
        "reason": "Cùng một kế hoạch",
        **values,
    }


def test_moving_shows_what_follows_and_does_it(house: House, secretary_client: Client) -> None:
    item = make_item(house)
    cite(house, item, criterion="1.4")
    shown = secretary_client.get(house.url(f"{item.pk}/chuyen/")).content.decode()
    assert "trích dẫn: năm học 2026-2027, tiêu chí 1.4" in shown
    answer = secretary_client.post(house.url(f"{item.pk}/chuyen/"), moving(item, link="on"), follow=True)
    assert "MC.1.1.01 nay mang mã MC.1.2.01" in answer.content.decode()
    with scopes_disabled():
        assert [use.criterion for use in item.uses.all()] == ["1.2"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": ""}, "bắt buộc"),
        ({"reason": "x" * 301}, "300"),
        ({"reason": "a\x00b"}, ""),
        ({"criterion": "9.9"}, "9.9"),
        ({"criterion": "1.1"}, "đã ở tiêu chí 1.1"),
        ({"version": "99"}, "vừa được người khác sửa"),
        ({"version": "-1"}, ""),
        ({"version": "9" * 30}, ""),
    ],
)
def test_a_wrong_move_is_told_beside_the_form(
    house: House,
    secretary_client: Client,
    values: dict[str, str],
    words: str,
) -> None:
    item = make_item(house)
    answer = secretary_client.post(house.url(f"{item.pk}/chuyen/"), moving(item, **values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert fresh(item).code == "MC.1.1.01"


def test_a_report_that_waits_is_named_and_there_is_no_button(house: House, secretary_client: Client) -> None:
    item, other = make_item(house), make_item(house)
    cite(house, item)
    with scopes_disabled():
        SelfAssessment.objects.update(state=State.SUBMITTED, complete=True)
    for address in (f"{item.pk}/chuyen/", f"{item.pk}/gop/?into={other.pk}"):
        shown = secretary_client.get(house.url(address)).content.decode()
        assert "Chờ hội đồng duyệt" in shown
        assert "Chuyển và cấp mã mới" not in shown
        assert 'type="submit">Gộp' not in shown
    assert secretary_client.post(house.url(f"{item.pk}/chuyen/"), moving(item)).status_code == 422


def test_the_one_to_stay_is_found_by_words_or_code(house: House, secretary_client: Client) -> None:
    gone, near = make_item(house), make_item(house, name="Kế hoạch năm học 2026-2027")
    far = make_item(house, name="Sổ họp tổ Toán")
    first = secretary_client.get(house.url(f"{gone.pk}/gop/")).content.decode()
    assert near.name in first
    assert f"?into={gone.pk}" not in first
    found = secretary_client.get(house.url(f"{gone.pk}/gop/?q={far.code}")).content.decode()
    assert f"?into={far.pk}" in found


def test_merging_shows_what_comes_and_the_old_address_leads_on(
    house: House, secretary_client: Client
) -> None:
    gone, survivor = make_item(house), make_item(house)
    file = make_file(gone)
    link(house, gone, "1.3")
    place = house.url(f"{gone.pk}/gop/?into={survivor.pk}")
    shown = secretary_client.get(place).content.decode()
    assert "ke-hoach.pdf" in shown
    assert "MC.1.1.01" in shown
    answer = secretary_client.post(place, merging(gone, survivor), follow=True)
    assert "Đã gộp MC.1.1.01 vào MC.1.1.02" in answer.content.decode()
    old = secretary_client.get(house.url(f"{gone.pk}/"))
    assert (old.status_code, old["Location"]) == (302, house.url(f"{survivor.pk}/"))
    given = secretary_client.get(house.url(f"tep/{file.pk}/"))
    assert given.getvalue().startswith(b"%PDF")
    removed = secretary_client.post(house.url(f"{gone.pk}/bo"))
    assert removed.status_code == 404
    assert fresh(survivor).removed_at is None


def test_who_sent_it_is_led_on_too_and_a_stranger_learns_nothing(
    house: House,
    secretary_client: Client,
    viewer_client: Client,
) -> None:
    gone, survivor = make_item(house), make_item(house)
    secretary_client.post(house.url(f"{gone.pk}/gop/?into={survivor.pk}"), merging(gone, survivor))
    assert viewer_client.get(house.url(f"{gone.pk}/"))["Location"] == house.url(f"{survivor.pk}/")
    other = make_house()
    assert viewer_client.get(other.url(f"{gone.pk}/")).status_code == 404
    assert secretary_client.get(other.url(f"{gone.pk}/gop/")).status_code == 404


def test_a_merge_is_taken_back_from_the_page_of_the_survivor(house: House, secretary_client: Client) -> None:
    gone, survivor = make_item(house, name="Bản <b>nháp</b>"), make_item(house)
    secretary_client.post(house.url(f"{gone.pk}/gop/?into={survivor.pk}"), merging(gone, survivor))
    shown = secretary_client.get(house.url(f"{survivor.pk}/")).content.decode()
    assert "Cùng một kế hoạch" in shown
    assert "Bản &lt;b&gt;nháp&lt;/b&gt;" in shown
    with scopes_disabled():
        row = ItemMerge.objects.get()
    answer = secretary_client.post(house.url(f"gop/{row.pk}/tach"), follow=True)
    assert "Đã tách lại MC.1.1.01" in answer.content.decode()
    assert fresh(gone).removed_at is None
    assert secretary_client.post(house.url(f"gop/{row.pk}/tach")).status_code == 404


@pytest.mark.parametrize("into", ["abc", "0", "9" * 40, "999999", "-1", "%00"])
def test_an_unknown_one_to_stay_is_none(house: House, secretary_client: Client, into: str) -> None:
    gone = make_item(house)
    answer = secretary_client.get(house.url(f"{gone.pk}/gop/?into={into}"))
    assert answer.status_code in {200, 404}


def test_only_who_manages_evidence_sees_the_ways(
    house: House,
    member_client: Client,
    contributor_client: Client,
) -> None:
    item = make_item(house)
    for client in (member_client, contributor_client):
        for address in ("chuyen/", "gop/"):
            assert client.get(house.url(f"{item.pk}/{address}")).status_code in {403, 404}
    assert "Gộp vào minh chứng khác" not in member_client.get(house.url(f"{item.pk}/")).content.decode()


def test_a_page_costs_the_same_for_one_place_and_for_many(
    house: House,
    secretary_client: Client,
    django_assert_max_num_queries,
) -> None:
    gone, survivor = make_item(house), make_item(house)
    for number in range(40):
        cite(house, gone, source=f"passage:{900 + number}")
    secretary_client.get(house.url(f"{gone.pk}/gop/?into={survivor.pk}"))
    with django_assert_max_num_queries(40):
        shown = secretary_client.get(house.url(f"{gone.pk}/gop/?into={survivor.pk}")).content.decode()
    assert "và 10 chỗ nữa" in shown
