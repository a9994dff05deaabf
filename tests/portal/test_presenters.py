import datetime as dt

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.organisations.models import Organisation, Succession
from minhdinh.portal.presenters import facts_of, recognition_lines, standing_lines
from minhdinh.recognition.domain.queries import history_of
from minhdinh.recognition.models import Decision
from tests.factories import World, make_world
from tests.portal.national import TODAY, held, placed


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_the_facts_are_those_of_the_place_not_of_people(world: World) -> None:
    placed(
        world.school,
        "Xã An Bình",
        head_name="Phạm Quang Minh",
        phone="0000 111 222",
        email="truong@mau.example",
        address="Thôn Trung Tâm",
        former_name="Trường cấp II An Bình",
    )
    facts = dict(facts_of(world.school))
    assert facts["Địa chỉ"] == "Thôn Trung Tâm"
    assert facts["Cấp học"] == "Trung học cơ sở"
    assert facts["Loại hình"] == "Công lập"
    assert facts["Tên trước đây"] == "Trường cấp II An Bình"
    assert not {"Phạm Quang Minh", "0000 111 222", "truong@mau.example"} & set(facts.values())


def test_a_school_without_profile_has_no_facts() -> None:
    assert facts_of(Organisation(name="Trường")) == []


def test_degree_and_grade_of_one_decision_are_one_line(world: World) -> None:
    held(world.school, degree=1, grade=2)
    history = history_of(world.school, TODAY)
    assert [one.number for one in standing_lines(history)] == ["12/QĐ-SGDĐT"]
    assert [one.ends for one in recognition_lines(history)] == ["01/06/2029"]


def test_a_line_has_neither_signer_nor_the_grounds_in_words(world: World) -> None:
    held(world.school, signer="Đinh Công Thành")
    with scopes_disabled():
        Decision.objects.update(
            revoked_on=dt.date(2026, 1, 5), revoked_reason="Bà Mẫu khai gian", source="Sổ của ông Mẫu"
        )
    line = recognition_lines(history_of(world.school, TODAY))[0]
    assert line.revoked == "05/01/2026"
    assert not any(words in repr(line) for words in ("Đinh Công Thành", "ông Mẫu", "Bà Mẫu"))
    assert standing_lines(history_of(world.school, TODAY)) == []


def test_a_decision_of_a_school_that_merged_names_it(world: World) -> None:
    held(world.other_school)
    Organisation.objects.filter(pk=world.other_school.pk).update(active=False)
    Succession.objects.create(
        predecessor=world.other_school, successor=world.school, day=dt.date(2026, 1, 1), form="merge"
    )
    line = recognition_lines(history_of(world.school, TODAY))[0]
    assert line.school == "Trường THCS Phú Sơn"
    assert line.merger
