"""The page that words a campaign anew, and who sees the documents it rests on."""

import datetime as dt

import pytest
from django.test import Client

from minhdinh.oversight.models import Campaign
from minhdinh.standards.models import LegalDocument
from tests.counting import queries_of
from tests.factories import World, make_world
from tests.oversight.boards import YEAR, campaign, lookers

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def made(world: World) -> Campaign:
    return campaign(world.department)


@pytest.fixture
def letter() -> LegalDocument:
    return LegalDocument.objects.create(
        number="981/SGDĐT-NV2", kind="letter", title="Về dữ liệu tự đánh giá", issued_on=dt.date(2019, 4, 4)
    )


def page(made: Campaign, rest: str = "sua/", office: str = "so") -> str:
    return f"/co-quan/{office}/{YEAR}/dot-cong-tac/{made.pk}/{rest}"


def words(made: Campaign, **more: object) -> dict[str, object]:
    return {"name": made.name, "legal_basis": "", "content": "", "reason": "Ghi rõ hơn", **more}


def test_words_and_documents_are_changed(
    client: Client, world: World, made: Campaign, letter: LegalDocument
) -> None:
    client.force_login(world.officer)
    shown = client.get(page(made))
    assert made.name in shown.content.decode()
    assert "981/SGDĐT-NV2" in shown.content.decode()
    answer = client.post(page(made), words(made, name="Đợt mới", documents=[letter.pk]))
    assert (answer.status_code, answer["Location"]) == (302, page(made, ""))
    one = client.get(page(made, "")).content.decode()
    assert f"/van-ban/{letter.pk}/" in one
    assert "Sửa tên đợt" in one
    client.force_login(world.owner)
    school = client.get(f"/truong/{world.school.code}/{YEAR}/").content.decode()
    assert (f"/van-ban/{letter.pk}/" in school) is ("Đợt mới" in school)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": " "}, "bắt buộc"),
        ({"name": ""}, "bắt buộc"),
        ({"documents": ["999999"]}, "999999"),
        ({"documents": ["x"]}, "x"),
        ({}, "Không có gì thay đổi."),
    ],
)
def test_what_is_refused_is_said_beside_the_form(
    client: Client, world: World, made: Campaign, more: dict[str, object], said: str
) -> None:
    client.force_login(world.officer)
    answer = client.post(page(made), words(made, **more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    made.refresh_from_db()
    assert made.changes.count() == 0


def test_others_only_look(client: Client, world: World, made: Campaign) -> None:
    for name, person in lookers(world).items():
        client.force_login(person)
        if name not in {"system", "department"}:
            assert client.get(page(made)).status_code in {403, 404}, name
    client.force_login(world.commune_officer)
    assert client.get(page(made, office=world.commune.code)).status_code in {403, 404}


def test_the_page_asks_the_same_whatever_the_library_holds(
    client: Client, world: World, made: Campaign, letter: LegalDocument
) -> None:
    client.force_login(world.officer)
    few = queries_of(client, page(made))
    LegalDocument.objects.bulk_create(
        LegalDocument(
            number=f"{at}/CV", kind="letter", title="Công văn", number_key=f"{at}/CV", order_key="x"
        )
        for at in range(30)
    )
    assert queries_of(client, page(made)) == few
