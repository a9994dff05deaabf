"""Own propositions: who may, what is kept, who sees which."""

import dataclasses

import pytest
from django.db import IntegrityError, transaction

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence as audit_sentence
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.domain.own_propositions import (
    add_own,
    as_proposition,
    change_own,
    library_for,
    own_above,
    own_by_id,
    own_of,
    path_ids,
    set_own_active,
)
from minhdinh.standards.models import OwnProposition
from minhdinh.standards.suggestions import library_of
from tests.factories import World, acting, member
from tests.standards.own import DRAFT, SET, make_own


@pytest.fixture
def stored(world: World) -> World:
    load_set(packaged_set(SET))
    return world


def add(world: World, user=None, owner=None, **values):
    owner = owner or world.school
    given = {"set_id": SET, "requirement": "1.1.1a", "draft": DRAFT, **values}
    return add_own(actor=acting(user or world.owner, owner), owner=owner, **given)


def offered(organisation, requirement="1.1.1a") -> list[str]:
    """Return the texts of own propositions that a school is offered."""
    own = library_for(SET, organisation).of(requirement).propositions
    return [one.text for one in own if one.source]


def test_an_officer_writes_at_the_office_and_not_at_a_school_under_it(stored: World) -> None:
    with pytest.raises(NotAllowed):
        add(stored, stored.officer)
    assert add(stored, stored.officer, stored.department).owner == stored.department
    with pytest.raises(NotAllowed):
        add(stored, stored.commune_officer, stored.commune)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_others_of_a_school_may_not(stored: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        add(stored, member(stored.school, role))
    assert not OwnProposition.objects.exists()


def test_a_stranger_may_not_at_another_school(stored: World) -> None:
    row = add(stored)
    actor = acting(stored.stranger, stored.other_school)
    with pytest.raises(NotAllowed):
        add_own(actor=actor, owner=stored.school, set_id=SET, requirement="1.1.1a", draft=DRAFT)
    with pytest.raises(NotAllowed):
        change_own(actor=actor, owner=stored.school, own_id=row.pk, draft=DRAFT, version=1)
    with pytest.raises(NotHere):
        change_own(actor=actor, owner=stored.other_school, own_id=row.pk, draft=DRAFT, version=1)
    with pytest.raises(NotHere):
        set_own_active(actor=actor, owner=stored.other_school, own_id=row.pk, active=False)


def test_a_school_adds_one_and_is_offered_it_behind_the_packaged_ones(stored: World) -> None:
    row = add(stored)
    assert (row.version, row.active, row.group) == (1, True, "thuc_hien")
    found = library_for(SET, stored.school).of("1.1.1a").propositions
    assert [one.id for one in found] == ["1.1.1a-1", "1.1.1a-2", row.proposition_id]
    assert found[-1] == as_proposition(row)
    assert found[-1].source == stored.school.name
    assert (
        library_for(SET, stored.school).of("1.1.1b").propositions == library_of(SET).of("1.1.1b").propositions
    )


def test_each_school_sees_exactly_its_own_and_those_above(stored: World) -> None:
    make_own(stored.school, text="Của trường")
    make_own(stored.other_school, text="Của trường khác")
    make_own(stored.department, text="Của Sở")
    make_own(stored.ministry, text="Của Bộ")
    make_own(stored.commune, text="Của xã")
    make_own(stored.other_commune, text="Của xã khác")
    assert offered(stored.school) == ["Của Bộ.", "Của Sở.", "Của xã.", "Của trường."]
    assert offered(stored.other_school) == ["Của Bộ.", "Của Sở.", "Của xã khác.", "Của trường khác."]
    assert offered(stored.department) == ["Của Bộ.", "Của Sở."]
    assert [row.text for row in own_above(stored.school)] == ["Của Sở.", "Của Bộ.", "Của xã."]
    assert [row.text for row in own_of(stored.school)] == ["Của trường."]


def test_another_set_is_another_library(stored: World) -> None:
    add(stored)
    assert library_for("tt17-2018-tieu-hoc", stored.school).of("1.1.1a").propositions[-1].source == ""
    assert library_for("bo-khong-co", stored.school).of("1.1.1a").propositions == ()


def test_the_merged_library_takes_one_query(stored: World, django_assert_num_queries) -> None:
    for number in range(8):
        make_own(stored.school, text=f"Mệnh đề số {number}")
        make_own(stored.department, text=f"Mệnh đề Sở {number}")
    with django_assert_num_queries(1):
        found = library_for(SET, stored.school)
        assert len([one for one in found.of("1.1.1a").propositions if one.source]) == 16


def test_a_change_is_a_new_version_of_the_same_proposition(stored: World) -> None:
    row, actor = add(stored), acting(stored.owner, stored.school)
    draft = dataclasses.replace(DRAFT, text="Nhà trường tổ chức ngày hội sách.")
    changed = change_own(actor=actor, owner=stored.school, own_id=row.pk, draft=draft, version=1)
    assert (changed.pk, changed.version, changed.text) == (row.pk, 2, "Nhà trường tổ chức ngày hội sách.")
    assert changed.past == [{"version": 1, "content": row.content}]
    assert library_for(SET, stored.school).proposition(row.proposition_id).version == 2


def test_the_same_content_again_is_no_new_version(stored: World) -> None:
    row, actor = add(stored), acting(stored.owner, stored.school)
    before = Entry.objects.count()
    again = change_own(actor=actor, owner=stored.school, own_id=row.pk, draft=DRAFT, version=1)
    assert (again.version, again.past, Entry.objects.count()) == (1, [], before)


def test_a_change_made_meanwhile_is_not_written_over(stored: World) -> None:
    row, actor = add(stored), acting(stored.owner, stored.school)
    other = dataclasses.replace(DRAFT, text="Bản của người kia.")
    change_own(actor=actor, owner=stored.school, own_id=row.pk, draft=other, version=1)
    with pytest.raises(Problem, match="vừa được người khác sửa"):
        change_own(actor=actor, owner=stored.school, own_id=row.pk, draft=DRAFT, version=1)
    assert own_by_id(stored.school, row.pk).text == "Bản của người kia."


def test_a_retired_one_is_not_offered_but_still_read(stored: World) -> None:
    row, actor = add(stored), acting(stored.owner, stored.school)
    set_own_active(actor=actor, owner=stored.school, own_id=row.pk, active=False)
    assert offered(stored.school) == []
    assert library_for(SET, stored.school).proposition(row.proposition_id).text == row.text
    set_own_active(actor=actor, owner=stored.school, own_id=row.pk, active=True)
    set_own_active(actor=actor, owner=stored.school, own_id=row.pk, active=True)
    assert offered(stored.school) == [row.text]
    codes = list(Entry.objects.filter(action__startswith="suggestions.").values_list("action", flat=True))
    assert sorted(codes) == ["suggestions.own_restored", "suggestions.own_retired", "suggestions.own_saved"]


def test_a_retired_office_proposition_is_gone_from_what_schools_see(stored: World) -> None:
    row = make_own(stored.department)
    actor = acting(stored.officer, stored.department)
    set_own_active(actor=actor, owner=stored.department, own_id=row.pk, active=False)
    assert offered(stored.school) == []
    assert list(own_above(stored.school)) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"set_id": "bo-khong-co"}, "set_id"),
        ({"requirement": "9.9.9z"}, "requirement"),
        ({"requirement": "1.1.1a' OR 1=1"}, "requirement"),
        ({"draft": dataclasses.replace(DRAFT, text="")}, "text"),
        ({"draft": dataclasses.replace(DRAFT, all=("la",))}, "all"),
    ],
)
def test_what_is_no_proposition_is_refused(stored: World, values, field) -> None:
    with pytest.raises(Problem) as caught:
        add(stored, **values)
    assert caught.value.field == field
    assert not OwnProposition.objects.exists()


