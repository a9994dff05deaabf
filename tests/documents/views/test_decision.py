"""Downloading a paper of a decision: its media type, its name, and nobody else finds it."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from tests.factories import make_world, member
from tests.recognition.register import recognise

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def world(db):
    return make_world()


def asked(world, user, decision, paper="quyet-dinh", suffix="docx"):
    client = Client()
    client.force_login(user)
    return client.get(f"/co-quan/{world.department.code}/cong-nhan/{decision.pk}/giay-to/{paper}.{suffix}")


def test_the_department_downloads_it(world):
    answer = asked(world, world.officer, recognise(world.school))
    assert answer.status_code == 200
    assert answer["Content-Type"] == WORD
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"PK")


def test_others_find_nothing(world):
    decision = recognise(world.school)
    for user in (world.owner, world.colleague, member(world.commune, Role.COMMUNE_OFFICER)):
        assert asked(world, user, decision).status_code == 404
    assert asked(world, world.officer, decision, "khac").status_code == 404
    assert asked(world, world.officer, decision, suffix="exe").status_code == 404


def test_the_page_of_the_decision_offers_its_papers(world):
    decision = recognise(world.school)
    client = Client()
    client.force_login(world.officer)
    page = client.get(f"/co-quan/{world.department.code}/cong-nhan/{decision.pk}/").content.decode()
    assert "giay-to/quyet-dinh.docx" in page
    assert "giay-to/chung-nhan-degree.pdf" in page
    assert "giay-to/thu-hoi" not in page
    assert "mẫu phần mềm gợi ý" in page
