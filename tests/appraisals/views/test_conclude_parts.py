"""The general parts of the report: shown to members, written by leader and secretary, escaped."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import ReportPart
from tests.appraisals.concluded import make_concluding, write_part
from tests.appraisals.registered import TT57, TT2018
from tests.appraisals.views.test_conclude import room

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_parts_are_read_by_members_and_written_by_the_leading(name: str) -> None:
    world = make_concluding(name)
    write_part(world, "process", "<script>alert(1)</script>")
    for role in BodyRole.LEADER, BodyRole.SECRETARY, BodyRole.MEMBER:
        page = world.client(world.examiner(role)).get(room(world, "phan-chung/")).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page
        assert ("<textarea" in page) is (role != BodyRole.MEMBER)


def test_a_script_gets_the_version_and_both_texts() -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    values = {"key": "proposal", "version": 0, "text": "Đề nghị công nhận Mức độ 1."}
    saved = client.post(room(world, "phan-chung/luu/"), values, headers=JSON)
    assert saved.json()["version"] == 1
    late = client.post(room(world, "phan-chung/luu/"), values | {"text": "Khác"}, headers=JSON)
    assert late.status_code == 409
    assert late.json()["standing"] == {"text": "Đề nghị công nhận Mức độ 1."}
    assert client.post(room(world, "phan-chung/luu/"), values | {"text": "Khác"}).status_code == 409
    again = client.post(room(world, "phan-chung/luu/"), values | {"version": 1, "text": "Khác"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "result"},
        {"key": "response_day"},
        {"key": ""},
        {"version": -1},
        {"text": "x" * 8001},
        {"text": "\x00"},
    ],
)
def test_hostile_values_are_refused(wrong: dict[str, object]) -> None:
    world = make_concluding()
    client = world.client(world.examiner())
    values = {"key": "proposal", "version": 0, "text": "x"} | wrong
    assert client.post(room(world, "phan-chung/luu/"), values).status_code in (404, 422)
    with scopes_disabled():
        assert not ReportPart.objects.exists()


def test_a_member_writes_nothing() -> None:
    world = make_concluding()
    client = world.client(world.examiner(BodyRole.MEMBER))
    values = {"key": "proposal", "version": 0, "text": "x"}
    assert client.post(room(world, "phan-chung/luu/"), values).status_code == 403
