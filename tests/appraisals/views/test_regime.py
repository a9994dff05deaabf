"""The page of the regimes: read by every office, set by the department."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.appraisals.models import RegimeChange
from tests.appraisals.registered import TT57, TT2018
from tests.assessments.cases import signed_in
from tests.factories import World, make_world, member

PAGE = "/co-quan/so/quy-dinh-danh-gia/"
DAYS = "stages.receiving.days"
PAPER = "Công văn 12/SGDĐT ngày 05/9/2026"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(member(world.department, Role.DEPARTMENT_SPECIALIST))


def page(client: Client, address: str = PAGE, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def sent(**values: object) -> dict[str, object]:
    return {"place": DAYS, "value": "5", "legal_reference": PAPER, "read_as": "0", **values}


def test_both_regimes_with_reference_and_certainty(officer: Client) -> None:
    new = page(officer)
    for words in ("Hội đồng thẩm định", "Cần đối chiếu", "Điều 16", "chưa quy định", "Số người lẻ"):
        assert words in new
    old = page(officer, f"{PAGE}?quy-dinh={TT2018}")
    for words in ("Đoàn đánh giá ngoài", "<b>20</b>", "Chắc chắn", "Thông tư 42/2012"):
        assert words in old
    assert "ValueForm" not in new
    assert "Hội đồng thẩm định" in page(officer, f"{PAGE}?quy-dinh=khong-co")


def test_the_department_sets_and_goes_back(officer: Client, world: World) -> None:
    done = officer.post(f"{PAGE}{TT57}/dat/", sent())
    assert done["Location"] == f"{PAGE}?quy-dinh={TT57}"
    body = page(officer)
    for words in (
        PAPER,
        "<b>5</b>",
        "Sở đã đặt",
        "Trở về giá trị của phần mềm (chưa quy định)",
        "đang áp dụng",
    ):
        assert words in body
    change = RegimeChange.objects.get()
    assert officer.post(f"{PAGE}{TT57}/tro-ve/", {"place": DAYS, "read_as": change.pk}).status_code == 302
    assert "thôi áp dụng" in page(officer)
    assert officer.post(f"{PAGE}{TT57}/tro-ve/", {"place": DAYS, "read_as": change.pk}).status_code == 409


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"value": "0"}, 422, "một số từ 1 đến 400"),
        ({"value": "abc"}, 422, "Giá trị"),
        ({"legal_reference": ""}, 422, "Căn cứ"),
        ({"legal_reference": "x\0"}, 422, "Căn cứ"),
        ({"place": "body.smallest", "value": "6"}, 422, "số người lẻ"),
        ({"read_as": "99"}, 409, "vừa được người khác sửa"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_are_kept(
    officer: Client, values: dict[str, object], status: int, words: str
) -> None:
    answer = officer.post(f"{PAGE}{TT57}/dat/", sent(**values))
    assert answer.status_code == status
    body = answer.content.decode()
    assert words in body
    if "legal_reference" not in values:
        assert body.count(PAPER) == 2, "told above, and kept in the form"
    assert 'name="read_as" value="0"' in body
    assert RegimeChange.objects.count() == 0


def test_unknown_places_and_regimes(officer: Client) -> None:
    assert officer.post(f"{PAGE}{TT57}/dat/", sent(place="khong.co")).status_code == 404
    assert officer.post(f"{PAGE}khong-co/dat/", sent()).status_code == 404
    assert officer.post(f"{PAGE}{TT57}/tro-ve/", {}).status_code == 422
    assert officer.post(f"{PAGE}{TT57}/tro-ve/", {"place": "x", "read_as": 0}).status_code == 404


def test_others_read_what_their_department_set(officer: Client, world: World) -> None:
    officer.post(f"{PAGE}{TT57}/dat/", sent())
    readers = {
        PAGE: member(world.department, Role.SUPERVISOR),
        f"/co-quan/{world.commune.code}/quy-dinh-danh-gia/": member(world.commune, Role.COMMUNE_OFFICER),
    }
    for address, user in readers.items():
        body = page(signed_in(user), address)
        assert PAPER in body
        assert "Lịch sử" in body
        assert "Đặt lại" not in body
        assert signed_in(user).post(f"{address}{TT57}/dat/", sent(read_as=1)).status_code == 403
    ministry = page(
        signed_in(member(world.ministry, Role.MINISTRY_OFFICER)), "/co-quan/bo/quy-dinh-danh-gia/"
    )
    assert PAPER not in ministry
    assert signed_in(world.stranger).get(PAGE).status_code == 404


def test_every_value_has_its_own_dialog(officer: Client) -> None:
    body = page(officer)
    opened = set(re.findall(r'data-dialog-target-value="([a-z0-9_-]+)"', body))
    assert opened
    assert opened <= set(re.findall(r'<dialog[^>]* id="([a-z0-9_-]+)"', body))


def test_constant_queries(officer: Client) -> None:
    page(officer)
    with CaptureQueriesContext(connection) as few:
        page(officer)
    read_as = 0
    for days in range(1, 9):
        officer.post(f"{PAGE}{TT57}/dat/", sent(value=days, read_as=read_as))
        read_as = RegimeChange.objects.get(ended_at__isnull=True).pk
    page(officer)  # the messages are read
    with CaptureQueriesContext(connection) as many:
        page(officer)
    assert len(many) <= len(few)
