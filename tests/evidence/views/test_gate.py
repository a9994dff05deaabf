"""Who gets in: every page of the room against every kind of visitor."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from minhdinh.access.permissions import Role
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.evidence.domain.items import target_of
from minhdinh.evidence.models import EvidenceFile
from minhdinh.evidence.moves.urls import urlpatterns as moves
from minhdinh.evidence.urls import urlpatterns
from tests.evidence.factories import YEAR, House, make_file, make_house, make_item, signed_in
from tests.factories import CommuneFactory, member

pytestmark = pytest.mark.django_db

GET, POST = "get", "post"
MOVES = tuple(str(pattern.name) for pattern in moves)
# name: (method, secretary, member, viewer, contributor) where the item belongs to none of them
TABLE: dict[str, tuple[str, int, int, int, int]] = {
    "list": (GET, 200, 200, 200, 403),
    "export": (GET, 200, 200, 200, 403),
    "search": (GET, 200, 200, 200, 200),
    "upload": (POST, 422, 422, 403, 422),
    "new": (GET, 200, 200, 403, 200),
    "send": (GET, 200, 200, 403, 200),
    "send-known": (POST, 422, 422, 403, 422),
    "file": (GET, 200, 200, 200, 404),
    "detach": (POST, 302, 403, 403, 404),
    "item": (GET, 200, 200, 200, 404),
    "edit": (GET, 200, 403, 403, 404),
    "verify": (POST, 302, 403, 403, 403),
    "reject": (POST, 422, 403, 403, 403),
    "remove": (POST, 302, 403, 403, 404),
    "restore": (POST, 302, 403, 403, 403),
    "file-under": (POST, 422, 422, 403, 404),
    "link": (POST, 422, 422, 403, 404),
    "unlink": (POST, 422, 403, 403, 403),
    "replace": (POST, 404, 404, 403, 404),
    "find": (GET, 200, 200, 200, 403),
    "find-export": (GET, 200, 200, 200, 403),
    "take-proposals": (POST, 422, 422, 403, 404),
    "dismiss-proposals": (POST, 404, 403, 403, 404),
    "recall-proposals": (POST, 404, 403, 403, 404),
    "file-withdraw": (POST, 302, 403, 403, 404),
    "file-replace": (POST, 422, 422, 403, 404),
    "file-describe": (POST, 409, 403, 403, 404),
    "file-move": (POST, 409, 403, 403, 404),
}


# Pages of the packages bulk, collecting, health, importing, moves, pack, resumable, store, and of quotas: their own
# tests walk them, and tests/access for every role.
PIECES = ("uploads", "upload-one", "upload-finished")  # in tests/evidence/resumable
WALKED_ELSEWHERE = (
    "bulk",
    "collecting",
    "direct",
    "health",
    "import",
    "labels",
    "pack",
    "quota",
    *PIECES,
    *MOVES,
)
WITHOUT_NUMBER = {"list", "export", "search", "find", "find-export", "upload", "new", "send", "send-known"}
OF_A_FILE = {"file", "detach", "file-withdraw", "file-replace", "file-describe", "file-move"}


@pytest.fixture
def paper(house: House) -> EvidenceFile:
    return make_file(make_item(house))


def call(client: Client, house: House, name: str, file: EvidenceFile) -> int:
    kwargs: dict[str, object] = {"code": house.school.code, "year": YEAR}
    if name in OF_A_FILE:
        kwargs["file_id"] = file.pk
    elif name not in WITHOUT_NUMBER:
        kwargs["item_id"] = file.item_id
    response = getattr(client, TABLE[name][0])(reverse(f"evidence:{name}", kwargs=kwargs))
    if response.streaming:
        assert b"".join(response.streaming_content)
    return int(response.status_code)


def names_in(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names_in(one.url_patterns)
        else:
            yield str(one.name)


def test_the_table_knows_every_address() -> None:
    names = set(names_in(urlpatterns))
    assert {name for name in names if not name.startswith(WALKED_ELSEWHERE)} == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize(
    ("role", "column"), [(Role.SECRETARY, 1), (Role.MEMBER, 2), (Role.VIEWER, 3), (Role.CONTRIBUTOR, 4)]
)
def test_roles(house: House, paper: EvidenceFile, name: str, role: str, column: int) -> None:
    client = signed_in(member(house.school, role))
    assert call(client, house, name, paper) == TABLE[name][column]


@pytest.mark.parametrize("name", TABLE)
def test_strangers_and_unknown_visitors(house: House, paper: EvidenceFile, name: str) -> None:
    stranger = signed_in(member(make_house().school, Role.PRINCIPAL))
    assert call(stranger, house, name, paper) == 404
    assert call(Client(), house, name, paper) == 302


@pytest.mark.parametrize("name", TABLE)
def test_a_year_that_was_not_opened_is_not_there(house: House, name: str) -> None:
    client = signed_in(member(house.school, Role.SECRETARY))
    address = reverse(f"evidence:{name}", kwargs=_kwargs(house, name)).replace(YEAR, "2031-2032")
    assert getattr(client, TABLE[name][0])(address).status_code == 404


def _kwargs(house: House, name: str) -> dict[str, object]:
    kwargs: dict[str, object] = {"code": house.school.code, "year": YEAR}
    if name in OF_A_FILE:
        kwargs["file_id"] = 1
    elif name not in WITHOUT_NUMBER:
        kwargs["item_id"] = 1
    return kwargs


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row[0] == POST])
def test_buttons_only_post(house: House, paper: EvidenceFile, name: str) -> None:
    client = signed_in(member(house.school, Role.PRINCIPAL))
    kwargs = {**_kwargs(house, name)}
    assert client.get(reverse(f"evidence:{name}", kwargs=kwargs)).status_code == 405


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.DEPARTMENT_SPECIALIST])
def test_an_officer_reads_and_changes_nothing(role: str) -> None:
    commune = CommuneFactory()
    house = make_house(under=commune)
    file = make_file(make_item(house))
    client = signed_in(member(commune, role, full_name="Nguyễn Tấn Tài"))
    outcome = {name: call(client, house, name, file) for name in TABLE}
    assert {name for name, status in outcome.items() if status == 200} == {
        "list",
        "export",
        "search",
        "find",
        "find-export",
        "file",
        "item",
    }
    assert {status for name, status in outcome.items() if TABLE[name][0] == POST} == {403}
    opened = [one for one in entries_of_target(target_of(file.item)) if one.action == "evidence.file_opened"]
    assert [one.actor_name for one in opened] == ["Nguyễn Tấn Tài"]


def test_an_officer_of_another_commune_is_a_stranger(house: House, paper: EvidenceFile) -> None:
    client = signed_in(member(CommuneFactory(), Role.COMMUNE_OFFICER))
    assert {call(client, house, name, paper) for name in TABLE} == {404}


def test_an_item_of_another_school_is_not_found_under_one_s_own_address(house: House) -> None:
    """The address names my school, the number is another school's: nothing is told of it."""
    other = make_house()
    foreign = make_file(make_item(other))
    client = signed_in(member(house.school, Role.PRINCIPAL))
    with_ids = set(TABLE) - WITHOUT_NUMBER - {"replace"}
    assert {call(client, house, name, foreign) for name in with_ids} == {404}
