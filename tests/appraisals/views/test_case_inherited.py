"""The page on which the heir of a school that has ended ends the registration it left."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.organisations.models import Organisation
from tests.appraisals.registered import TT57, World, make_registered
from tests.assessments.cases import signed_in
from tests.factories import SchoolFactory, member
from tests.organisations.reorganising import carry_out, merger, there

pytestmark = pytest.mark.django_db
REASON = "Sáp nhập theo Quyết định 5/QĐ-UBND."


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


@pytest.fixture
def heir(world: World) -> Organisation:
    found = SchoolFactory(under=world.department)
    with scopes_disabled():
        carry_out(merger(world.school, into=there(found), day=timezone.localdate()))
    return found


def test_the_page_of_the_heir(world: World, heir: Organisation) -> None:
    client = signed_in(member(heir, Role.PRINCIPAL))
    url = f"/truong/{heir.code}/dang-ky/"
    page = client.get(url).content.decode()
    assert "Hồ sơ của trường trước khi sắp xếp" in page
    assert world.school.name in page
    assert client.get(world.url()).status_code == 200
    form = {"version": world.fresh().version, "note": "\x00 "}
    answer = client.post(f"{url}{world.registered.pk}/ke-tuc/", form)
    assert answer.status_code == 422
    assert "ghi lý do" in answer.content.decode()
    stale = client.post(f"{url}{world.registered.pk}/ke-tuc/", {"version": "7", "note": REASON})
    assert stale.status_code == 409
    assert REASON in stale.content.decode()
    done = client.post(f"{url}{world.registered.pk}/ke-tuc/", form | {"note": REASON})
    assert done.status_code == 302
    assert world.fresh().outcome == "withdrawn"
    assert "trước khi sắp xếp" not in client.get(url).content.decode()


def test_addresses_answer_404_to_who_has_nothing_there(world: World, heir: Organisation) -> None:
    given = {"version": world.fresh().version, "note": REASON}
    url = f"/truong/{heir.code}/dang-ky/{world.registered.pk}/ke-tuc/"
    assert signed_in(member(SchoolFactory(), Role.PRINCIPAL)).post(url, given).status_code == 404
    assert signed_in(member(heir, Role.SECRETARY)).post(url, given).status_code == 403
    other = SchoolFactory(under=world.department)
    own = f"/truong/{other.code}/dang-ky/{world.registered.pk}/ke-tuc/"
    assert signed_in(member(other, Role.PRINCIPAL)).post(own, given).status_code == 404
    assert world.fresh().is_open
