"""The buttons of a file: a newer one in its place, its day and note, its place in the order; who may press them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.queries import earlier_files_of, files_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes, signed_in
from tests.factories import member as joined

pytestmark = pytest.mark.django_db


def paper(content: bytes, name: str = "moi.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def one_file(house: House) -> EvidenceFile:
    return make_file(make_item(house, name="Kế hoạch"), pdf_bytes("cũ"), "cu.pdf")


def test_a_replaced_file_stays_to_be_opened(house: House, secretary_client: Client) -> None:
    file = one_file(house)
    answer = secretary_client.post(
        house.url(f"tep/{file.pk}/thay"),
        {"file": paper(pdf_bytes("mới")), "dated_on": "05/10/2026"},
        follow=True,
    )
    text = answer.content.decode()
    assert "Đã thay bằng “moi.pdf”" in text
    assert "Các bản trước đây (1)" in text
    assert "thay bằng “moi.pdf” lúc" in text
    assert "Nguyễn Thu Hà" in text
    assert "05/10/2026" in text
    old = secretary_client.get(house.url(f"tep/{file.pk}/"))
    assert b"".join(old.streaming_content) == pdf_bytes("cũ")  # type: ignore[attr-defined]


def test_without_a_file_nothing_is_replaced(house: House, secretary_client: Client) -> None:
    file = one_file(house)
    answer = secretary_client.post(house.url(f"tep/{file.pk}/thay"), {}, follow=True)
    assert "Chưa nhận được tệp nào" in answer.content.decode()
    with scopes_disabled():
        assert earlier_files_of(file.item) == []


def test_day_and_note_are_shown(house: House, secretary_client: Client) -> None:
    file = one_file(house)
    with scopes_disabled():
        version = EvidenceItem.objects.get(pk=file.item_id).version
    sent = {"dated_on": "05/09/2025", "note": "Bản <b>ký</b>", "version": version}
    text = secretary_client.post(house.url(f"tep/{file.pk}/ghi"), sent, follow=True).content.decode()
    assert "05/09/2025" in text
    assert "Bản &lt;b&gt;ký&lt;/b&gt;" in text
    again = secretary_client.post(house.url(f"tep/{file.pk}/ghi"), sent, follow=True).content.decode()
    assert "vừa được người khác sửa" in again


@pytest.mark.parametrize(
    "sent",
    [
        {"dated_on": "31/02/2025", "note": "", "version": "2"},
        {"dated_on": "", "note": "a\x00b", "version": "2"},
        {"dated_on": "", "note": "x" * 251, "version": "2"},
        {"dated_on": "", "note": "", "version": "99999999999999999999"},
        {"dated_on": "", "note": "", "version": "hai"},
    ],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(
    house: House, secretary_client: Client, sent: dict[str, str]
) -> None:
    file = one_file(house)
    assert secretary_client.post(house.url(f"tep/{file.pk}/ghi"), sent).status_code < 500
    with scopes_disabled():
        assert (EvidenceFile.objects.get(pk=file.pk).dated_on, file.note) == (None, "")


def test_files_change_places(house: House, secretary_client: Client) -> None:
    item = make_item(house)
    make_file(item, pdf_bytes("a"), "a.pdf")
    last = make_file(item, pdf_bytes("b"), "b.pdf")
    with scopes_disabled():
        version = EvidenceItem.objects.get(pk=item.pk).version
    secretary_client.post(house.url(f"tep/{last.pk}/chuyen"), {"version": version, "to": "up"})
    with scopes_disabled():
        assert [file.name for file in files_of(item)] == ["b.pdf", "a.pdf"]


@pytest.mark.parametrize("act", ["thay", "ghi", "chuyen"])
def test_strangers_find_nothing(
    house: House, secretary_client: Client, viewer_client: Client, act: str
) -> None:
    other = make_house()
    with scopes_disabled():
        foreign = make_file(make_item(other))
    assert secretary_client.post(house.url(f"tep/{foreign.pk}/{act}")).status_code == 404
    file = one_file(house)
    assert viewer_client.post(house.url(f"tep/{file.pk}/{act}")).status_code in {403, 404}


def test_the_page_asks_no_more_the_more_revisions_there_are(
    house: House,
    secretary_client: Client,
    django_assert_max_num_queries: object,
) -> None:
    file = one_file(house)
    for number in range(6):
        make_file(file.item, pdf_bytes(str(number)), f"{number}.pdf")
    with scopes_disabled():
        kept = files_of(file.item)
    for number, one in enumerate(kept[:5]):
        sent = {"file": paper(pdf_bytes(f"mới {number}"))}
        secretary_client.post(house.url(f"tep/{one.pk}/thay"), sent)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        text = secretary_client.get(house.url(f"{file.item_id}/")).content.decode()
    assert "Các bản trước đây (5)" in text


def test_link_place_and_file_stand_together(house: House, secretary_client: Client) -> None:
    item = make_item(house, link="https://truong.example.vn/ke-hoach", place="Tủ 2, hộp 1")
    make_file(item)
    text = secretary_client.get(house.url(f"{item.pk}/")).content.decode()
    for words in ("https://truong.example.vn/ke-hoach", "Tủ 2, hộp 1", "ke-hoach.pdf"):
        assert words in text
    row = secretary_client.get(house.url()).content.decode()
    assert "1 tệp, Đường dẫn, Tủ 2, hộp 1" in row


def test_one_of_several_revisions_is_taken_out_by_its_button(house: House, secretary_client: Client) -> None:
    file = one_file(house)
    for name in ("hai.pdf", "ba.pdf"):
        with scopes_disabled():
            present = files_of(file.item)[0]
        secretary_client.post(house.url(f"tep/{present.pk}/thay"), {"file": paper(pdf_bytes(name), name)})
    page = secretary_client.get(house.url(f"{file.item_id}/")).content.decode()
    assert page.count("Gỡ riêng bản này") == 2
    assert "dùng lại bản trước “hai.pdf”" in page
    text = secretary_client.post(house.url(f"tep/{file.pk}/go-ban"), follow=True).content.decode()
    assert "Đã gỡ riêng bản “cu.pdf”" in text
    assert "Các bản trước đây (1)" in text
    assert secretary_client.get(house.url(f"tep/{file.pk}/")).status_code == 404
    with scopes_disabled():
        present = files_of(file.item)[0]
    text = secretary_client.post(house.url(f"tep/{present.pk}/go-ban"), follow=True).content.decode()
    assert "Đã bỏ bản “ba.pdf”; bản trước “hai.pdf” được dùng lại." in text
    assert "Các bản trước đây" not in text
    assert "Dùng lại bản trước" not in text


def test_who_may_not_change_sees_no_such_button(house: House, secretary_client: Client) -> None:
    file = one_file(house)
    secretary_client.post(house.url(f"tep/{file.pk}/thay"), {"file": paper(pdf_bytes("mới"))})
    member = signed_in(joined(house.school, "member"))
    assert "Gỡ riêng" not in member.get(house.url(f"{file.item_id}/")).content.decode()
    assert member.post(house.url(f"tep/{file.pk}/go-ban")).status_code in {403, 404}
    assert secretary_client.get(house.url(f"tep/{file.pk}/go-ban")).status_code == 405
    stranger = signed_in(joined(make_house().school, "secretary"))
    assert stranger.post(house.url(f"tep/{file.pk}/go-ban")).status_code == 404
    with scopes_disabled():
        assert len(earlier_files_of(file.item)) == 1
