"""An item's page: everything about it, for whoever may see it."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceItem
from tests.evidence.factories import (
    House,
    cite,
    jpg_bytes,
    link,
    make_file,
    make_item,
    make_verified,
    office_bytes,
    pdf_bytes,
    signed_in,
)
from tests.factories import acting
from tests.factories import member as new_member

pytestmark = pytest.mark.django_db


def page_of(client: Client, house: House, item: EvidenceItem, query: str = "") -> str:
    response = client.get(house.url(f"{item.pk}/{query}"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_facts_are_all_there(house: House, member_client: Client) -> None:
    item = make_item(
        house,
        criterion="1.3",
        name="Kế hoạch & mục tiêu",
        kind="ke_hoach",
        number="12/KH",
        issued_on=dt.date(2026, 9, 5),
        issuer="Sở GDĐT",
        period="2026-2027",
        valid_to=dt.date(2030, 12, 31),
        note="bản photo",
    )
    page = page_of(member_client, house, item)
    for words in (
        "Kế hoạch &amp; mục tiêu",
        "MC.1.3.01",
        "12/KH",
        "05/09/2026",
        "Sở GDĐT",
        "31/12/2030",
        "bản photo",
    ):
        assert words in page
    assert "Thường lưu ở: Văn thư" in page


def test_what_the_kind_lacks_is_said(house: House, member_client: Client) -> None:
    page = page_of(member_client, house, make_item(house, kind="ke_hoach", number="1"))
    assert "còn thiếu: ngày ban hành hoặc ghi nhận." in page


def test_an_expiry_that_comes_soon_is_said(house: House, member_client: Client) -> None:
    soon = timezone.localdate() + dt.timedelta(days=10)
    assert "Còn 10 ngày là hết hiệu lực" in page_of(member_client, house, make_item(house, valid_to=soon))


def test_a_pdf_and_an_image_are_shown_in_the_page_and_a_word_file_is_not(
    house: House, member_client: Client
) -> None:
    item = make_item(house)
    word = make_file(item, office_bytes(), "bao-cao.docx")
    pdf = make_file(item, pdf_bytes(), "ke-hoach.pdf")
    image = make_file(item, jpg_bytes(), "anh.jpg")
    page = page_of(member_client, house, item)
    assert f'data="{house.url(f"tep/{pdf.pk}/")}?view=1' in page
    assert f'href="?file={image.pk}"' in page
    assert f"tep/{word.pk}/?view=1" not in page
    assert f'src="{house.url(f"tep/{image.pk}/")}?view=1"' in page_of(
        member_client, house, item, f"?file={image.pk}"
    )
    assert 'type="application/pdf"' in page_of(member_client, house, item, f"?file={word.pk}")
    assert 'type="application/pdf"' in page_of(member_client, house, item, "?file=abc")


def test_links_open_outside_and_papers_are_located(house: House, member_client: Client) -> None:
    linked = make_item(house, storage=Storage.LINK, link="https://truong.edu.vn/a?b=1&c=2")
    page = page_of(member_client, house, linked)
    assert 'href="https://truong.edu.vn/a?b=1&amp;c=2" rel="noopener' in page
    assert "Tủ 2, hộp 1" in page_of(
        member_client, house, make_item(house, storage=Storage.PLACE, place="Tủ 2, hộp 1")
    )


def test_where_it_serves_and_is_cited_is_linked(house: House, member_client: Client) -> None:
    item = make_verified(house)
    link(house, item, "1.2")
    cite(house, item, source="passage:1", criterion="1.4")
    with scopes_disabled():
        Citation.objects.create(
            school=house.school, item=item, assessment_id=house.assessment.pk, source="passage:2"
        )
        Citation.objects.create(
            school=house.school, item=item, assessment_id=0, source="passage:3", criterion="9.9"
        )
    page = page_of(member_client, house, item)
    assert 'thcs/1.2/">Tiêu chí 1.2</a>' in page
    assert 'thcs/1.4/">Tiêu chí 1.4, Mức 1, yêu cầu 1.4.1a</a>' in page
    assert "Phần nhận xét, báo cáo" in page
    assert "Tiêu chí 9.9 <small" in page


def test_a_contributor_reads_the_criteria_of_the_own_item_without_a_link(house: House) -> None:
    sender = new_member(house.school, Role.CONTRIBUTOR)
    item = make_item(house, actor=acting(sender, house.school))
    link(house, item, "1.2")
    cite(house, item, source="passage:1", criterion="1.4")
    client = signed_in(sender)
    page = page_of(client, house, item)
    assert "Tiêu chí 1.2" in page
    assert "Tiêu chí 1.4, Mức 1" in page
    addresses = set(re.findall(r'href="(/truong/[^"?#]*)', page))
    assert addresses
    answers = {address: client.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status not in {200, 302}} == {}


def test_old_codes_are_shown(house: House, member_client: Client) -> None:
    item = make_item(house)
    with scopes_disabled():
        EvidenceCode.objects.create(
            school=house.school,
            item=item,
            convention="h-2018",
            text="H1-1.1-02",
            criterion="1.1",
            current=False,
        )
    assert "H1-1.1-02 (mã cũ)" in page_of(member_client, house, item)


def test_buttons_are_for_who_may_press_them(
    house: House, member_client: Client, viewer_client: Client, secretary_client: Client
) -> None:
    item = make_item(house)
    make_file(item)
    link(house, item, "1.2")
    buttons = {
        name: house.url(f"{item.pk}/{name}") for name in ("xac-minh", "tu-choi", "bo", "sua/", "gan", "go")
    }

    def offered(client: Client) -> set[str]:
        page = page_of(client, house, item)
        return {name for name, url in buttons.items() if f'"{url}"' in page}

    assert offered(secretary_client) == set(buttons)
    assert offered(member_client) == {"gan"}
    assert offered(viewer_client) == set()


def test_after_submission_links_are_fixed(house: House, secretary_client: Client) -> None:
    item = make_verified(house)
    link(house, item, "1.2")
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)
    page = page_of(secretary_client, house, item)
    assert house.url(f"{item.pk}/gan") not in page
    go = house.url(f"{item.pk}/go")
    assert f'"{go}"' not in page


def test_sensitive_items_take_no_upload(
    house: House, secretary_client: Client, member_client: Client
) -> None:
    item = make_item(house, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ 1")
    page = page_of(secretary_client, house, item)
    assert "kho chỉ giữ chỉ mục" in page
    assert "drop-zone" not in page
    assert member_client.get(house.url(f"{item.pk}/")).status_code == 404


def test_the_history_tells_everything_newest_first(house: House, member_client: Client) -> None:
    item = make_verified(house, name="Kế hoạch")
    page = page_of(member_client, house, item)
    told = [
        page.index(words)
        for words in (
            "Xác minh minh chứng MC.1.1.01",
            "Thêm tệp ke-hoach.pdf",
            "Thêm minh chứng MC.1.1.01: Kế hoạch",
        )
    ]
    assert told == sorted(told)


def test_the_wish_of_an_upload_is_offered_until_it_is_fulfilled(
    house: House, secretary_client: Client
) -> None:
    item = make_verified(house)
    assert "Dùng cho tiêu chí 1.3" in page_of(secretary_client, house, item, "?for=1.3")
    link(house, item, "1.3")
    assert "Dùng cho tiêu chí 1.3" not in page_of(secretary_client, house, item, "?for=1.3")
    assert "Dùng cho tiêu chí" not in page_of(secretary_client, house, item, "?for=9.9")


def test_who_verifies_reads_what_changed_since_the_last_look(
    house: House, secretary_client: Client, viewer_client: Client
) -> None:
    item = make_verified(house)
    assert "Từ lần xem trước" not in page_of(secretary_client, house, item)
    make_file(item, name="bo-sung.pdf")
    content = page_of(secretary_client, house, item)
    assert "Từ lần xem trước" in content
    assert f"<li>Thêm tệp bo-sung.pdf vào {item.code}</li>" in content
    assert "Từ lần xem trước" not in page_of(viewer_client, house, item)
    fresh = make_item(house)
    make_file(fresh)
    assert "Từ lần xem trước" not in page_of(secretary_client, house, fresh)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    house: House, secretary_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = make_verified(house)
    for number in range(count):
        make_file(item, pdf_bytes(str(number)), f"{number}.pdf")
        link(house, item, f"1.{number + 2}")
        cite(house, item, source=f"passage:{number}")
        make_file(make_item(house), pdf_bytes(str(number)))
    page_of(secretary_client, house, item)
    with django_assert_num_queries(21):
        page_of(secretary_client, house, item)
