"""“Gửi minh chứng”: one thing with its files, from people who know no codes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.verification import reject_item
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, jpg_bytes, make_file, make_item, pdf_bytes

pytestmark = pytest.mark.django_db


def send(
    client: Client, house: House, *files: tuple[str, bytes], photos: tuple[bytes, ...] = (), **fields: str
) -> HttpResponse:
    data = {
        "name": "Biên bản họp tổ Toán",
        "papers": [SimpleUploadedFile(name, content) for name, content in files],
        "photos": [
            SimpleUploadedFile(f"image{number}.jpg", content) for number, content in enumerate(photos)
        ],
        **fields,
    }
    return client.post(house.url("gui/"), data, follow=True)


def items() -> list[EvidenceItem]:
    with scopes_disabled():
        return list(EvidenceItem.objects.order_by("id"))


def test_photos_and_files_become_one_item_of_the_inbox(house: House, contributor_client: Client) -> None:
    response = send(contributor_client, house, ("a.pdf", pdf_bytes()), photos=(jpg_bytes(10), jpg_bytes(200)))
    (item,) = items()
    assert (item.name, item.code, item.file_count) == ("Biên bản họp tổ Toán", "", 3)
    page = response.content.decode()
    assert "Đã nhận “Biên bản họp tổ Toán”" in page
    assert house.url(f"{item.pk}/") in page
    assert response.redirect_chain == [(house.url("gui/"), 302)]


def test_who_knows_the_criterion_says_it(house: House, contributor_client: Client) -> None:
    send(contributor_client, house, ("a.pdf", pdf_bytes()), criterion="1.3")
    assert items()[0].code == "MC.1.3.01"


def test_the_criteria_are_offered_in_plain_words(house: House, contributor_client: Client) -> None:
    page = contributor_client.get(house.url("gui/")).content.decode()
    assert "Tôi chưa rõ, nhờ thư ký xếp giúp" in page
    assert '<optgroup label="1. Quản trị nhà trường' in page
    assert 'accept="image/*"' in page
    assert 'capture="environment"' in page


def test_nothing_chosen_keeps_what_was_typed(house: House, contributor_client: Client) -> None:
    response = send(contributor_client, house, criterion="1.3")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Chưa có tệp nào" in page
    assert "Biên bản họp tổ Toán" in page
    assert '<option value="1.3" selected>' in page
    assert items() == []


def test_only_bad_files_are_explained(house: House, contributor_client: Client) -> None:
    response = send(contributor_client, house, ("rong.pdf", b""), ("la.pdf", b"MZ"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "rong.pdf" in page
    assert "la.pdf" in page
    assert items() == []


def test_one_bad_file_among_good_ones_is_named(house: House, contributor_client: Client) -> None:
    response = send(contributor_client, house, ("rong.pdf", b""), ("a.pdf", pdf_bytes()))
    assert "Tệp “rong.pdf” rỗng" in response.content.decode()
    assert items()[0].file_count == 1


def test_what_is_there_already_is_said_and_not_kept(house: House, contributor_client: Client) -> None:
    make_file(make_item(house), pdf_bytes())
    response = send(contributor_client, house, ("a.pdf", pdf_bytes()))
    assert "đã có trong kho: MC.1.1.01." in response.content.decode()
    assert len(items()) == 1


def test_a_contributor_reads_what_became_of_it(house: House, contributor_client: Client) -> None:
    send(contributor_client, house, ("a.pdf", pdf_bytes()))
    (item,) = items()
    make_item(house, name="Của người khác")
    with scopes_disabled():
        reject_item(actor=system_actor(house.school.pk), item=item, reason="Ảnh mờ")
    page = contributor_client.get(house.url("gui/")).content.decode()
    assert "Từ chối" in page
    assert "Ảnh mờ" in page
    assert "Của người khác" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    house: House, contributor_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        send(contributor_client, house, ("a.pdf", pdf_bytes(str(number))))
    contributor_client.get(house.url("gui/"))
    with django_assert_num_queries(9):
        contributor_client.get(house.url("gui/"))
