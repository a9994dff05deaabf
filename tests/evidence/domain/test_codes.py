"""Codes: one a moment, never the same, never again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.codes import give_code, next_number, reserve_number
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.models import EvidenceCode
from minhdinh.standards.catalogue import packaged_set
from tests.evidence.factories import House, make_house, make_item

OLD = packaged_set("tt18-2018-trung-hoc").code_convention


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes")
def test_numbers_rise_within_a_criterion_and_convention() -> None:
    house = make_house()
    one = {"school_id": house.school.pk, "convention": "mc-2026", "criterion": "1.3"}
    assert [next_number(**one) for _time in range(3)] == [1, 2, 3]
    assert next_number(**{**one, "criterion": "1.4"}) == 1
    assert next_number(**{**one, "convention": "h-2018"}) == 1
    assert next_number(**{**one, "school_id": make_house().school.pk}) == 1
    assert next_number(**one) == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes")
def test_a_reserved_number_lifts_the_counter_and_never_lowers_it() -> None:
    one = {"school_id": make_house().school.pk, "convention": "mc-2026", "criterion": "1.3"}
    reserve_number(**one, number=12)
    assert next_number(**one) == 13
    reserve_number(**one, number=5)
    assert next_number(**one) == 14


def test_codes_follow_the_convention_of_the_year(house: House) -> None:
    assert [make_item(house, criterion="1.3").code for _time in range(2)] == ["MC.1.3.01", "MC.1.3.02"]
    assert make_item(house, criterion="4.2").code == "MC.4.2.01"


@pytest.mark.usefixtures("all_scopes")
def test_a_removed_item_keeps_its_code_and_number(house: House) -> None:
    first = make_item(house, criterion="1.3")
    remove_item(actor=system_actor(house.school.pk), item=first)
    assert make_item(house, criterion="1.3").code == "MC.1.3.02"


@pytest.mark.usefixtures("all_scopes")
def test_an_item_has_one_current_code_a_convention(house: House) -> None:
    item = make_item(house, criterion="1.3")
    old = give_code(item=item, convention=OLD, criterion="2.1")
    assert give_code(item=item, convention=OLD, criterion="5.5") == old
    assert give_code(item=item, convention=house.convention, criterion="9.9").text == item.code
    assert set(EvidenceCode.objects.filter(item=item).values_list("convention", flat=True)) == {
        OLD.id,
        house.convention.id,
    }


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_people_at_once_never_get_the_same_code() -> None:
    house = make_house()

    def take(_number: int) -> str:
        try:
            return make_item(house, criterion="1.3").code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        codes = list(pool.map(take, range(24)))
    assert sorted(codes) == [f"MC.1.3.{number:02}" for number in range(1, 25)]
    with scopes_disabled():
        assert EvidenceCode.objects.filter(school=house.school).count() == 24
