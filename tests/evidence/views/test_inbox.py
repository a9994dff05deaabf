"""The inbox sorts itself as far as words tell: a criterion is proposed with its reason, a person files with one press."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.context import criteria_asked
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.reading.keeping import read_school
from minhdinh.evidence.views.inbox import guess, places_for
from tests.evidence.factories import House, make_file, make_item, make_verified
from tests.evidence.reading.papers import word_paper
from tests.evidence.views.test_reading import SAFETY

pytestmark = pytest.mark.django_db


def inbox(client: Client, house: House) -> str:
    return client.get(house.url("?criterion=none")).content.decode()


@pytest.mark.usefixtures("all_scopes")
def test_words_speak_for_a_criterion_and_say_which(house: House) -> None:
    asked = criteria_asked(house.assessment.pk)
    code, one = next((code, one) for code, one in asked.items() if code == "1.3")
    item = make_item(house, criterion="", name=one.text[:180])
    likely, _kind = guess(item, asked)
    assert likely[0].code == code
    places, _kind = places_for(item, asked, None)
    assert places[0].code == code
    assert places[0].reason.startswith("tên, lời gửi có “")


@pytest.mark.usefixtures("all_scopes")
def test_the_name_of_a_kind_speaks_for_the_kind(house: House) -> None:
    item = make_item(house, criterion="", name="Hồ sơ phòng cháy chữa cháy của trường")
    _likely, kind = guess(item, criteria_asked(house.assessment.pk))
    assert kind == "ho_so_pccc"


@pytest.mark.usefixtures("all_scopes")
def test_words_that_tell_nothing_propose_nothing(house: House) -> None:
    item = make_item(house, criterion="", name="IMG 20261005")
    assert guess(item, criteria_asked(house.assessment.pk)) == ([], "")


def test_one_press_files_and_leads_back_to_the_inbox(house: House, secretary_client: Client) -> None:
    item = make_item(house, criterion="", name="Hồ sơ <b>phòng cháy</b> chữa cháy")
    make_item(house, criterion="", name="Ảnh 1")
    page = inbox(secretary_client, house)
    assert "Hồ sơ &lt;b&gt;phòng cháy&lt;/b&gt; chữa cháy" in page
    assert page.count("Xếp và cấp mã") == 2
    sent = {"criterion": "1.3", "back": "inbox"}
    answer = secretary_client.post(house.url(f"{item.pk}/xep"), sent, follow=True)
    assert answer.redirect_chain == [(house.url("?criterion=none"), 302)]
    text = answer.content.decode()
    assert "mã MC.1.3.01" in text
    assert text.count("Xếp và cấp mã") == 1
    with scopes_disabled():
        assert EvidenceItem.objects.get(pk=item.pk).code == "MC.1.3.01"


def test_who_may_not_change_it_is_offered_nothing(house: House, viewer_client: Client) -> None:
    make_item(house, criterion="", name="Hồ sơ phòng cháy chữa cháy")
    assert "Xếp và cấp mã" not in inbox(viewer_client, house)


@pytest.mark.parametrize("count", [1, 9])
def test_the_inbox_takes_a_fixed_number_of_queries(
    house: House, secretary_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_item(house, criterion="", name=f"Kế hoạch bồi dưỡng đội ngũ {number}")
    inbox(secretary_client, house)
    with django_assert_num_queries(22):
        inbox(secretary_client, house)


def test_what_the_name_and_the_file_speak_for_is_one_list_with_both_reasons(
    house: House, secretary_client: Client
) -> None:
    item = make_item(house, criterion="", name="Kế hoạch phòng, chống tai nạn thương tích, bạo lực học đường")
    make_file(item, word_paper(SAFETY), "kh.docx")
    with scopes_disabled():
        read_school(house.school.pk)
    page = inbox(secretary_client, house)
    assert page.count("<b>4.2</b>: ") == 1
    line = page.split("<b>4.2</b>: ")[1].split("</small>")[0]
    assert "tên, lời gửi có “" in line
    assert "trong tệp có “" in line
    assert '<option value="4.2" selected>' in page
    assert "Có thể thuộc tiêu chí" not in page


def test_a_file_alone_speaks_too_and_its_words_are_escaped(house: House, secretary_client: Client) -> None:
    item = make_item(house, criterion="", name="IMG 20261005")
    make_file(item, word_paper(SAFETY), "kh.docx")
    with scopes_disabled():
        read_school(house.school.pk)
    page = inbox(secretary_client, house)
    assert "<b>4.2</b>: trong tệp có “" in page
    assert "tên, lời gửi có" not in page


def test_a_place_says_that_something_of_this_kind_is_still_missing_there(
    house: House, secretary_client: Client
) -> None:
    first = make_verified(house, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 9, 30))
    make_item(
        house, criterion="", name="Biên bản theo dõi kết quả cải tiến chất lượng", kind="bien_ban_ra_soat"
    )
    said = "Ở đây còn thiếu loại này (1.4.2c: cần ít nhất 2 lần, mới có 1 trong năm học)."
    assert said not in inbox(secretary_client, house)
    with scopes_disabled():
        link_item(
            actor=system_actor(house.school.pk), item=first, place=house.place("1.4", requirement="1.4.2c")
        )
    page = inbox(secretary_client, house)
    assert said in page.split("<b>1.4</b>: ")[1].split("</small>")[0]
