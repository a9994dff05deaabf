"""What people are told of visits."""

from dataclasses import replace

import pytest

from minhdinh.appraisals.domain.visits.planning import cancel_visit, move_visit, plan_visit
from minhdinh.appraisals.enums import VisitKind
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import TT2018, make_registered
from tests.appraisals.visiting import planned, wanted

pytestmark = pytest.mark.django_db


def test_every_change_is_told_once_with_its_words_and_its_page() -> None:
    world = make_registered(TT2018, stage="visit")
    principal = world.principal()
    case, leader = world.fresh(), world.examiner()
    visit = planned(world, VisitKind.FIRST)
    visit = move_visit(
        actor=leader,
        case=case,
        visit=visit,
        wanted=wanted(VisitKind.FIRST, starts=4),
        reason="Mưa",
        version=0,
    )
    cancel_visit(actor=leader, case=case, visit=visit, reason="Bão số 3", version=1)
    mine = Notice.objects.filter(person_id=principal.user_id, key__startswith="visit:").order_by("pk")
    texts = [one.text for one in mine]
    assert [text.split(" tại ")[0] for text in texts] == [
        "Khảo sát sơ bộ",
        "Đổi lịch khảo sát sơ bộ",
        "Hủy lịch khảo sát sơ bộ",
    ]
    assert "Mưa" in texts[1]
    assert "Bão số 3" in texts[2]
    assert {one.url for one in mine} == {world.url("khao-sat/")}
    theirs = Notice.objects.filter(person_id=leader.user_id, key__startswith="visit:")
    assert {one.url for one in theirs} == {world.url("khao-sat/", "danh-gia")}


def test_no_place_leaves_no_empty_sentence() -> None:
    world = make_registered(TT2018, stage="visit")
    principal, case, leader = world.principal(), world.fresh(), world.examiner()
    visit = plan_visit(actor=leader, case=case, wanted=replace(wanted(), place=""))
    elsewhen = replace(wanted(starts=4), place="")
    move_visit(actor=leader, case=case, visit=visit, wanted=elsewhen, reason="Mưa", version=0)
    mine = Notice.objects.filter(person_id=principal.user_id, key__startswith="visit:").order_by("pk")
    first, second = (one.text for one in mine)
    assert first.endswith(".")
    assert ". ." not in first + second
    assert second.endswith(". Mưa")
