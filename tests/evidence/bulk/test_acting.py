"""Acts on many items: by who may, each as it was seen, one that cannot be done does not stop the others."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.bulk.acting import (
    MOST,
    Outcome,
    ask_many,
    link_many,
    move_many,
    reject_many,
    set_kind_of_many,
    verify_many,
)
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import Collecting, EvidenceItem, EvidenceUse
from tests.evidence.collecting.factories import asked_of
from tests.evidence.factories import House, make_actor, make_file, make_house, make_item, make_verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def seen(*items: EvidenceItem) -> dict[int, int]:
    """Return the items as a page shows them now."""
    return dict(EvidenceItem.objects.filter(pk__in=[item.pk for item in items]).values_list("pk", "version"))


def fresh(item: EvidenceItem) -> EvidenceItem:
    return EvidenceItem.objects.get(pk=item.pk)


def test_good_ones_are_verified_and_the_others_told_why(house: House, secretary: Actor) -> None:
    good, empty, inbox = make_item(house), make_item(house), make_item(house, criterion="")
    changed = make_item(house)
    for item in (good, inbox, changed):
        make_file(item)
    chosen = seen(good, empty, inbox, changed)
    EvidenceItem.objects.filter(pk=changed.pk).update(version=99)
    done = verify_many(actor=secretary, school_id=house.school.pk, chosen=chosen)
    assert done.done == [good.code]
    why = dict(done.refused)
    assert set(why) == {empty.code, changed.code, inbox.label}
    assert "vừa được người khác sửa" in why[changed.code]
    assert "chưa có tệp" in why[empty.code]
    assert fresh(good).verification == Verification.VERIFIED
    assert fresh(changed).verification == Verification.PENDING


def test_many_are_rejected_with_one_reason(house: House, secretary: Actor) -> None:
    items = [make_item(house) for _number in range(2)]
    done = reject_many(actor=secretary, school_id=house.school.pk, chosen=seen(*items), reason="Thiếu dấu")
    assert done == Outcome([item.code for item in items])
    assert [fresh(item).rejected_reason for item in items] == ["Thiếu dấu"] * 2
    with pytest.raises(Problem, match="lý do"):
        reject_many(actor=secretary, school_id=house.school.pk, chosen=seen(*items), reason="  ")


def test_a_kind_for_many(house: House, secretary: Actor) -> None:
    plain, with_file = make_verified(house), make_item(house)
    make_file(with_file)
    done = set_kind_of_many(actor=secretary, school_id=house.school.pk, chosen=seen(plain), kind="ke_hoach")
    assert done.done == [plain.code]
    assert (fresh(plain).kind, fresh(plain).name) == ("ke_hoach", plain.name)
    sensitive = set_kind_of_many(
        actor=secretary, school_id=house.school.pk, chosen=seen(with_file), kind="ho_so_vu_viec"
    )
    assert "chỉ lưu chỉ mục" in sensitive.refused[0][1]
    for kind in ("", "khong_co"):
        with pytest.raises(Problem):
            set_kind_of_many(actor=secretary, school_id=house.school.pk, chosen=seen(plain), kind=kind)


def test_another_box_for_many_keeps_how_they_are_kept(house: House, secretary: Actor) -> None:
    paper = make_item(house, storage=Storage.PLACE, place="Tủ 1")
    page = make_item(house, storage=Storage.LINK, link="https://vi-du.vn/")
    done = move_many(
        actor=secretary, school_id=house.school.pk, chosen=seen(paper, page), place=" Tủ 2,  hộp 1 "
    )
    assert len(done.done) == 2
    assert [(fresh(one).place, fresh(one).storage) for one in (paper, page)] == [
        ("Tủ 2, hộp 1", Storage.PLACE),
        ("Tủ 2, hộp 1", Storage.LINK),
    ]
    version = fresh(paper).version
    move_many(actor=secretary, school_id=house.school.pk, chosen=seen(paper), place="Tủ 2, hộp 1")
    assert fresh(paper).version == version
    with pytest.raises(Problem, match="hộp"):
        move_many(actor=secretary, school_id=house.school.pk, chosen=seen(paper), place=" ")


def test_one_more_criterion_for_many(house: House, secretary: Actor) -> None:
    items, inbox = [make_item(house) for _number in range(2)], make_item(house, criterion="")
    for _time in range(2):
        done = link_many(
            actor=secretary, school_id=house.school.pk, chosen=seen(*items, inbox), place=house.place("1.3")
        )
        assert (len(done.done), len(done.refused)) == (2, 1)
    assert EvidenceUse.objects.filter(criterion="1.3").count() == 2
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state="submitted", complete=True)
    with pytest.raises(Problem, match="không còn ở bước soạn"):
        link_many(actor=secretary, school_id=house.school.pk, chosen=seen(*items), place=house.place("1.4"))


def ask(house: House, actor: Actor, chosen: dict[int, int], collector: int | None) -> Outcome:
    asked = asked_of(collector, "", track=house.track, due_on=dt.date(2026, 12, 31))
    return ask_many(
        actor=actor, school=house.school, assessment_id=house.assessment.pk, chosen=chosen, asked=asked
    )


def test_one_person_is_asked_for_many(house: House, secretary: Actor, contributor: Actor) -> None:
    items = [make_item(house, name="Sổ " + "dài " * 90), make_item(house, name="Chưa xếp", criterion="")]
    done = ask(house, secretary, seen(*items), contributor.user_id)
    assert sorted(done.done) == sorted(item.label for item in items)
    rows = {row.item_id: row for row in Collecting.objects.all()}
    assert {row.collector_id for row in rows.values()} == {contributor.user_id}
    assert [rows[item.pk].criterion for item in items] == [items[0].root_criterion, ""]
    assert rows[items[1].pk].what == "Chưa xếp"
    assert items[0].name.startswith(rows[items[0].pk].what)
    assert rows[items[0].pk].due_on == dt.date(2026, 12, 31)


def test_what_somebody_collects_or_was_taken_away_is_left_and_told(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    busy, gone, free = make_item(house), make_item(house), make_item(house)
    ask(house, secretary, seen(busy), contributor.user_id)
    EvidenceItem.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    other = make_actor(house, Role.CONTRIBUTOR)
    done = ask(house, secretary, seen(busy, gone, free), other.user_id)
    assert done.done == [free.code]
    assert set(dict(done.refused)) == {busy.code, gone.code}
    assert "đang thu thập" in dict(done.refused)[busy.code]
    assert Collecting.objects.filter(item=busy).count() == 1


def test_nobody_of_the_school_a_stranger_and_a_closed_year(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    item = make_item(house)
    for person in (None, make_actor(make_house("bac-ha"), Role.SECRETARY).user_id, 10**12):
        with pytest.raises(Problem, match="Hãy chọn người thu thập"):
            ask(house, secretary, seen(item), person)
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state="submitted", complete=True)
    with pytest.raises(Problem, match="không còn ở bước soạn"):
        ask(house, secretary, seen(item), contributor.user_id)
    assert not Collecting.objects.exists()


def acts(house: House) -> list[Callable[[Actor, dict[int, int]], Outcome]]:
    school = house.school.pk
    return [
        lambda actor, chosen: verify_many(actor=actor, school_id=school, chosen=chosen),
        lambda actor, chosen: reject_many(actor=actor, school_id=school, chosen=chosen, reason="Sai"),
        lambda actor, chosen: set_kind_of_many(actor=actor, school_id=school, chosen=chosen, kind="ke_hoach"),
        lambda actor, chosen: move_many(actor=actor, school_id=school, chosen=chosen, place="Tủ 9"),
        lambda actor, chosen: link_many(
            actor=actor, school_id=school, chosen=chosen, place=house.place("1.3")
        ),
        lambda actor, chosen: ask(house, actor, chosen, make_actor(house, Role.CONTRIBUTOR).user_id),
    ]


@pytest.mark.parametrize("number", range(6))
def test_who_may_not(house: House, member: Actor, contributor: Actor, number: int) -> None:
    item = make_item(house)
    for actor in (member, contributor):
        with pytest.raises(NotAllowed):
            acts(house)[number](actor, seen(item))
    assert fresh(item).version == item.version


@pytest.mark.parametrize("number", range(6))
def test_items_of_others_none_and_too_many(house: House, secretary: Actor, number: int) -> None:
    act, foreign = acts(house)[number], make_item(make_house("bac-ha"))
    assert act(secretary, {**seen(foreign), 10**9: 1}) == Outcome()
    assert fresh(foreign).version == foreign.version
    with pytest.raises(Problem, match="Chưa chọn"):
        act(secretary, {})
    with pytest.raises(Problem, match="tối đa"):
        act(secretary, dict.fromkeys(range(MOST + 1), 1))
    with pytest.raises(NotAllowed):
        acts(make_house("khac"))[number](secretary, seen(foreign))
