"""The stores of all schools as the administrator reads them."""

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.evidence.domain.quota import MEGABYTE, Usage, set_quota
from minhdinh.evidence.domain.quotas import schools_by_store, store_of, stores_of
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import Organisation
from tests.evidence.factories import House, make_house

pytestmark = pytest.mark.django_db
SYSTEM = system_actor()


def fill(house: House, megabytes: int, mark: str = "") -> None:
    with scopes_disabled():
        Blob.objects.create(
            school=house.school, sha256=f"{mark}{megabytes}".zfill(64), size=megabytes * MEGABYTE, path=mark
        )


def test_bytes_are_added_up_by_school(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 10
    other = make_house()
    fill(house, 3, "a")
    fill(house, 4, "b")
    fill(other, 1)
    found = {one.school.pk: one.usage for one in stores_of(SYSTEM, list(schools_by_store(SYSTEM)))}
    assert found[house.school.pk] == Usage(7 * MEGABYTE, 10 * MEGABYTE)
    assert found[other.school.pk] == Usage(MEGABYTE, 10 * MEGABYTE)
    assert [row.pk for row in schools_by_store(SYSTEM)][:2] == [house.school.pk, other.school.pk]


def test_a_schools_own_limit_and_its_version_are_told(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 10
    with scopes_disabled():
        set_quota(actor=SYSTEM, school_id=house.school.pk, limit_mb=25, version=0)
    store = store_of(SYSTEM, house.school.code)
    assert (store.usage.limit, store.own_mb, store.version) == (25 * MEGABYTE, 25, 1)


def test_two_queries_for_any_number(house: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(3):
        fill(make_house(), 1)
    with django_assert_num_queries(2):
        assert len(stores_of(SYSTEM, list(schools_by_store(SYSTEM)))) == 4


def test_closed_schools_and_offices_are_left_out(house: House) -> None:
    Organisation.objects.filter(pk=house.school.pk).update(active=False)
    with pytest.raises(NotHere):
        store_of(SYSTEM, house.school.code)


@pytest.mark.parametrize("code", ["", "\x00", "a\x00", "x" * 3000])
def test_a_code_that_no_school_has(code: str, db: None) -> None:
    with pytest.raises(NotHere):
        store_of(SYSTEM, code)


def test_nobody_but_the_administrator_reads_them(house: House, secretary: Actor) -> None:
    with pytest.raises(NotAllowed):
        schools_by_store(secretary)
    with pytest.raises(NotAllowed):
        stores_of(secretary, [house.school])
