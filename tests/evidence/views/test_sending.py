"""“Gửi minh chứng”: one thing with its files, from people who know no codes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.evidence.domain.queries import uses_of
from minhdinh.evidence.domain.verification import reject_item
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, jpg_bytes, make_file, make_item, pdf_bytes, signed_in

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


def choose(client: Client, house: House, asked: HttpResponse, **fields: str) -> HttpResponse:
    """Press a button of the question about a known file, with the fields as the page carries them."""
    form = asked.context["known"]["form"]
    carried = {f"known-{name}": form[name].value() or "" for name in form.fields}
    buttons = {"use", "keep"}
    typed = {f"known-{name}": value for name, value in fields.items() if name not in buttons}
    pressed = dict.fromkeys(buttons & set(fields), "1")
    return client.post(house.url("gui/trung-tep"), {**carried, **typed, **pressed}, follow=True)


def test_what_is_there_already_is_not_kept_twice_and_what_was_typed_stays(
    house: House, contributor_client: Client
) -> None:
    make_file(make_item(house, name="Của người khác"), pdf_bytes())
    response = send(contributor_client, house, ("a.pdf", pdf_bytes()), criterion="1.3")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Đang nằm ở minh chứng MC.1.1.01 do người khác gửi." in page
    assert "Của người khác" not in page
    assert page.count('value="Biên bản họp tổ Toán"') == 2
    assert '<option value="1.3" selected>' in page
    assert "Dùng MC.1.1.01 cho tiêu chí" not in page
    assert len(items()) == 1


def test_the_own_item_that_holds_the_file_is_linked(house: House, contributor_client: Client) -> None:
    send(contributor_client, house, ("a.pdf", pdf_bytes()), name="Kế hoạch tổ")
    response = send(contributor_client, house, ("b.pdf", pdf_bytes()))
    (item,) = items()
    assert f'<a href="{house.url(f"{item.pk}/")}"> Kế hoạch tổ</a>' in response.content.decode()


def test_a_file_in_a_foreign_item_without_code_is_told_too(house: House, contributor_client: Client) -> None:
    make_file(make_item(house, criterion=""), pdf_bytes())
    page = send(contributor_client, house, ("a.pdf", pdf_bytes())).content.decode()
    assert "do người khác gửi, thư ký chưa xếp mã" in page


def test_the_known_item_can_be_used_for_the_criterion_at_once(house: House, member_client: Client) -> None:
    there = make_item(house, name="Kế hoạch năm học")
    make_file(there, pdf_bytes())
    asked = send(member_client, house, ("a.pdf", pdf_bytes()), criterion="1.3")
    page = asked.content.decode()
    assert "MC.1.1.01 Kế hoạch năm học</a>" in page
    assert "Dùng MC.1.1.01 cho tiêu chí 1.3" in page
    done = choose(member_client, house, asked, use="1")
    assert "MC.1.1.01 nay phục vụ tiêu chí 1.3." in done.content.decode()
    with scopes_disabled():
        assert [use.criterion for use in uses_of(there)] == ["1.3"]
    assert items() == [there]


def test_sending_nothing_leads_to_the_item_that_holds_the_file(
    house: House, member_client: Client, contributor_client: Client
) -> None:
    there = make_item(house, name="Kế hoạch năm học")
    make_file(there, pdf_bytes())
    asked = send(member_client, house, ("a.pdf", pdf_bytes()))
    assert "Thôi, không gửi nữa" in asked.content.decode()
    done = choose(member_client, house, asked, keep="1")
    assert done.redirect_chain == [(house.url(f"{there.pk}/"), 302)]
    assert "Không gửi thêm bản nào: tệp đã có ở MC.1.1.01." in done.content.decode()
    unseen = send(contributor_client, house, ("a.pdf", pdf_bytes()))
    done = choose(contributor_client, house, unseen, keep="1")
    assert done.redirect_chain == [(house.url("gui/"), 302)]
    assert items() == [there]


def test_what_was_asked_for_is_had_with_the_item_that_holds_the_file(
    house: House, member: Actor, secretary: Actor
) -> None:
    client = signed_in(User.objects.get(pk=member.user_id))
    there = make_item(house, name="Sổ họp")
    make_file(there, pdf_bytes())
    row = make_collecting(house, secretary, member)
    asked = send(client, house, ("a.pdf", pdf_bytes()), viec=str(row.pk))
    assert "Ghi là đã có bằng minh chứng này" in asked.content.decode()
    done = choose(client, house, asked, keep="1")
    assert "đã được ghi là đã có" in done.content.decode()
    with scopes_disabled():
        row.refresh_from_db()
    assert (row.state, row.item_id) == ("have", there.pk)


def test_what_is_collected_for_one_item_is_not_had_with_another(
    house: House, member: Actor, secretary: Actor
) -> None:
    client = signed_in(User.objects.get(pk=member.user_id))
    own, there = make_item(house, name="Sổ của việc"), make_item(house, name="Sổ họp")
    make_file(there, pdf_bytes())
    make_file(own, pdf_bytes("sổ"))
    row = make_collecting(house, secretary, secretary, keeper_id=member.user_id, item_id=own.pk)
    asked = send(client, house, ("a.pdf", pdf_bytes()), viec=str(row.pk))
    refused = choose(client, house, asked, keep="1")
    assert refused.status_code == 422
    assert (
        f"gắn với minh chứng {own.label}, nên chưa ghi là đã có bằng {there.label}"
        in refused.content.decode()
    )
    with scopes_disabled():
        row.refresh_from_db()
        assert (row.state, row.item_id) == ("collecting", own.pk)
        EvidenceItem.objects.filter(pk=own.pk).update(removed_at=timezone.now())
    choose(client, house, asked, keep="1")
    with scopes_disabled():
        row.refresh_from_db()
    assert (row.state, row.item_id) == ("have", there.pk)


def test_what_is_sent_beside_the_item_of_the_row_is_said_to_be_had_in_that_item_alone(
    house: House, member: Actor, secretary: Actor
) -> None:
    """The row keeps its own item, so that “had” would be wrong of what was just sent."""
    client = signed_in(User.objects.get(pk=member.user_id))
    own = make_item(house, name="Sổ của việc")
    make_file(own, pdf_bytes("sổ"))
    row = make_collecting(house, secretary, secretary, keeper_id=member.user_id, item_id=own.pk)
    said = send(client, house, ("a.pdf", pdf_bytes()), viec=str(row.pk)).content.decode()
    assert f"được ghi là đã có ở {own.label} như trước, không phải ở “" in said
    assert "đã được ghi là đã có" not in said
    with scopes_disabled():
        row.refresh_from_db()
    assert (row.state, row.item_id) == ("have", own.pk)


def test_who_may_not_see_the_item_is_told_to_ask_the_secretary(
    house: House, contributor: Actor, secretary: Actor
) -> None:
    client = signed_in(User.objects.get(pk=contributor.user_id))
    make_file(make_item(house), pdf_bytes())
    row = make_collecting(house, secretary, contributor)
    asked = send(client, house, ("a.pdf", pdf_bytes()), viec=str(row.pk))
    refused = choose(client, house, asked, keep="1")
    assert refused.status_code == 422
    assert "chưa ghi được việc thu thập" in refused.content.decode()
    with scopes_disabled():
        row.refresh_from_db()
    assert (row.state, row.item_id) == ("collecting", None)


def test_who_may_not_see_the_item_cannot_link_it(house: House, contributor_client: Client) -> None:
    there = make_item(house)
    make_file(there, pdf_bytes())
    asked = send(contributor_client, house, ("a.pdf", pdf_bytes()), criterion="1.3")
    refused = choose(contributor_client, house, asked, use="1", message="Dùng cho 1.3")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "chưa gắn được" in page
    assert "Biên bản họp tổ Toán" in page
    assert "Dùng cho 1.3" in page
    with scopes_disabled():
        assert uses_of(there) == []


def test_what_was_typed_goes_to_the_secretary_all_the_same(
    house: House, contributor_client: Client, secretary_client: Client
) -> None:
    there = make_item(house)
    make_file(there, pdf_bytes())
    asked = send(contributor_client, house, ("a.pdf", pdf_bytes()), criterion="1.3")
    done = choose(contributor_client, house, asked, message="Bản này dùng thêm cho 1.3")
    assert "Đã gửi “Biên bản họp tổ Toán” cho thư ký" in done.content.decode()
    _there, sent = items()
    assert (sent.name, sent.code, sent.file_count) == ("Biên bản họp tổ Toán", "", 1)
    assert sent.note.splitlines() == [
        "Trùng tệp với MC.1.1.01.",
        "Người gửi chọn tiêu chí 1.3.",
        "Người gửi nhắn: Bản này dùng thêm cho 1.3",
    ]
    page = secretary_client.get(house.url(f"{sent.pk}/")).content.decode()
    assert "Người gửi nhắn: Bản này dùng thêm cho 1.3" in page
    assert "Dùng MC.1.1.01, bỏ bản này" in page
    assert "Biên bản họp tổ Toán" in secretary_client.get(house.url("?criterion=none")).content.decode()


def test_an_emptied_name_is_asked_for_again(house: House, contributor_client: Client) -> None:
    make_file(make_item(house), pdf_bytes())
    asked = send(contributor_client, house, ("a.pdf", pdf_bytes()))
    again = choose(contributor_client, house, asked, name=" ", message="Lời nhắn dài")
    assert again.status_code == 422
    assert "Lời nhắn dài" in again.content.decode()
    assert len(items()) == 1
    assert "Đã gửi “Tên mới”" in choose(contributor_client, house, again, name="Tên mới").content.decode()


def test_the_note_of_a_sent_file_serves_its_sender_only(
    house: House, contributor_client: Client, member_client: Client
) -> None:
    make_file(make_item(house), pdf_bytes())
    asked = send(contributor_client, house, ("a.pdf", pdf_bytes()))
    stranger = choose(member_client, house, asked, name="Tên đã sửa")
    assert stranger.status_code == 422
    page = stranger.content.decode()
    assert "Hãy chọn lại tệp rồi gửi" in page
    assert 'value="Tên đã sửa"' in page
    assert "known" not in page
    assert choose(contributor_client, house, asked, token="giả").status_code == 422
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
    with django_assert_num_queries(11):
        contributor_client.get(house.url("gui/"))
