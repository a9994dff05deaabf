import pytest
from django.test import Client

from minhdinh.audit.domain.record import record
from minhdinh.audit.registry import register
from tests.counting import queries_of
from tests.factories import World, acting

PAGE = "/truong/thcs-an-binh/nhat-ky/"
TRIED = register("audit_page_test.tried", "Thử việc số {number}")


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


def tried(world: World, count: int, person: str = "owner", place: str = "school") -> None:
    for number in range(count):
        actor = acting(getattr(world, person), getattr(world, place))
        record(actor=actor, code=TRIED, number=number)


def shown(client: Client, query: str = "") -> list[str]:
    return [row["cells"]["what"] for row in client.get(f"{PAGE}{query}").context["table"]["rows"]]


def test_sentences_newest_first(owner: Client, world: World) -> None:
    tried(world, 2)
    tried(world, 1, "stranger", "other_school")
    assert shown(owner) == ["Thử việc số 1", "Thử việc số 0"]


def test_whoever_comes_from_above_is_marked(owner: Client, world: World) -> None:
    tried(world, 1, "manager")
    assert "Tôn Thất Hiếu (cơ quan cấp trên)" in owner.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?person=quang", 2),
        ("?person=Lan", 0),
        ("?group=audit_page_test", 2),
        ("?group=evidence", 0),
        ("?since=2999-01-01", 0),
        ("?until=2000-01-01", 0),
        ("?since=sai", 2),
    ],
)
def test_filters(owner: Client, world: World, query: str, count: int) -> None:
    tried(world, 2)
    assert len(shown(owner, query)) == count


def test_pages_by_key(owner: Client, world: World) -> None:
    tried(world, 60)
    page = owner.get(PAGE).context["table"]["page"]
    assert page.shown == 50
    assert shown(owner, f"?after={page.next}")[-1] == "Thử việc số 0"


def test_as_many_queries_for_many_as_for_few(owner: Client, world: World) -> None:
    tried(world, 1)
    few = queries_of(owner, PAGE)
    tried(world, 3)
    assert queries_of(owner, PAGE) == few <= 9


def test_an_empty_record_explains_itself(owner: Client) -> None:
    assert "Nhật ký còn trống" in owner.get(PAGE).content.decode()


def test_offices_have_their_own(client: Client, world: World) -> None:
    tried(world, 1, "manager", "department")
    client.force_login(world.manager)
    rows = client.get("/co-quan/so/nhat-ky/").context["table"]["rows"]
    assert [row["cells"]["who"] for row in rows] == ["Tôn Thất Hiếu"]


@pytest.mark.parametrize(("person", "status"), [("colleague", 403), ("officer", 403), ("stranger", 404)])
def test_who_does_not_see_it(client: Client, world: World, person: str, status: int) -> None:
    client.force_login(getattr(world, person))
    assert client.get(PAGE).status_code == status


def test_the_inner_work_of_examiners_is_not_for_the_school(client: Client, world: World) -> None:
    inner = register("audit_page_test.inner", "Thành viên khai {what}", inner=True)
    record(actor=acting(world.owner, world.school), code=inner, what="xung đột")
    tried(world, 1)
    client.force_login(world.owner)
    assert shown(client) == ["Thử việc số 0"]
    client.force_login(world.manager)
    assert shown(client) == ["Thử việc số 0", "Thành viên khai xung đột"]
