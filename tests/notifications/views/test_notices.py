"""The bell and its page."""

import pytest
from django.test import Client

from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import Notice
from tests.counting import queries_of
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
PAGE = "/thong-bao/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


def tell(world: World, count: int = 1) -> list[Notice]:
    for number in range(count):
        notify(
            [world.owner.pk],
            text=f"Xã nhắc lần {number}",
            url="/truong/thcs-an-binh/ho-so/",
            kind=NoticeKind.REMINDER,
            key=f"nhac:{number}",
            organisation_id=world.school.pk,
        )
    return list(Notice.objects.order_by("id"))


def test_an_empty_page_says_what_will_be_here(owner: Client) -> None:
    assert "Chưa có thông báo nào" in owner.get(PAGE).content.decode()


def test_the_bell_counts_on_every_page_until_all_is_read(owner: Client, world: World) -> None:
    tell(world, 3)
    for address in ("/truong/thcs-an-binh/ho-so/", "/tai-khoan/", PAGE):
        page = owner.get(address).content.decode()
        assert 'href="/thong-bao/"' in page, address
        assert '<span class="dot-count">3</span>' in page, address
    answer = owner.post(f"{PAGE}doc-het/", follow=True)
    assert "Đã đánh dấu 3 thông báo" in answer.content.decode()
    assert "dot-count" not in owner.get("/truong/thcs-an-binh/ho-so/").content.decode()


def test_opening_a_notice_leads_there_and_marks_it(owner: Client, world: World) -> None:
    first, second = tell(world, 2)
    page = owner.get(PAGE).content.decode()
    assert page.index("Xã nhắc lần 1") < page.index("Xã nhắc lần 0")
    assert "Trường THCS An Bình" in page
    answer = owner.get(f"{PAGE}{first.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/truong/thcs-an-binh/ho-so/")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.read_at is not None
    assert second.read_at is None


def test_a_notice_of_somebody_else_is_not_here(client: Client, world: World) -> None:
    (notice,) = tell(world)
    client.force_login(world.stranger)
    assert client.get(f"{PAGE}{notice.pk}/").status_code == 404
    assert "Xã nhắc" not in client.get(PAGE).content.decode()
    client.post(f"{PAGE}doc-het/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_as_many_queries_for_many_notices(owner: Client, world: World) -> None:
    tell(world, 1)
    few = queries_of(owner, PAGE)
    tell(world, 20)
    assert queries_of(owner, PAGE) == few


def test_long_lists_come_in_pages(owner: Client, world: World) -> None:
    tell(world, 55)
    first = owner.get(PAGE).context["page"]
    assert (first.shown, first.previous) == (50, None)
    second = owner.get(f"{PAGE}?after={first.next}").context["page"]
    assert [row.text for row in second.rows] == [f"Xã nhắc lần {number}" for number in (4, 3, 2, 1, 0)]