def test_the_same_text_stands_once_while_it_is_in_use(stored: World) -> None:
    row, actor = add(stored), acting(stored.owner, stored.school)
    with pytest.raises(Problem, match="cùng nội dung"):
        add(stored)
    set_own_active(actor=actor, owner=stored.school, own_id=row.pk, active=False)
    add(stored)
    with pytest.raises(Problem, match="cùng nội dung"):
        set_own_active(actor=actor, owner=stored.school, own_id=row.pk, active=True)


def test_the_database_holds_to_it_too(stored: World) -> None:
    row = add(stored)
    double = OwnProposition(
        owner=row.owner,
        set_id=row.set_id,
        requirement=row.requirement,
        text=row.text,
        content={},
        group="ton_tai",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        double.save()


def test_there_is_a_limit(stored: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minhdinh.standards.domain.own_propositions.MOST", 1)
    make_own(stored.school)
    with pytest.raises(Problem, match="nhiều nhất 1"):
        add(stored)


def test_what_was_done_is_told(stored: World) -> None:
    add(stored)
    entry = Entry.objects.get(action="suggestions.own_saved")
    said = audit_sentence(entry.action, entry.data)
    assert "1.1.1a" in said
    assert "ngày hội đọc sách" in said


def test_the_way_up_ends_with_the_organisation_itself(stored: World) -> None:
    above = [stored.ministry.pk, stored.department.pk, stored.commune.pk, stored.school.pk]
    stored.school.refresh_from_db()
    assert path_ids(stored.school) == above
