"""Finding evidence to cite."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.actor import Actor, system_actor
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.domain.search import LIMIT, code_spellings, find_items, with_code
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import EvidenceCode
from tests.evidence.factories import House, link, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 20)


def found(house: House, actor: Actor, text: str = "", criterion: str = "") -> list[str]:
    wanted = ItemFilter(text=text, criterion=criterion, assessment_id=house.assessment.pk)
    rows = find_items(actor, house.school.pk, wanted, TODAY, conventions=[house.convention])
    return [item.name for item in rows]


def test_the_criterion_at_hand_comes_first_and_hides_nothing(house: House, member: Actor) -> None:
    make_item(house, name="Kế hoạch A", criterion="1.1")
    make_item(house, name="Kế hoạch B", criterion="1.3")
    linked = make_item(house, name="Kế hoạch C", criterion="2.1")
    link(house, linked, "1.3")
    make_item(house, name="Biên bản", criterion="1.3")
    assert found(house, member, "ke hoach", "1.3") == ["Kế hoạch B", "Kế hoạch C", "Kế hoạch A"]
    assert found(house, member, "ke hoach") == ["Kế hoạch A", "Kế hoạch B", "Kế hoạch C"]
    assert found(house, member, "", "1.3")[:3] == ["Kế hoạch B", "Biên bản", "Kế hoạch C"]


def test_a_code_finds_its_item_first_however_it_is_written(house: House, member: Actor) -> None:
    make_item(house, name="một", criterion="1.3")
    two = make_item(house, name="hai", criterion="1.3")
    make_item(house, name="nhắc tới mc.1.3.02", criterion="1.1")
    for text in ("MC.1.3.02", "mc.1.3.2", "(MC.1.3.02)", " MC.1.3.02, "):
        assert found(house, member, text)[0] == "hai", text
    assert two.code == "MC.1.3.02"


def test_old_codes_of_other_conventions_are_found(house: House, member: Actor) -> None:
    item = make_item(house, name="cũ", criterion="1.3")
    EvidenceCode.objects.create(
        school=house.school, item=item, convention="h-2018", text="H1-1.1-02", criterion="1.1", current=False
    )
    for text in ("[H1-1.1-02]", "h1-1.1-02", "H1-1.1-2"):
        assert [one.name for one in with_code(member, house.school.pk, text, TODAY)] == ["cũ"], text


def test_what_cannot_be_cited_is_not_offered(house: House, member: Actor) -> None:
    make_item(house, name="chờ xếp", criterion="")
    gone = make_item(house, name="đã bỏ")
    remove_item(actor=system_actor(house.school.pk), item=gone)
    make_item(house, name="nhạy cảm", kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ 1")
    make_item(make_house(), name="trường khác")
    assert found(house, member) == []
    assert with_code(member, house.school.pk, gone.code, TODAY) == []


def test_contributors_find_their_own(house: House, contributor: Actor) -> None:
    make_item(house, name="của mình", actor=contributor)
    make_item(house, name="của người khác")
    assert found(house, contributor) == ["của mình"]


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("mc.1.3.2", {"MC.1.3.02", "mc.1.3.2"}),
        ("[H1-1.1-02]", {"H1-1.1-02"}),
        ("kế hoạch", set()),
        ("", set()),
        ("12/KH", set()),
    ],
)
def test_only_what_a_convention_recognises_is_a_code(text: str, spellings: set[str]) -> None:
    assert code_spellings(text) == spellings


@pytest.mark.parametrize("count", [1, 3])
def test_searching_takes_a_fixed_number_of_queries(
    house: House, member: Actor, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_item(house, name=f"Kế hoạch {number}", criterion="1.3")
    with django_assert_num_queries(1):
        assert len(found(house, member, "ke hoach", "1.3")) == count
    with django_assert_num_queries(2):
        assert found(house, member, "mc.1.3.01")[0] == "Kế hoạch 0"


def test_no_more_than_a_screen_is_answered(house: House, member: Actor) -> None:
    for number in range(LIMIT + 3):
        make_item(house, name=f"Kế hoạch {number}")
    assert len(found(house, member, "ke hoach")) == LIMIT
