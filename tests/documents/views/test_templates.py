"""The page on which an office puts its own Word templates in place."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.documents.models import FormTemplate
from minhdinh.documents.registry import MEDIA_TYPES, forms
from minhdinh.documents.registry import form as form_of
from minhdinh.documents.template_check import MAX_BYTES
from tests.assessments.cases import signed_in
from tests.documents.office import DECISION, REPORT, Desk, put_template, template_with
from tests.factories import member

PAGE = "/co-quan/so/mau-bieu/"


@pytest.fixture
def manager(desk: Desk) -> Client:
    return signed_in(member(desk.department, Role.DEPARTMENT_ADMIN))


def send(client: Client, content: bytes, form: str = DECISION, name: str = "mẫu Sở.docx"):
    file = SimpleUploadedFile(name, content, MEDIA_TYPES["docx"])
    return client.post(f"{PAGE}{form}/thay", {"file": file})


def body_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_every_form_is_listed_with_the_template_in_use(desk: Desk, manager: Client) -> None:
    put_template(desk.department, b"x", REPORT)
    page = manager.get(PAGE).content.decode()
    for one in forms():
        assert f"{one.code} · {one.title}" in page
    assert page.count("Trở về mẫu gốc") == 1
    assert page.count("Mẫu gốc") == len(forms()) - 1
    assert ">mau.docx</a>" in page


def test_the_own_template_of_a_form_is_handed_out_to_start_from(desk: Desk, manager: Client) -> None:
    answer = manager.get(f"{PAGE}{DECISION}/goc")
    content = body_of(answer)
    assert content == form_of(DECISION).template()
    assert Document(io.BytesIO(content)).paragraphs
    assert f"mau-{DECISION}.docx" in answer["Content-Disposition"]


def test_a_template_is_put_in_place_fetched_and_withdrawn(desk: Desk, manager: Client) -> None:
    content = template_with("Mẫu của Sở.")
    assert send(manager, content)["Location"] == PAGE
    page = manager.get(PAGE).content.decode()
    assert "mẫu Sở.docx" in page
    assert "Đã thay mẫu." in page
    assert body_of(manager.get(f"{PAGE}{DECISION}/dang-dung")) == content
    assert manager.post(f"{PAGE}{DECISION}/bo")["Location"] == PAGE
    assert "mẫu Sở.docx" not in manager.get(PAGE).content.decode()
    assert manager.get(f"{PAGE}{DECISION}/dang-dung").status_code == 404
    assert manager.post(f"{PAGE}{DECISION}/bo").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Chưa chọn tệp mẫu, hoặc tệp rỗng"),
        (b"%PDF-1.7", "không phải là tài liệu Word"),
        (b"x" * (MAX_BYTES + 1), "nặng quá 2 MB"),
        (template_with("{{ khong_co }}"), "biến không có: khong_co"),
    ],
    ids=["empty", "pdf", "big", "unknown"],
)
def test_a_bad_one_is_refused_in_words(desk: Desk, manager: Client, content: bytes, words: str) -> None:
    answer = send(manager, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not FormTemplate.objects.exists()


def test_without_a_file_nothing_changes(desk: Desk, manager: Client) -> None:
    assert manager.post(f"{PAGE}{DECISION}/thay").status_code == 422


def test_a_form_that_there_is_not_answers_404(desk: Desk, manager: Client) -> None:
    assert send(manager, template_with("x"), "bieu-99").status_code == 404
    assert manager.get(f"{PAGE}bieu-99/goc").status_code == 404
    assert manager.get(f"{PAGE}bieu-99/dang-dung").status_code == 404


@pytest.mark.parametrize("role", [Role.DEPARTMENT_SPECIALIST, Role.DEPARTMENT_LEADER])
def test_others_of_the_office_may_not(desk: Desk, role: str) -> None:
    colleague = signed_in(member(desk.department, role))
    assert colleague.get(PAGE).status_code == 403
    assert send(colleague, template_with("x")).status_code == 403


def test_people_of_schools_and_strangers_learn_nothing(desk: Desk) -> None:
    assert desk.case.client(Role.PRINCIPAL).get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_another_office_cannot_reach_in(desk: Desk, manager: Client) -> None:
    put_template(desk.commune, b"cua xa")
    assert manager.get(f"{PAGE}{DECISION}/dang-dung").status_code == 404


def test_the_list_asks_as_many_queries_with_templates_as_without(
    desk: Desk, manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        manager.get(PAGE)
    for one in forms():
        put_template(desk.department, b"x", one.id)
    with django_assert_num_queries(6):
        manager.get(PAGE)
