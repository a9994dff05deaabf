"""The inbox sorts itself as far as words tell: a criterion is proposed with its reason, a person files with one press."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.context import criteria_asked, year_context
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.reading.keeping import read_school
from minhdinh.evidence.views.inbox import guess, missing_at, places_for, short_of
from tests.evidence.factories import House, make_file, make_house, make_item, make_verified
from tests.evidence.reading.papers import Paper, word_paper
from tests.evidence.views.test_reading import SAFETY

pytestmark = pytest.mark.django_db
MONITORING = Paper(
    word="BIÊN BẢN",
    subject="Rà soát, giám sát: theo dõi kết quả cải tiến chất lượng, kiểm chứng bằng minh chứng hoặc dữ liệu cụ thể",
    number="3/BB-THCS",
)


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
    said = "Ở đây còn thiếu loại này (1.4.2c: trong năm học cần ít nhất 2 lần, mới có 1)."
    assert said not in inbox(secretary_client, house)
    with scopes_disabled():
        link_item(
            actor=system_actor(house.school.pk), item=first, place=house.place("1.4", requirement="1.4.2c")
        )
    page = inbox(secretary_client, house)
    assert said in page.split("<b>1.4</b>: ")[1].split("</small>")[0]


def monitored_once(house: House) -> None:
    first = make_verified(house, kind="bien_ban_ra_soat", issued_on=dt.date(2026, 9, 30))
    with scopes_disabled():
        link_item(
            actor=system_actor(house.school.pk), item=first, place=house.place("1.4", requirement="1.4.2c")
        )


@pytest.mark.usefixtures("all_scopes")
def test_numbers_of_the_sheets_are_for_who_may_read_sheets(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    monitored_once(house)
    year = year_context(house.school.pk, house.assessment.year)
    assert year is not None
    assert [one.requirement for one in short_of(secretary, year)] == ["1.4.2c"]
    assert short_of(contributor, year) == []


def test_the_kind_that_was_read_says_what_is_missing_where_the_name_says_none(
    house: House, secretary_client: Client
) -> None:
    monitored_once(house)
    item = make_item(house, criterion="", name="IMG 20261005")
    make_file(item, word_paper(MONITORING), "anh.docx")
    with scopes_disabled():
        read_school(house.school.pk)
    page = inbox(secretary_client, house)
    assert (
        "1.4.2c: trong năm học cần ít nhất 2 lần, mới có 1"
        in page.split("<b>1.4</b>: ")[1].split("</small>")[0]
    )


def test_a_school_of_several_levels_is_told_where_it_is_missing(db: None) -> None:
    house = make_house("lien-cap-2", levels=("thcs", "thpt"))
    monitored_once(house)
    with scopes_disabled():
        year = year_context(house.school.pk, house.assessment.year)
        assert year is not None
        short = short_of(system_actor(house.school.pk), year)
    said = missing_at(short, "1.4", "bien_ban_ra_soat", dict(year.tracks))
    assert said == "1.4.2c (Trung học cơ sở): trong năm học cần ít nhất 2 lần, mới có 1"
    assert missing_at(short, "1.4", "ke_hoach_cai_tien", dict(year.tracks)) == ""
