"""What has to be held before a registration moves on."""

from dataclasses import replace

import pytest

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.cases.guards import obstacles
from minhdinh.appraisals.domain.visits.guards import meeting_held, visit_held
from minhdinh.appraisals.domain.visits.minutes import reopen_minutes
from minhdinh.appraisals.enums import Act, VisitKind
from tests.appraisals.registered import TT57, TT2018, make_registered
from tests.appraisals.visiting import MINUTES, held, planned

pytestmark = pytest.mark.django_db


def sentences(world, act: Act) -> list[str]:
    """Return what stands in the way of an act, of visits and meetings."""
    with school_scope(world.school.pk):
        case = world.fresh()
        found = visit_held(case) if act is Act.ADVANCE else meeting_held(case)
        mine = [one.message for one in found]
        assert set(mine) <= {one.message for one in obstacles(case, act)}
        return mine


@pytest.mark.parametrize(
    ("stage", "kind", "other"),
    [("first_visit", VisitKind.FIRST, VisitKind.MAIN), ("visit", VisitKind.MAIN, VisitKind.FIRST)],
)
def test_a_visit_is_left_once_it_was_held(stage: str, kind: VisitKind, other: VisitKind) -> None:
    world = make_registered(TT2018, stage=stage)
    assert len(sentences(world, Act.ADVANCE)) == 1
    planned(world, kind, starts=9)
    held(world, other)
    assert len(sentences(world, Act.ADVANCE)) == 1
    held(world, kind)
    assert sentences(world, Act.ADVANCE) == []


@pytest.mark.parametrize("act", [Act.SEND_DRAFT, Act.FINALISE])
def test_a_result_needs_a_meeting_with_minutes(act: Act) -> None:
    world = make_registered(TT57, stage="meeting")
    assert sentences(world, act) == ["Chưa có cuộc họp nào của hội đồng được chốt biên bản."]
    visit = held(world, VisitKind.MEETING, replace(MINUTES, votes_for=3))
    assert sentences(world, act) == []
    reopen_minutes(
        actor=world.examiner(), case=world.fresh(), visit=visit, reason="Sai số phiếu", version=visit.version
    )
    assert len(sentences(world, act)) == 1


@pytest.mark.parametrize(("law", "stage"), [(TT2018, "study"), (TT2018, "drafting"), (TT57, "finalising")])
def test_other_stages_ask_for_no_visit(law: str, stage: str) -> None:
    world = make_registered(law, stage=stage)
    assert sentences(world, Act.ADVANCE) + sentences(world, Act.FINALISE) == []
