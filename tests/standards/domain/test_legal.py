import datetime as dt
from typing import Any

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.legal import (
    relate_documents,
    remove_document,
    save_document,
    unrelate_documents,
)
from minhdinh.standards.domain.legal_queries import (
    documents_of_set,
    may_edit,
    relation_by_id,
    relations_of,
    set_choices,
    set_ids_of,
    sets_of,
)
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import LegalDocument
from tests.factories import World, acting, make_world, member

SET = "tt57-2026-pho-thong"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def add(world: World, actor: Actor, **values: Any) -> LegalDocument:
    given = {"number": "981/SGDĐT-NV2", "kind": "letter", "title": "Tự đánh giá trên phần mềm", **values}
    set_ids = given.pop("set_ids", ())
    return save_document(actor=actor, office=world.department, values=given, set_ids=set_ids)


def test_adding_and_changing_with_its_sets(world: World, officer: Actor) -> None:
    load_set(packaged_set(SET))
    document = add(world, officer, issued_on=dt.date(2019, 4, 4), set_ids=[SET])
    assert (document.office, document.number_key, document.order_key) == (
        world.department,
        "981/sgddt-nv2",
        "2019-04-04",
    )
    assert set_ids_of(document) == [SET]
    assert [row.set_id for row in sets_of(document)] == [SET]
    assert documents_of_set(SET) == [document]
    assert [key for key, _ in set_choices()] == [SET]
    changed = save_document(
        actor=officer, office=world.department, document=document, values={"title": " Tên  mới "}, set_ids=[]
    )
    assert (changed.pk, changed.title, set_ids_of(changed)) == (document.pk, "Tên mới", [])
    said = [sentence(entry.action, entry.data) for entry in Entry.objects.all()]
    assert said == ["Ghi văn bản 981/SGDĐT-NV2 vào thư viện"] * 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " "}, "number"),
        ({"title": ""}, "title"),
        ({"kind": "poem"}, "kind"),
        ({"issued_on": dt.date(2019, 4, 4), "effective_to": dt.date(2019, 4, 4)}, "effective_to"),
        ({"effective_from": dt.date(2019, 5, 4), "effective_to": dt.date(2019, 4, 4)}, "effective_to"),
        ({"set_ids": ["khong-co"]}, "set_ids"),
    ],
)
def test_wrong_documents(world: World, officer: Actor, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as caught:
        add(world, officer, **values)
    assert caught.value.field == field
    assert not LegalDocument.objects.exists()


def test_the_same_number_and_day_once(world: World, officer: Actor) -> None:
    add(world, officer, issued_on=dt.date(2019, 4, 4))
    with pytest.raises(Problem, match="đã có văn bản số"):
        add(world, officer, number="981/sgddt-nv2", issued_on=dt.date(2019, 4, 4))
    assert add(world, officer, issued_on=dt.date(2021, 4, 4)).pk


def test_relations_show_both_ways(world: World, officer: Actor) -> None:
    old, new = add(world, officer), add(world, officer, number="12/SGDĐT")
    given = {"actor": officer, "office": world.department, "source": new, "target": old}
    relation = relate_documents(**given, kind="replaces")
    assert relate_documents(**given, kind="replaces") == relation
    assert [(label, [row.target for row in rows]) for label, rows in relations_of(new)] == [
        ("Thay thế", [old])
    ]
    assert [(label, [row.source for row in rows]) for label, rows in relations_of(old)] == [
        ("Được thay thế bởi", [new])
    ]
    found = relation_by_id(new, relation.pk)
    assert found is not None
    assert relation_by_id(old, relation.pk) is None
    unrelate_documents(actor=officer, office=world.department, relation=found)
    assert relations_of(old) == []
    with pytest.raises(Problem, match="chính nó"):
        relate_documents(**{**given, "target": new}, kind="amends")
    with pytest.raises(Problem, match="quan hệ"):
        relate_documents(**given, kind="likes")


def test_removing(world: World, officer: Actor) -> None:
    remove_document(actor=officer, office=world.department, document=add(world, officer))
    assert not LegalDocument.objects.exists()


def test_each_office_looks_after_its_own(world: World, officer: Actor) -> None:
    document = add(world, officer)
    clerk = acting(member(world.commune, Role.COMMUNE_OFFICER), world.commune)
    packaged = LegalDocument.objects.create(number="1/TT", kind="circular", title="A")
    for one in (document, packaged):
        assert not may_edit(clerk, one)
        with pytest.raises(NotAllowed, match="cơ quan khác"):
            save_document(actor=clerk, office=world.commune, document=one, values={"title": "B"})
        with pytest.raises(NotAllowed):
            remove_document(actor=clerk, office=world.commune, document=one)
    assert may_edit(acting(world.system, world.ministry), packaged)
    assert may_edit(
        acting(member(world.ministry, Role.MINISTRY_OFFICER), world.ministry), packaged, at_the_ministry=True
    )
    for role in (Role.SUPERVISOR, Role.DEPARTMENT_LEADER):
        assert not may_edit(acting(member(world.department, role), world.department), document)
