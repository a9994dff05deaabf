import datetime as dt

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.standards.domain.legal_loading import install_documents
from minhdinh.standards.models import LegalDocument
from tests.factories import World, make_world, member


@pytest.fixture
def world(db: None) -> World:
    install_documents()
    return make_world()


@pytest.fixture
def reader(world: World, client: Client) -> Client:
    client.force_login(world.colleague)
    return client


def numbers(client: Client, address: str = "/van-ban/") -> list[str]:
    return [row["cells"]["number"] for row in client.get(address).context["table"]["rows"]]


def test_everybody_signed_in_searches_without_diacritics(reader: Client) -> None:
    assert numbers(reader, "/van-ban/?q=huong dan tu danh gia mam non 5942") == ["Công văn 5942/BGDĐT-QLCL"]
    assert numbers(reader)[0] == "Công văn 5555/BGDĐT-GDPT"
    assert reader.get("/van-ban/?q=khong he co").status_code == 200
    assert Client().get("/van-ban/").status_code == 302


def test_filters_by_kind_and_by_force_on_a_day(reader: Client) -> None:
    decrees = numbers(reader, "/van-ban/?kind=decree")
    assert decrees == ["Nghị định 30/2020/NĐ-CP"]
    then = numbers(reader, "/van-ban/?kind=circular&validity=yes&day=01/09/2017&q=kiem dinh mam non")
    assert "Thông tư 25/2014/TT-BGDĐT" in then
    assert "Thông tư 19/2018/TT-BGDĐT" not in then
    assert "chưa phải một ngày" in reader.get("/van-ban/?day=hom nay").content.decode()


def test_the_list_costs_the_same_however_long(reader: Client, django_assert_max_num_queries) -> None:
    for number in range(60):
        LegalDocument.objects.create(number=f"{number}/X", kind="other", title="A")
    with django_assert_max_num_queries(12):
        page = reader.get("/van-ban/")
    assert page.context["table"]["page"].next


def test_inside_a_school_and_an_office(world: World, reader: Client) -> None:
    page = reader.get("/truong/thcs-an-binh/van-ban/").content.decode()
    assert "Thư viện văn bản" in page
    assert "Thêm văn bản" not in page
    client = Client()
    client.force_login(world.officer)
    assert "/co-quan/so/van-ban/moi/" in client.get("/co-quan/so/van-ban/").content.decode()
    client.force_login(member(world.department, Role.SUPERVISOR))
    assert "/co-quan/so/van-ban/moi/" not in client.get("/co-quan/so/van-ban/").content.decode()


def test_a_document_shows_its_force_and_its_relations_both_ways(world: World, reader: Client) -> None:
    document = LegalDocument.objects.get(number="19/2018/TT-BGDĐT")
    address = f"/van-ban/{document.pk}/"
    page = reader.get(f"{address}?day=01/01/2020").content.decode()
    for words in (
        "Còn hiệu lực",
        "22/08/2018",
        "Thay thế",
        "25/2014/TT-BGDĐT",
        "Được thay thế bởi",
        "Được hướng dẫn bởi",
    ):
        assert words in page
    assert "Hết hiệu lực<" in reader.get(f"{address}?day=07/07/2026").content.decode()
    assert "Chưa có hiệu lực" in reader.get(f"{address}?day=01/09/2018").content.decode()
    assert "tháng 2" in reader.get(f"{address}?day=31/02/2020").content.decode()
    assert "Sửa (" not in page
    assert reader.get("/van-ban/999999/").status_code == 404


def test_a_pasted_text_is_checked_and_not_kept(reader: Client) -> None:
    assert reader.get("/van-ban/kiem-tra/").status_code == 200
    text = "Dựa theo Công văn 5942/BGDĐT-QLCL ngày 28/12/2019; thời gian 11/2020 - 5/20201. <script>"
    page = reader.post("/van-ban/kiem-tra/", {"day": "14/09/2020", "text": text}).content.decode()
    assert "thư viện ghi năm 2018" in page
    assert "<mark>11/2020 - 5/20201</mark>" in page
    assert "<script>\n" not in page
    fine = reader.post("/van-ban/kiem-tra/", {"day": "14/09/2020", "text": "Thông tư 19/2018/TT-BGDĐT"})
    assert "Không thấy chỗ nào cần sửa" in fine.content.decode()
    assert reader.post("/van-ban/kiem-tra/", {"day": "x", "text": ""}).status_code == 422


def test_the_number_of_documents_is_what_was_installed(reader: Client) -> None:
    assert reader.get("/van-ban/").context["table"]["page"].total == LegalDocument.objects.count()
    assert LegalDocument.objects.filter(issued_on=dt.date(2018, 12, 28)).count() == 2
