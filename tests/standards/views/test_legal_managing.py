import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.legal_queries import relations_of, set_ids_of
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import LegalDocument
from tests.factories import World, make_world, member

PAGE = "/co-quan/so/van-ban/"
VALUES = {
    "number": "981/SGDĐT-NV2",
    "kind": "letter",
    "title": "Tự đánh giá trên phần mềm",
    "issued_on": "04/04/2019",
    "confidence": "high",
}
SET = "tt57-2026-pho-thong"


@pytest.fixture
def world(db: None) -> World:
    load_set(packaged_set(SET))
    return make_world()


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def test_adding_a_document_with_its_set(officer: Client) -> None:
    assert 'name="number"' in officer.get(f"{PAGE}moi/").content.decode()
    address = officer.post(f"{PAGE}moi/", {**VALUES, "set_ids": [SET]})["Location"]
    document = LegalDocument.objects.get()
    assert address == f"/van-ban/{document.pk}/"
    assert set_ids_of(document) == [SET]
    assert f"{PAGE}{document.pk}/" in officer.get(address).content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": ""}, "bắt buộc"),
        ({"issued_on": "31/02/2019"}, "tháng 2"),
        ({"effective_from": "5/5/2019", "effective_to": "4/5/2019"}, "phải sau ngày"),
        ({"url": "khong phai"}, "URL"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(officer: Client, values: dict[str, str], words: str) -> None:
    response = officer.post(f"{PAGE}moi/", {**VALUES, **values})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not LegalDocument.objects.exists()


def test_changing_relating_and_removing(world: World, officer: Client) -> None:
    other = LegalDocument.objects.create(number="1/TT", kind="circular", title="A")
    officer.post(f"{PAGE}moi/", VALUES)
    document = LegalDocument.objects.get(number="981/SGDĐT-NV2")
    page = f"{PAGE}{document.pk}/"
    assert "04/04/2019" in officer.get(page).content.decode()
    officer.post(page, {**VALUES, "title": "Tên mới"})
    document.refresh_from_db()
    assert document.title == "Tên mới"
    officer.post(f"{page}quan-he/", {"kind": "guides", "target": other.pk})
    ((label, (relation,)),) = relations_of(document)
    assert (label, relation.target) == ("Hướng dẫn", other)
    assert "Thông tư 1/TT" in officer.get(page).content.decode()
    assert officer.post(f"{page}quan-he/", {"kind": "guides"}).status_code == 422
    officer.post(f"{page}quan-he/{relation.pk}/bo/")
    assert relations_of(document) == []
    assert officer.post(f"{page}quan-he/999999/bo/").status_code == 302
    officer.post(f"{page}bo/")
    assert list(LegalDocument.objects.all()) == [other]


def test_what_others_brought_is_closed(world: World, officer: Client) -> None:
    packaged = LegalDocument.objects.create(number="1/TT", kind="circular", title="A")
    for route in ("", "bo/", "quan-he/", "quan-he/1/bo/"):
        method = officer.get if route == "" else officer.post
        assert method(f"{PAGE}{packaged.pk}/{route}").status_code == 403
    assert "Sửa (" not in officer.get(f"/van-ban/{packaged.pk}/").content.decode()
    assert officer.get(f"{PAGE}999999/").status_code == 404
    client = Client()
    client.force_login(member(world.ministry, Role.MINISTRY_OFFICER))
    assert client.get(f"/co-quan/{world.ministry.code}/van-ban/{packaged.pk}/").status_code == 200
    client.force_login(world.system)
    assert client.get(f"{PAGE}{packaged.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SUPERVISOR, 403), (Role.DEPARTMENT_LEADER, 403), (Role.DISTRICT_OFFICER, 200)]
)
def test_who_adds_documents(world: World, role: Role, status: int) -> None:
    client = Client()
    client.force_login(member(world.department, role))
    assert client.get(f"{PAGE}moi/").status_code == status
