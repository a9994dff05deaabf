import pytest
from django.db.models import QuerySet

from minhdinh.accounts.models import User
from minhdinh.common.keyset import Page, page_asked, page_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> QuerySet[User]:
    for name in ["Bình", "An", "Cường", "An", "Dũng", "An", "Ân"]:
        UserFactory(full_name=name)
    return User.objects.all()


def walked(rows: QuerySet[User], order: tuple[str, ...], size: int) -> list[Page[User]]:
    pages = [page_of(rows, order, size=size)]
    while pages[-1].next:
        pages.append(page_of(rows, order, size=size, after=pages[-1].next))
    return pages


@pytest.mark.parametrize("order", [("sort_key", "id"), ("-sort_key", "-id"), ("sort_key", "-id"), ("-id",)])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_together_are_the_list(people: QuerySet[User], order: tuple[str, ...], size: int) -> None:
    pages = walked(people, order, size)
    found = [person.pk for page in pages for person in page.rows]
    assert found == list(people.order_by(*order).values_list("pk", flat=True))
    assert all(page.shown == size for page in pages[:-1])


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_way_back_shows_the_same_pages(people: QuerySet[User], size: int) -> None:
    order = ("sort_key", "id")
    pages = walked(people, order, size)
    back = [pages[-1]]
    while back[-1].previous:
        back.append(page_of(people, order, size=size, before=back[-1].previous))
    ids = [[person.pk for person in page.rows] for page in reversed(back)]
    assert [pk for page in ids for pk in page] == [person.pk for page in pages for person in page.rows]


def test_ends_have_no_further_key(people: QuerySet[User]) -> None:
    pages = walked(people, ("sort_key", "id"), 3)
    assert pages[0].previous is None
    assert pages[-1].next is None
    first = page_of(people, ("sort_key", "id"), size=3, before=pages[1].previous or "")
    assert first.previous is None
    assert first.next == pages[0].next


@pytest.mark.parametrize("key", ["999999", "abc", "-1", "1; DROP"])
def test_an_unknown_key_gives_the_first_page(people: QuerySet[User], key: str) -> None:
    first = page_of(people, ("sort_key", "id"), size=2)
    for turned in ({"after": key}, {"before": key}):
        assert page_of(people, ("sort_key", "id"), size=2, **turned).rows == first.rows


def test_an_empty_place_gives_the_first_page(people: QuerySet[User]) -> None:
    last = people.order_by("id").last()
    assert last is not None
    assert page_of(people, ("id",), size=2, after=str(last.pk)).rows == page_of(people, ("id",), size=2).rows


def test_a_row_that_comes_in_between_moves_nothing(people: QuerySet[User]) -> None:
    first = page_of(people, ("sort_key", "id"), size=3)
    UserFactory(full_name="A")
    second = page_of(people, ("sort_key", "id"), size=3, after=first.next or "")
    assert {person.pk for person in first.rows}.isdisjoint({person.pk for person in second.rows})


def test_an_empty_list() -> None:
    page = page_of(User.objects.all(), ("id",), total=0)
    assert (page.rows, page.previous, page.next, page.shown, page.total) == ([], None, None, 0, 0)


def test_an_address_asks_for_a_page(people: QuerySet[User]) -> None:
    order = ("username",)
    first = page_of(people, order, size=50)
    assert list(page_asked({}, people, order).rows) == list(first.rows)
    anchor = str(first.rows[2].pk)
    assert list(page_asked({"after": anchor}, people, order).rows) == list(
        page_of(people, order, after=anchor).rows
    )
    assert list(page_asked({"before": anchor}, people, order).rows) == list(
        page_of(people, order, before=anchor).rows
    )
    assert page_asked({}, people, order, total=7).total == 7
